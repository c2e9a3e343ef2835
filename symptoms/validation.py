"""What may be recorded. One place for form, API and file; every refusal says what and where."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES, Measure
from people.models import Patient
from symptoms.days import local_day

Values = dict[str, float | None]

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
        text = "" if isinstance(given, bool) else str(given).strip().replace(",", ".")
        number = float("nan" if "_" in text else text)  # Python would read 1_0 as 10
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


def check_day(patient: Patient, day: dt.date, now: dt.datetime, *, field: str = "day") -> None:
    """Raises ``ValidationError`` under the name of ``field`` for a day in their future, before birth or 1900."""
    today = local_day(patient, now)
    if day > today:
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
