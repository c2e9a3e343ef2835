"""What changed since a day, in the order in which a team acts on it: breathing, swallowing and weight, new parts,
function, falls. Source: CLINICAL 3.6, 7.3, 9.1 [P].

Only what was recorded is a change. That nothing is found says no more than that nothing of it was logged (CLINICAL 13).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from clinical.due import TESTS
from clinical.history import Span
from clinical.period import Period
from clinical.report import Check, Report, Series
from clinical.signs import Flag
from clinical.trends import RATERS
from clinical.vocabulary import SUBSCORES, Cell, Region, Source

NOISE = 5  # points of the total that two checks can differ by without a change (CLINICAL 3.4, 3.6)
MOST = 3  # changes that are told; a page has them all


class Topic(StrEnum):
    """In the order in which they are told (CLINICAL 9.1: breathing and nutrition before limbs)."""

    BREATHING = "breathing"
    EATING = "eating"
    PARTS = "parts"
    FUNCTION = "function"
    FALLS = "falls"


# The rules of CLINICAL 7.3 by what they are about; the others are of no topic that is told here.
TOPICS = {
    Topic.BREATHING: (*(f"R{number:02}" for number in range(1, 11)), "R18", "R21", "R22", "R23"),
    Topic.EATING: ("R11", "R12", "R13", "R14", "R15", "R16", "R17"),
    Topic.FUNCTION: ("R29",),
    Topic.FALLS: ("R24",),
}
AIDS = {Topic.BREATHING: ("niv", "cough_assist"), Topic.EATING: ("gastrostomy",)}


@dataclass(frozen=True)
class Moved:
    """A breathing test with another value than the one before it: ``was`` on ``before``, ``value`` on ``date``."""

    measure: str
    before: dt.date
    was: float
    date: dt.date
    value: float


@dataclass(frozen=True)
class Compared:
    """The check that stood on a day and the latest one. ``alike``: both were answered by the same rater in the same
    way; ``within_noise``: their totals differ by no more than chance can; None where one has no total."""

    then: Check
    now: Check
    alike: bool
    within_noise: bool | None


@dataclass(frozen=True)
class Change:
    """What is new of one topic: signs that fired first after the day, tests that moved, aids that began (their kind),
    parts that became affected and when, a fall of the function check beyond its noise, falls counted or noted."""

    topic: Topic
    signs: tuple[Flag, ...] = ()
    moved: tuple[Moved, ...] = ()
    begun: tuple[tuple[str, dt.date], ...] = ()
    parts: tuple[tuple[Cell, dt.date], ...] = ()
    checks: Compared | None = None
    falls: int = 0

    @property
    def found(self) -> bool:
        return bool(self.signs or self.moved or self.begun or self.parts or self.checks or self.falls)


def changes(report: Report, series: Series, since: dt.date, period: Period) -> tuple[Change, ...]:
    """At most three, by topic; empty where nothing of them was logged after ``since``. ``period``: from that day on."""
    return tuple(change for change in _changes(report, series, since, period) if change.found)[:MOST]


def _changes(report: Report, series: Series, since: dt.date, period: Period) -> Iterator[Change]:
    new = new_parts(report, since)
    for topic in Topic:
        signs = tuple(
            flag for flag in report.flags if flag.since > since and flag.rule in TOPICS.get(topic, ()) and _heard(flag)
        )
        if topic is Topic.PARTS:
            yield Change(topic, parts=tuple(part for part in new if part[0].region is not Region.BREATHING))
        elif topic is Topic.FUNCTION:
            found = compared(report, since)
            fell = found if found and found.within_noise is False and found.alike else None
            yield Change(topic, signs, checks=fell)
        elif topic is Topic.FALLS:
            yield Change(topic, signs, falls=fallen(period))
        else:
            breathing = topic is Topic.BREATHING
            yield Change(
                topic,
                signs,
                moved=moved(series, since) if breathing else (),
                begun=tuple((span.kind, span.start) for span in series.treatments if _begun(span, topic, since)),
                parts=tuple(part for part in new if breathing and part[0].region is Region.BREATHING),
            )


def _heard(flag: Flag) -> bool:
    return flag.unheard_since is None


def _begun(span: Span, topic: Topic, since: dt.date) -> bool:
    return span.kind in AIDS.get(topic, ()) and span.start > since


def new_parts(report: Report, since: dt.date, until: dt.date = dt.date.max) -> tuple[tuple[Cell, dt.date], ...]:
    """The cells that became involved after a day and up to another one, in order, with when; what was weak at the first
    entry is never new (CLINICAL 4.4)."""
    involved = report.involved
    return tuple(
        (cell, entry.onset)
        for cell in report.spread.order
        if (entry := involved[cell.name]).can_be_new and entry.onset is not None and since < entry.onset <= until
    )


def moved(series: Series, since: dt.date) -> tuple[Moved, ...]:
    """Breathing tests that were made after a day with another value than the last one up to it."""
    found = []
    for measure in TESTS:
        readings = series.readings.get(measure, ())
        before = [reading for reading in readings if reading.date <= since][-1:]
        after = [reading for reading in readings if reading.date > since][-1:]
        if before and after and before[0].value != after[0].value:
            found.append(Moved(measure, before[0].date, before[0].value, after[0].date, after[0].value))
    return tuple(found)


def compared(report: Report, since: dt.date) -> Compared | None:
    """The latest check and the one that stood on a day: by the same rater in the same way where there is one, else by
    anybody. None where there are no two."""
    return two_checks(report.function, since)


def two_checks(given: Iterable[Check], since: dt.date) -> Compared | None:
    """The same of some of the checks."""
    checks = sorted((check for check in given if scored(check)), key=lambda check: check.date)
    if not checks:
        return None
    now = checks[-1]
    before = [check for check in checks[:-1] if check.date <= since]
    like = [check for check in before if _alike(check, now)]
    if not before:
        return None
    then = (like or before)[-1]
    apart = None if then.total is None or now.total is None else abs(then.total - now.total) <= NOISE
    return Compared(then, now, _alike(then, now), apart)


def scored(check: Check) -> bool:
    """Whether any subscore of it is known."""
    return any(check.score(name) is not None for name in SUBSCORES)


def _alike(one: Check, other: Check) -> bool:
    return rater_of(one.source) is rater_of(other.source) and one.mode == other.mode


def rater_of(source: Source) -> Source:
    """The person, alone or helped; a caregiver; the clinic (CLINICAL 1.2: never mixed)."""
    return next(rater for rater, sources in RATERS.items() if source in sources)


def fallen(period: Period) -> int:
    """Falls of a period: those counted in check-ins, or those noted one by one, whichever are more."""
    counted = period.signs["falls"].total if "falls" in period.signs else 0
    return max(counted, period.events.get("fall", 0))
