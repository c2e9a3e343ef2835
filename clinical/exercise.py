"""What follows from an exercise programme and from what was said of it: a part that is too weak to strengthen, when to
do less, who needs a look, the weeks. Source: CLINICAL 8.1 [T]; the limits of reactions are a convention [O, P].

Nothing here raises a target, names a cause or compares before with after (CLINICAL 13).
"""

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

WEAK = 1  # the highest grade of a part that cannot lift against gravity
REACTIONS = 2  # days with one
WITHIN = dt.timedelta(days=7)
LOOKED_BACK = dt.timedelta(days=28)  # how far a look at many people goes
SILENT = dt.timedelta(days=14)
AIM = 4  # effort, 0 to 10, "4 or less"
WEEK = dt.timedelta(days=7)


class Kind(StrEnum):
    STRETCH = "stretch"
    RANGE_OF_MOTION = "range_of_motion"
    STRENGTHEN = "strengthen"
    ENDURANCE = "endurance"
    BALANCE = "balance"
    OTHER = "other"


class Done(StrEnum):
    DONE = "done"
    PART = "part"
    NOT_TODAY = "not_today"


class Why(StrEnum):
    """Why somebody with a programme needs a look, in this order."""

    BREATHLESS = "breathless"
    REACTIONS = "reactions"
    REVIEW = "review"
    UNHEARD = "unheard"


@dataclass(frozen=True)
class Answer:
    """What counts of one exercise of one day; None where it was not said. ``breathless``: at rest, or chest pain."""

    day: dt.date
    done: Done | None = None
    effort: int | None = None
    tired: bool | None = None
    sore: bool | None = None
    breathless: bool = False

    @property
    def reacted(self) -> bool:
        return bool(self.tired or self.sore)


@dataclass(frozen=True)
class Stretch:
    """Exercises of some days from ``first`` on: planned, and what was said of them; ``effort``: the median of what was
    said, None where nobody did; ``reacted``, ``tired``, ``sore``, ``breathless``: on how many days."""

    first: dt.date
    planned: int
    done: int
    part: int
    not_today: int
    effort: float | None
    reacted: int
    tired: int
    sore: int
    breathless: int


def too_weak(kind: str, cells: Iterable[str], grades: Mapping[str, float | None]) -> tuple[str, ...]:
    """The parts that an exercise would strengthen though they cannot lift against gravity by the last answer."""
    if kind != Kind.STRENGTHEN:
        return ()
    return tuple(cell for cell in cells if (grade := grades.get(cell)) is not None and grade <= WEAK)


def reaction_days(answers: Iterable[Answer]) -> tuple[dt.date, ...]:
    """The days of exercise after which somebody was tired for more than 30 minutes, or sore the next day. Several
    exercises of one day are one."""
    return tuple(sorted({answer.day for answer in answers if answer.reacted}))


def do_less(answers: Iterable[Answer], today: dt.date) -> bool:
    """Whether it was so twice in the seven days up to ``today``."""
    return sum(today - WITHIN < day <= today for day in reaction_days(answers)) >= REACTIONS


def why(
    answers: Iterable[Answer], today: dt.date, *, since: dt.date, review: dt.date | None, planned: bool
) -> tuple[Why, ...]:
    """Why somebody needs a look. ``since``: from which day the programme has been as it is; a reaction before it was
    answered by it. ``planned``: it holds anything to do."""
    begin = max(since, today - LOOKED_BACK)
    found = [answer for answer in answers if begin <= answer.day <= today]
    said = {
        Why.BREATHLESS: any(answer.breathless for answer in found),
        Why.REACTIONS: any(do_less(found, day) for day in reaction_days(found)),
        Why.REVIEW: review is not None and review < today,
        Why.UNHEARD: planned and today - since >= SILENT and not any(today - a.day < SILENT for a in found),
    }
    return tuple(name for name, holds in said.items() if holds)


def stretch(planned: Mapping[dt.date, int], answers: Iterable[Answer], first: dt.date, last: dt.date) -> Stretch:
    """What the days from ``first`` to ``last`` come to. ``planned``: how many exercises, by day."""
    found = [answer for answer in answers if first <= answer.day <= last]
    efforts = [answer.effort for answer in found if answer.effort is not None]
    return Stretch(
        first,
        planned=sum(number for day, number in planned.items() if first <= day <= last),
        done=sum(answer.done is Done.DONE for answer in found),
        part=sum(answer.done is Done.PART for answer in found),
        not_today=sum(answer.done is Done.NOT_TODAY for answer in found),
        effort=statistics.median(efforts) if efforts else None,
        reacted=len(reaction_days(found)),
        tired=len({answer.day for answer in found if answer.tired}),
        sore=len({answer.day for answer in found if answer.sore}),
        breathless=len({answer.day for answer in found if answer.breathless}),
    )


def weeks(
    planned: Mapping[dt.date, int], answers: Iterable[Answer], first: dt.date, today: dt.date
) -> tuple[Stretch, ...]:
    """The weeks, Monday to Sunday, from that of ``first`` to that of ``today``. ``planned``: up to today."""
    known, monday, found = list(answers), first - dt.timedelta(first.weekday()), []
    while monday <= today:
        found.append(stretch(planned, known, monday, monday + WEEK - dt.timedelta(1)))
        monday += WEEK
    return tuple(found)
