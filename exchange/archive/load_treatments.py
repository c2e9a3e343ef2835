"""What was said of treatments day by day, into a record."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from care.models import TreatmentDay
from care.treatments.read import first_of
from exchange.archive.load_rows import Into, load_rows
from exchange.archive.loaded import Loaded
from exchange.archive.read import Line
from exchange.archive.treatment_tables import TREATMENT_DAYS
from exchange.rows import Problems


def load_treatment_days(lines: list[Line], treatments: Loaded, into: Into, problems: Problems) -> Loaded:
    """``treatments``: those of the same file, by the ids that it has. A row hangs on the first one of its treatment."""
    before = dict(first_of(into.people.values()))
    known = []
    for line in lines:
        row = treatments.rows.get(line.said["treatment"])
        if row is None or row.patient_id != into.people[line.said["patient"]].pk:
            problems.add(_("There is no such treatment of this person in treatments.csv."), line.line, "treatment")
        else:
            known.append(line)

    def first(line: Line) -> Mapping[str, Any]:
        row = treatments.rows[line.said["treatment"]]
        earlier = row.supersedes_id or row.pk
        return {"treatment_id": before.get(row.pk) or before.get(earlier, earlier)}

    return load_rows(
        TreatmentDay,
        TREATMENT_DAYS,
        known,
        into,
        problems,
        slot=lambda row: (row.treatment_id, row.day, row.author_id),
        more=first,
        leave=("treatment",),
    )
