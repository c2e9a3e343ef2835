"""What is asked back where a value can hardly be, in plain sentences (CLINICAL 9.3). It judges nobody."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.doubts import Doubt, Reading, Unit
from clinical.vocabulary import MEASURES
from symptoms.wording.check_in import MEASURED
from symptoms.wording.numbers import written
from symptoms.wording.question import Text
from symptoms.wording.voice import PERSON, Voice, Words

LABELS: dict[str, Words] = MEASURED | {
    "function.total": gettext_lazy("Total of the function check, of 48"),
    "usual_weight": gettext_lazy("Usual weight before ALS, kg"),
    "height": gettext_lazy("Height, cm"),
    "birth_year": gettext_lazy("Year of birth"),
}
UNITS = {"usual_weight": "kg", "height": "cm"}
WEIGHTS = ("weight", "usual_weight")
OTHERWISE: dict[Unit, Text] = {
    Unit.FRACTION: gettext_lazy("As a part of one, that is %(value)s."),
    Unit.POUNDS: gettext_lazy("Pounds would be %(value)s."),
    Unit.INCHES: gettext_lazy("Inches would be %(value)s."),
    Unit.KILOPASCALS: gettext_lazy("Kilopascals would be %(value)s."),
    Unit.LITRES_A_SECOND: gettext_lazy("Litres a second would be %(value)s."),
}


@dataclass(frozen=True)
class Asked:
    """A value that is asked back: ``label`` what it is, ``question`` "157 kg?", ``reasons`` why it is asked."""

    label: Text
    question: str
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return " ".join((self.question, *self.reasons))


def asked_back(doubt: Doubt, day: dt.date, voice: Voice = PERSON) -> Asked:
    """``157 kg? The last weight was 71.5 kg on 3 March 2026. Pounds would be 71.2 kg.`` ``day``: of the value."""
    reasons = []
    if doubt.before:
        reasons.append(_compared(doubt.measure, doubt.before, day))
    if doubt.outside or not doubt.before:
        said = {"low": _number(doubt.measure, doubt.low), "high": in_unit(doubt.measure, doubt.high)}
        reasons.append(_("It is usually from %(low)s to %(high)s.") % said)
    if doubt.unit and doubt.suggested is not None:
        reasons.append(str(OTHERWISE[doubt.unit]) % {"value": in_unit(doubt.measure, doubt.suggested)})
    question = _("%(value)s?") % {"value": in_unit(doubt.measure, doubt.value)}
    return Asked(voice.says(LABELS[doubt.measure]), question, tuple(reasons))


def _compared(measure: str, before: Reading, day: dt.date) -> str:
    value = in_unit(measure, before.value)
    if before.day is None:
        return _("The usual weight before ALS is %(value)s.") % {"value": value}
    said = {"value": value, "day": date_format(before.day, _("j F Y"))}
    if before.day == day:
        return _("Another value of the same day is %(value)s.") % said
    if before.day > day:
        return _("The next value is %(value)s, on %(day)s.") % said
    if measure in WEIGHTS:
        return _("The last weight was %(value)s on %(day)s.") % said
    return _("The last value was %(value)s on %(day)s.") % said


def in_unit(measure: str, value: float) -> str:
    """``71.5 kg``, in the reader's way of writing numbers."""
    unit = MEASURES[measure].unit if measure in MEASURES else UNITS.get(measure, "")
    return f"{_number(measure, value)} {unit}".rstrip()


def _number(measure: str, value: float) -> str:
    if measure == "birth_year":
        return f"{value:g}"
    return written(value)
