"""Why a cell has no grade on a day, where somebody said so."""

import datetime as dt
import uuid

from clinical.vocabulary import CELLS
from symptoms.models import CheckIn

Reasons = dict[tuple[dt.date, str], dict[str, str]]  # by day and source, by cell


def reasons_of(pk: uuid.UUID) -> Reasons:
    """As the last one of a source to say one does; none of a cell of which a grade of that source counts. One query
    where nobody ever gave a reason, two otherwise."""
    rows = CheckIn.objects.standing().filter(patient=pk, weakness__isnull=False)
    days = set(rows.exclude(weakness__not_known={}).order_by().values_list("day", flat=True))
    if not days:
        return {}
    found: Reasons = {}
    graded: set[tuple[dt.date, str, str]] = set()
    columns = [f"weakness__{cell.column}" for cell in CELLS]
    for day, source, reasons, *grades in (
        rows.filter(day__in=days)
        .order_by("made_at", "pk")
        .values_list("day", "source", "weakness__not_known", *columns)
    ):
        found.setdefault((day, source), {}).update(reasons)
        graded |= {(day, source, cell.name) for cell, grade in zip(CELLS, grades, strict=True) if grade is not None}
    left = {
        (day, source): {cell: why for cell, why in reasons.items() if (day, source, cell) not in graded}
        for (day, source), reasons in found.items()
    }
    return {key: reasons for key, reasons in left.items() if reasons}
