"""The warning rules, a row each: what is asked, at which answer it fires, how soon the care team should hear of it.

Source: CLINICAL 7.2, 7.3, 7.4, 5.5 [P]. ``conditions`` says what combines several answers; ``symptoms.wording.rules``
what a person reads. A rule without a limit is told with another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clinical.history import Floats

Compare = Callable[[Floats, float], NDArray[np.bool_]]
at_most: Compare = np.less_equal
at_least: Compare = np.greater_equal
below: Compare = np.less
above: Compare = np.greater

UNHEARD_WEEKLY, UNHEARD = 28, 60  # days without an answer after which a sign is told as not heard of (CLINICAL 7.4)


class Level(StrEnum):
    """CLINICAL 7.2, in rising order."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"


RISING = tuple(Level)


@dataclass(frozen=True)
class Limit:
    """An answer beyond ``limit``. ``new``: it tells a state that began, and fires not again while that lasts. ``days``:
    only where at least so many days of a week are beyond it, in each of the last ``weeks``."""

    level: Level
    measure: str
    beyond: Compare
    limit: float
    new: bool = False
    days: int | None = None
    weeks: int = 1

    def met(self, value: float | None) -> bool:
        """Whether one answer is beyond it; none is not."""
        return value is not None and bool(self.beyond(np.array([value], float), self.limit)[0])

    @property
    def weekly(self) -> bool:
        """It is asked about the past seven days."""
        return self.measure.startswith("signs.")


@dataclass(frozen=True)
class Rule:
    """``limits`` fire each by itself, ``combined`` only as ``conditions`` puts them together. ``private``: the part
    that somebody has to agree to share before others see it; where ``on_paper``, before it is printed (CLINICAL 13).
    ``told_with``: the rule that says what this one asks too."""

    id: str
    limits: tuple[Limit, ...] = ()
    combined: tuple[Limit, ...] = ()
    private: str = ""
    on_paper: bool = False
    told_with: str | None = None

    @property
    def measures(self) -> tuple[str, ...]:
        """What it reads, each once."""
        return tuple(dict.fromkeys(limit.measure for limit in (*self.limits, *self.combined)))

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that it can reach, in rising order."""
        reached = {limit.level for limit in (*self.limits, *self.combined)}
        return tuple(level for level in RISING if level in reached)

    @property
    def new(self) -> bool:
        """It tells a state that began, not an event that recurs (CLINICAL 7.4)."""
        return any(limit.new for limit in (*self.limits, *self.combined))

    @property
    def asked(self) -> bool:
        """Somebody is asked what it needs, by itself or with another rule."""
        return bool(self.measures or self.told_with)


ROUTINE, SOON, URGENT, EMERGENCY = RISING
CANNOT_CLEAR = Limit(SOON, "signs.cannot_clear_phlegm", at_least, 2)
INFECTION = (Limit(URGENT, "signs.fever", at_least, 1), Limit(URGENT, "signs.coloured_phlegm", at_least, 1))


def _yes(level: Level, name: str) -> Limit:
    return Limit(level, f"signs.{name}", at_least, 1)


def _twice(level: Level, beyond: Compare, limit: float) -> tuple[Limit, ...]:
    return Limit(level, "spo2", beyond, limit), Limit(level, "spo2_second", beyond, limit)


_ROWS = (
    Rule("R01", (_yes(EMERGENCY, "severe_breathlessness"),)),
    Rule("R02", (_yes(EMERGENCY, "confused_or_hard_to_wake"),)),
    Rule("R03", combined=_twice(EMERGENCY, at_most, 88)),
    Rule("R04", combined=_twice(URGENT, below, 94)),
    Rule(
        "R05",
        (
            Limit(URGENT, "weakness.breathing", at_most, 1, new=True),
            Limit(URGENT, "function.dyspnea", at_most, 1, new=True),
        ),
    ),
    Rule(
        "R06",
        (
            Limit(SOON, "function.orthopnea", at_most, 2, new=True),
            Limit(URGENT, "function.orthopnea", at_most, 1, new=True),
            Limit(SOON, "signs.breathless_lying_flat", at_least, 2, new=True),
        ),
    ),
    Rule("R07", (Limit(SOON, "signs.morning_headache", at_least, 3),)),
    Rule(
        "R08",
        combined=(
            Limit(SOON, "signs.unrefreshing_sleep", at_least, 4),
            Limit(SOON, "signs.daytime_sleepiness", at_least, 6),
            Limit(SOON, "signs.nightmares", at_least, 2),
            Limit(SOON, "signs.poor_concentration", at_least, 4),
        ),
    ),
    Rule("R09", (CANNOT_CLEAR, Limit(SOON, "peak_cough_flow", below, 270)), combined=INFECTION),
    Rule("R10", combined=(*INFECTION, Limit(URGENT, "signs.more_breathless", at_least, 1))),
    Rule(
        "R11",
        (Limit(SOON, "signs.coughing_with_food", at_least, 3),),
        combined=(Limit(URGENT, "signs.choking_needed_help", at_least, 1),),
    ),
    Rule(
        "R12",
        (Limit(ROUTINE, "signs.long_meals", at_least, 3),),
        combined=(Limit(SOON, "signs.long_meals", at_least, 3), Limit(SOON, "weight_loss_percent", at_least, 5)),
    ),
    Rule(
        "R13",
        combined=(
            Limit(SOON, "weight_loss_percent", at_least, 5, new=True),
            Limit(SOON, "weight_loss_percent", at_least, 10, new=True),
        ),
    ),
    Rule("R14", combined=(Limit(SOON, "weight_drop", at_least, 2),)),
    Rule("R15", combined=(Limit(SOON, "bmi", below, 18.5, new=True),)),
    Rule("R16", (_yes(URGENT, "too_little_drink"),)),
    Rule("R17", (Limit(ROUTINE, "signs.saliva_trouble", at_least, 4),)),
    Rule("R18", told_with="R09"),
    Rule("R19", (Limit(ROUTINE, "weakness.speech", at_most, 2, new=True),)),
    Rule("R20", (Limit(ROUTINE, "signs.uncontrolled_laughing_crying", at_least, 2),), private="mood", on_paper=True),
    Rule("R21", combined=(Limit(SOON, "niv_hours", below, 4, days=5),)),
    Rule(
        "R22",
        (Limit(URGENT, "niv_hours", above, 16),),
        combined=(Limit(URGENT, "function.respiratory_insufficiency", at_most, 1),),
    ),
    Rule("R23", (_yes(URGENT, "machine_or_tube_fault"), _yes(EMERGENCY, "breathless_with_fault"))),
    Rule("R24", combined=(Limit(ROUTINE, "falls", at_least, 1), Limit(SOON, "falls", at_least, 2))),
    Rule("R25", (_yes(EMERGENCY, "chest_pain"), _yes(URGENT, "swollen_leg"))),
    Rule("R26", (_yes(EMERGENCY, "sudden_change"),)),
    Rule("R27", (_yes(SOON, "low_mood"), _yes(EMERGENCY, "self_harm")), private="mood"),
    Rule("R28", (Limit(ROUTINE, "weakness.neck", at_most, 2, new=True),)),
    Rule("R29", combined=(Limit(SOON, "function.total_drop", at_least, 6),)),
    Rule(
        "R30",
        (
            _yes(SOON, "caregiver_cannot_go_on"),
            Limit(SOON, "signs.caregiver_strain", at_least, 8, days=1, weeks=2),
        ),
        private="caregiver",
    ),
    Rule(
        "R31",
        (
            Limit(SOON, "cramps.worst_pain", at_least, 7, days=3),
            Limit(SOON, "cramps.woke", at_least, 1, days=3, weeks=2),
        ),
    ),
)
RULES = {rule.id: rule for rule in _ROWS}
NOT_ASKED = tuple(rule.id for rule in RULES.values() if not rule.asked)
PRIVATE_ON_PAPER = frozenset(rule.id for rule in RULES.values() if rule.private)
PRIVATE = frozenset(rule.id for rule in RULES.values() if rule.private and not rule.on_paper)  # on every page


def of_known_rules(raised: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of signs as they were stored: those whose rule this version knows and tells by itself. Another version may have
    had more of them; it raised what is told with another rule beside that other one."""
    return [sign for sign in raised if (rule := RULES.get(sign["rule"])) and not rule.told_with]
