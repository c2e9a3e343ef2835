"""The one writer of what is said of a treatment on a day. No report follows from it."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from care.before.write import noted
from care.models import TreatmentDay
from care.treatments.read import beginning_of, own_day
from clinical.courses import COUNTS, COURSES, MEDICINES
from people.models import User
from symptoms.models import Treatment
from symptoms.record.validation import check_day
from symptoms.write import verbs
from symptoms.write.transaction import Receipt, lock, record_row

SAID = ("taken", "why_not", "troubles", "words", *COUNTS)
SPACE = " "
NIV_HOURS = "niv_hours"


def say_of_day(
    treatment: Treatment,
    day: dt.date,
    said: Mapping[str, Any],
    *,
    by: User,
    source: str,
    now: dt.datetime,
    id: uuid.UUID | None = None,
) -> Receipt:
    """Say something of a treatment on a day, beside what its author said of that day before; None or blank takes a
    value out. ``said``: by the names of ``TreatmentDay``, ``troubles`` as codes; of a breathing machine ``niv_hours``
    too, which is a measurement. The same is one row; the receipt is of the measurement where nothing else was said.

    Raises ``ValidationError`` by field, ``IdInUse``.
    """
    patient = treatment.patient
    _check(treatment, day, said)
    check_day(patient, day, now, field="day")
    new = {name: _kept(name, value) for name, value in said.items() if name != NIV_HOURS}
    with transaction.atomic():
        lock(patient)
        if NIV_HOURS in said:
            hours = {NIV_HOURS: said[NIV_HOURS]}
            measured = verbs.record_measurement(patient, day, hours, by=by, source=source, now=now)
            if not new:
                return measured
        earlier = own_day(treatment, day, by)
        stands = {name: getattr(earlier, name) for name in SAID} if earlier else {}
        whole = {"treatment": beginning_of(treatment), "day": day, "time_zone": patient.time_zone, **stands, **new}
        if whole.get("taken") is not False:
            whole["why_not"] = ""

        def before() -> TreatmentDay | Receipt | None:
            if earlier and stands == {name: whole[name] for name in SAID}:
                return Receipt(earlier, created=False)
            return earlier

        return record_row(TreatmentDay, patient, whole, before, by=by, source=source, now=now, id=id, after=noted)


def take_all(
    treatments: Iterable[Treatment], day: dt.date, *, by: User, source: str, now: dt.datetime
) -> tuple[Receipt, ...]:
    """All of these medicines were taken: in one transaction; what was said to be left out stays so."""
    made = []
    with transaction.atomic():
        for treatment in treatments:
            earlier = own_day(treatment, day, by)
            if earlier is None or earlier.taken is None:
                made.append(say_of_day(treatment, day, {"taken": True}, by=by, source=source, now=now))
    return tuple(made)


def take_back(row: TreatmentDay, *, by: User) -> None:
    """All that one said of a treatment on a day. Twice is once. Raises ``NoLongerStands``."""
    verbs.retract(row, by=by, after=noted)


def may_be_said(kind: str) -> set[str]:
    """The names of ``TreatmentDay`` that belong to such a treatment."""
    return {"words", "troubles", *COURSES[kind].counts} | ({"taken", "why_not"} if kind in MEDICINES else set())


def _check(treatment: Treatment, day: dt.date, said: Mapping[str, Any]) -> None:
    course = COURSES[treatment.kind]
    allowed = may_be_said(treatment.kind) | ({NIV_HOURS} if treatment.kind == Treatment.Kind.NIV else set())
    for name in said:
        if name not in allowed:
            raise ValidationError({name: _("This is not asked of such a treatment.")})
    unknown = set(_codes(said.get("troubles") or ())) - set(course.troubles)
    if unknown:
        raise ValidationError({"troubles": _("This is not asked of such a treatment.")})
    if day < treatment.start or (treatment.stop and day > treatment.stop and not course.once):
        raise ValidationError({"day": _("The treatment did not go on then.")})


def _kept(name: str, value: Any) -> Any:
    if name == "troubles":
        return SPACE.join(sorted(_codes(value or ())))
    return value if name == "taken" or name in COUNTS else value or ""


def _codes(told: str | Collection[str]) -> list[str]:
    return told.split() if isinstance(told, str) else list(told)
