"""Rows of a file that take back what an earlier file said: a blank cell never does."""

from collections import Counter
from collections.abc import Mapping, Sequence

from care.models import Visit
from exchange.models import Import
from exchange.rows import Row
from people.models import Patient
from people.records import FILE_IMPORT
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.models.base import Recorded


def retract_rows(
    noted: Import, patients: Mapping[str, Patient], by_reference: Mapping[str, Sequence[Row]]
) -> Counter[Patient]:
    """Mark as entered in error what files said of the patient, day and source of each row that says so, and keep with
    the import what that was; how many entries of whom. What people entered themselves is theirs to take back."""
    found: Counter[Patient] = Counter()
    for reference, rows in by_reference.items():
        named = {(row.day, row.source) for row in rows if row.retract}
        if not named:
            continue
        for model in (CheckIn, FunctionCheck, Measurement, Visit):
            standing = model._default_manager.filter(
                patient=patients[reference],
                status=Recorded.Status.STANDING,
                author__is_active=False,
                author__email__startswith=FILE_IMPORT,
                day__in={day for day, _source in named},
            )
            ids = [pk for pk, *key in standing.values_list("pk", "day", "source") if tuple(key) in named]
            model._default_manager.filter(pk__in=ids).update(status=Recorded.Status.ENTERED_IN_ERROR)
            if ids:
                noted.retracted.setdefault(model._meta.label_lower, []).extend(map(str, ids))
                found[patients[reference]] += len(ids)
    return found
