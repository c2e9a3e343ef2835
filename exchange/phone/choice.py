"""What of an export is kept: which of its measures, and from which day on."""

import datetime as dt
from collections.abc import Mapping as Map
from dataclasses import dataclass

from django.db.models import Min
from django.utils.translation import gettext as _

from clinical.vocabulary import PHONE
from exchange.phone.export import Export
from exchange.tables.mapping import DAY, Column, Mapping
from exchange.tables.questions import Asker
from exchange.tables.table import Line, Table, refused
from people.models import Clinic, Patient
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import Source

MEASURED = ("weight", *PHONE)
DATE = "date"
FROM, ALL = "from", "all"
YES, NO = "yes", "no"


def key_of(measure: str) -> str:
    """Under which it is said whether a measure is kept."""
    return f"keep.{measure}"


@dataclass(frozen=True)
class Choice:
    """``begins``: the day of the first entry of the record, None where there is none; ``since``: the first day that is
    kept, None for all."""

    measures: tuple[str, ...]
    since: dt.date | None
    begins: dt.date | None


def choice_of(answers: Map[str, str], clinic: Clinic) -> Choice:
    """What was answered; unless said otherwise all that was measured, since the record begins. Raises ``CsvRefused``
    for a day that is none."""
    begins = _begins(clinic, answers.get("patient", ""))
    said, since = answers.get(FROM), begins
    if said is not None:
        try:
            since = None if said == ALL else dt.date.fromisoformat(said)
        except ValueError as error:
            raise refused(
                _("“%(found)s” is no day. Write it as 2024-01-31, or “all”.") % {"found": said[:40]}
            ) from error
    return Choice(tuple(name for name in MEASURED if answers.get(key_of(name)) != NO), since, begins)


def note_given(asker: Asker) -> None:
    """These answers are none to a question, and yet of use."""
    for key in (FROM, *map(key_of, MEASURED)):
        asker.given(key)


def _begins(clinic: Clinic, reference: str) -> dt.date | None:
    patient = Patient.objects.filter(clinic=clinic, reference=reference).first()
    if patient is None:
        return None
    found = [
        model._default_manager.filter(patient=patient, status=model.Status.STANDING).aggregate(day=Min("day"))["day"]
        for model in (CheckIn, FunctionCheck, Measurement)
    ]
    return min((day for day in found if day), default=None)


def table_of(export: Export, choice: Choice) -> Table:
    """The days that are kept, a line each, with the number that it has among all days, whatever is chosen."""
    lines = []
    for number, day in enumerate(export.days, 1):
        said = [getattr(day, name) for name in choice.measures]
        if any(value is not None for value in said) and (choice.since is None or day.day >= choice.since):
            lines.append(Line(number, (day.day, *("" if value is None else value for value in said))))
    return Table((DATE, *choice.measures), tuple(lines), None, has_lines=False)


def mapping_of(export: Export, choice: Choice) -> Mapping:
    columns = {DATE: Column(DAY, order="ymd")} | {name: Column(name) for name in choice.measures}
    return Mapping(str(export.make), columns, source=Source.SELF)
