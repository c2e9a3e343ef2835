"""How a treatment is today, a question a page: which are asked of its kind, what is offered, what a press means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinical.courses import COUNTS, COURSES
from people.numbers import whole
from symptoms.day.questions import AT_ONCE, Answer, Asked
from symptoms.models import Treatment
from symptoms.wording import courses as wording

TROUBLES, HOURS_OF_NIV = "troubles", "niv_hours"
# What is offered of a number that goes far: the page has no keyboard.
OFFERED: Mapping[str, tuple[int, ...]] = {
    "helped": tuple(range(11)),
    "comfort": tuple(range(11)),
    HOURS_OF_NIV: tuple(range(25)),
    "hours": tuple(range(25)),
    "sessions": tuple(range(13)),
    "cycle_days": tuple(range(15)),
    "feed_ml": tuple(range(0, 3001, 250)),
    "water_ml": tuple(range(0, 2001, 250)),
    "minutes": tuple(range(0, 121, 10)),
}


def steps_of(treatment: Treatment) -> tuple[str, ...]:
    """The hours of a breathing machine are a measurement, asked here with the rest."""
    course = COURSES[treatment.kind]
    hours = (HOURS_OF_NIV,) if treatment.kind == Treatment.Kind.NIV else ()
    return (*hours, *course.counts, *((TROUBLES,) if course.troubles else ()))


@dataclass(frozen=True)
class Way:
    """``said``: what this author said of the day so far, by step; troubles as codes."""

    treatment: Treatment
    said: Mapping[str, Any]

    @property
    def steps(self) -> tuple[str, ...]:
        return steps_of(self.treatment)

    def after(self, step: str) -> str | None:
        return next(iter(self.steps[self.steps.index(step) + 1 :]), None)

    def before(self, step: str) -> str | None:
        return next(reversed(self.steps[: self.steps.index(step)]), None)

    def asked(self, step: str, start: int = 0) -> Asked:
        if step == TROUBLES:
            chosen = self.said.get(TROUBLES, "").split()
            codes = COURSES[self.treatment.kind].troubles
            answers = tuple(Answer(code, wording.TROUBLES[code], code in chosen) for code in codes)
            return Asked(step, _("Was anything hard?"), _("Press what there was. It can be more than one."), answers)
        offered = OFFERED[step]
        start = start if 0 <= start < len(offered) else 0
        size = len(offered) - start if len(offered) - start <= AT_ONCE + 1 else AT_ONCE
        now = self.said.get(step)
        answers = tuple(Answer(str(n), _words(step, n), now == n) for n in offered[start : start + size])
        more = start + size if start + size < len(offered) else None
        return Asked(step, wording.ASKED[step], "", answers, more)

    def meant(self, step: str, pressed: str) -> dict[str, Any]:
        """What a press says. Of troubles each is added to those that were pressed. Raises ``KeyError`` for none."""
        if step == TROUBLES:
            if pressed not in COURSES[self.treatment.kind].troubles:
                raise KeyError(pressed)
            return {TROUBLES: [*self.said.get(TROUBLES, "").split(), pressed]}
        if not pressed.isdecimal() or whole(pressed) not in OFFERED[step]:
            raise KeyError(pressed)
        return {step: whole(pressed)}


def _words(step: str, number: int) -> str:
    if step in ("helped", "comfort"):
        return str(wording.ENDS[step].get(number, number))
    unit = COUNTS[step].unit if step in COUNTS else ""
    return f"{number} {unit}".strip()
