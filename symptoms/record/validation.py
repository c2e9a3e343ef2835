"""What may be recorded. One place for form, API, draft and file; every refusal says what and where."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinical.courses import ARMLESS, COURSES, is_sided
from clinical.vocabulary import MEASURES, TOTAL_GIVEN, Measure
from people.models import Patient
from people.numbers import plain
from symptoms.models import FunctionCheck
from symptoms.models.base import Source
from symptoms.record.days import local_day

Values = dict[str, float | None]

APART = dt.timedelta(days=14)  # between two function checks outside the clinic, CLINICAL 1.1 [P]
EARLIEST = dt.date(1900, 1, 1)  # a year mistyped before it would stretch every weekly array back to it


def allowed_words(measure: Measure) -> str:
    """What may be recorded, for an error message: ``a whole number from 0 to 4``."""
    what = _("a whole number from %(low)g to %(high)g") if measure.whole else _("a number from %(low)g to %(high)g")
    return f"{what % {'low': measure.low, 'high': measure.high}} {measure.unit}".rstrip()


def clean_value(measure: Measure, given: Any) -> float | None:
    """The number that was given, or None for "not recorded". Raises ``ValidationError`` with a sentence."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    try:
        number = float("nan" if isinstance(given, bool) else plain(str(given)))
    except ValueError:
        number = float("nan")
    if not measure.accepts(number):
        raise ValidationError(
            _("%(name)s: “%(given)s” was found, %(allowed)s is allowed."),
            params={"name": measure.name, "given": str(given)[:40], "allowed": allowed_words(measure)},
        )
    return int(number) if measure.whole else number


def clean_values(given: Mapping[str, Any], sections: tuple[str, ...]) -> Values:
    """Measure names and numbers, checked against the vocabulary; unknown names and bad numbers are refused together."""
    values: Values = {}
    errors: dict[str, list[str]] = {}
    for name, value in given.items():
        measure = MEASURES.get(name)
        if measure is None or measure.section not in sections:
            errors[name] = [_("“%(name)s” is not something that is recorded here.") % {"name": name}]
            continue
        try:
            values[name] = clean_value(measure, value)
        except ValidationError as refused:
            errors[name] = refused.messages
    if errors:
        raise ValidationError(errors)
    return values


def only_of_a_clinic() -> str:
    return _("A total without its items is kept only as a clinic gave it.")


def check_given_total(values: Mapping[str, Any], source: str) -> None:
    """Raises ``ValidationError`` for a total that was given by somebody else than a clinic."""
    if values.get(TOTAL_GIVEN) is not None and source != Source.CLINICIAN:
        raise ValidationError({TOTAL_GIVEN: only_of_a_clinic()})


def check_day(
    patient: Patient, day: dt.date, now: dt.datetime, *, field: str = "day", future_days: bool = False
) -> None:
    """Raises ``ValidationError`` under the name of ``field`` for a day in their future, before birth or 1900.

    ``future_days``: days that are still to come may be recorded.
    """
    today = local_day(patient, now)
    if day > today and not future_days:
        raise ValidationError(
            {
                field: _("%(day)s is in the future: where %(who)s lives it is %(today)s.")
                % {"day": day, "who": patient, "today": today}
            }
        )
    if day < EARLIEST:
        raise ValidationError({field: _("%(day)s is too long ago: days from 1900 can be recorded.") % {"day": day}})
    if patient.birth_date and day < patient.birth_date:
        raise ValidationError(
            {field: _("%(day)s is before the date of birth, %(birth)s.") % {"day": day, "birth": patient.birth_date}}
        )


def check_apart(day: dt.date, days: Collection[dt.date]) -> None:
    """Raises ``ValidationError`` for a function check less than 14 days from another. ``days``: those that have one,
    outside the clinic, which is not bound. To a day among them more may be said."""
    near = [] if day in days else [other for other in days if abs(other - day) < APART]
    if near:
        other = min(near, key=lambda other: (abs(other - day), other))
        raise ValidationError(
            {
                "day": _("There is a function check for %(other)s; the next can be made 14 days after it.")
                % {"other": other}
            }
        )


def days_of_checks(patients: Iterable[Patient]) -> dict[uuid.UUID, set[dt.date]]:
    """The days on which a function check outside the clinic stands, by patient."""
    found: dict[uuid.UUID, set[dt.date]] = {patient.pk: set() for patient in patients}
    checks = FunctionCheck.objects.standing().filter(patient__in=found).exclude(source=Source.CLINICIAN).order_by()
    for pk, day in checks.values_list("patient", "day"):
        found[pk].add(day)
    return found


def check_course(said: Mapping[str, Any]) -> None:
    """Whether what is said of a treatment belongs to its kind (CLINICAL 8). Raises ``ValidationError`` by field."""
    course, detail = COURSES.get(said["kind"]), said.get("detail") or ""
    if course is None:
        return  # the row refuses it
    if detail and detail not in course.details:
        raise ValidationError({"detail": _("This does not belong to such a treatment.")})
    if said.get("side") and not is_sided(course.kind, detail):
        raise ValidationError({"side": _("This is not worn on a side.")})
    if said.get("dose") and course.kind in ARMLESS:
        raise ValidationError({"dose": _("Of a study nothing is kept that could tell its arm.")})
    if said.get("stop_reason") and not said.get("stop"):
        raise ValidationError({"stop_reason": _("It goes on: there is no last day.")})
