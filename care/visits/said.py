"""What is said of one visit, whichever door it came through, and what may be said."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.wording import ITEMS, MEASURED
from clinical.opm import Confirmed
from clinical.vocabulary import TOTAL_GIVEN
from people.models import Patient
from symptoms.record.validation import EARLIEST, Values, check_day

TUBE = "function.gastrostomy"
FUNCTION = (*(f"function.{item}" for item in ITEMS), TOTAL_GIVEN, TUBE)
MEASURES = tuple(MEASURED)
FAR = 3653  # days: a next visit further away than ten years is a slip of the year


@dataclass(frozen=True)
class Line:
    """The OPM line as it is said at the visit: ``motor`` blank where nobody examined for it."""

    onset: str
    propagation: str
    months: int | None = None
    motor: str = ""

    def as_of(self, on: dt.date, by: str) -> Confirmed:
        return Confirmed(self.onset, self.propagation, self.months, self.motor, on, by)


@dataclass(frozen=True)
class Said:
    """``function`` and ``measured``: what was scored and measured, by measure name, without gaps. ``strength``: the
    code of the MRC scale by muscle and side. ``signs``: of each body region that was examined, the upper and the lower
    motor neuron's."""

    day: dt.date
    mode: str = ""
    note: str = ""
    next_visit: dt.date | None = None
    diagnosis: str = ""
    diagnosis_date: dt.date | None = None
    function: Values = field(default_factory=dict)
    measured: Values = field(default_factory=dict)
    strength: Mapping[tuple[str, str], str] = field(default_factory=dict)
    signs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    opm: Line | None = None

    @property
    def fields(self) -> dict[str, object]:
        """Those of the row of the visit itself."""
        names = ("day", "mode", "note", "next_visit", "diagnosis", "diagnosis_date")
        return {name: getattr(self, name) for name in names}


NO_DIAGNOSIS = gettext_lazy("Only a clinician says a diagnosis.")


def check(patient: Patient, said: Said, now: dt.datetime) -> None:
    """Raises ``ValidationError`` with every fault, by field."""
    found: dict[str, list[str]] = {}
    for name in ("day", "diagnosis_date"):
        day = getattr(said, name)
        try:
            if day:
                check_day(patient, day, now, field=name)
        except ValidationError as refused:
            found |= refused.message_dict
    following = said.next_visit
    if following and following <= said.day:
        told = _("%(next)s is not after the day of this visit, %(day)s.")
        found["next_visit"] = [told % {"next": following, "day": said.day}]
    elif following and (following - max(said.day, EARLIEST)).days > FAR:
        found["next_visit"] = [_("%(next)s is more than ten years after this visit.") % {"next": following}]
    if said.diagnosis_date and not said.diagnosis:
        found.setdefault("diagnosis", []).append(_("Say which diagnosis this is the date of."))
    if said.function.get("function.cutting_food") is not None and said.function.get(TUBE) is None:
        found[TUBE] = [_("Say whether cutting food was scored as 5a or as 5b.")]
    if found:
        raise ValidationError(found)
