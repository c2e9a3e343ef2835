"""Whose answer counts, and what the answers of a stretch of days come to. Source: DESIGN 2, CLINICAL 7.3, 9.1."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clinical.history import Daily, Days, Floats, History, as_date, starts_of
from clinical.vocabulary import SIGN_DAYS, SIGN_SCALES, Source

ASKED = (*SIGN_DAYS, *SIGN_SCALES, "falls")
USUAL_DAYS = 90  # where there was no visit to begin at: visits are about three months apart (CLINICAL 9)


@dataclass(frozen=True)
class Answers:
    """How a weekly question was answered: the latest answer with its day, the highest, and all of them summed. Of each
    day it is the gravest answer, whoever gave it: the one that raises a warning sign."""

    latest: int
    on: dt.date
    highest: int
    total: int


@dataclass(frozen=True)
class Usual:
    """``n`` values: their median, and the highest of them."""

    n: int
    usual: float
    highest: float


@dataclass(frozen=True)
class Entered:
    """That something was entered for a day, by whom; ``same``: as "no change"."""

    day: dt.date
    source: Source
    same: bool = False


@dataclass(frozen=True)
class Kept:
    """Of ``planned`` entries ``kept`` were made; the stretch that still runs counts only once it was."""

    planned: int
    kept: int


@dataclass(frozen=True)
class Period:
    """From ``start`` up to and including ``end``; ``logged`` counts days, ``by_source`` the days of each of them.

    ``signs`` by name, ``niv_hours`` of the days on which they were given; ``events`` by kind, of which serious.
    """

    start: dt.date
    end: dt.date
    logged: int = 0
    same: int = 0  # of these days, how many were "no change"
    by_source: dict[Source, int] = field(default_factory=dict)
    signs: dict[str, Answers] = field(default_factory=dict)
    niv_hours: Usual | None = None
    events: dict[str, int] = field(default_factory=dict)
    serious: dict[str, int] = field(default_factory=dict)
    plan: Kept | None = None  # None where nobody ever made a plan

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def holds(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def period(history: History, entered: Iterable[Entered], start: dt.date, plan: Kept | None = None) -> Period:
    """What was entered from ``start`` up to the day of ``history``, which may hold earlier days too."""
    first = np.datetime64(start, "D")
    within = [entry for entry in entered if entry.day >= start]
    who = Counter(source for _, source in {(entry.day, entry.source) for entry in within})
    events = [event for event in history.events if event.start >= start]
    hours = history.measurements.get("niv_hours")
    return Period(
        start=start,
        end=history.at,
        logged=len({entry.day for entry in within}),
        same=len({entry.day for entry in within if entry.same}),
        by_source={source: who[source] for source in Source if who[source]},
        signs={name: found for name in ASKED if (found := _answers(history.signs, name, first))},
        niv_hours=usual(hours.values[hours.days >= first].tolist()) if hours else None,
        events=dict(Counter(event.kind for event in events)),
        serious=dict(Counter(event.kind for event in events if event.serious)),
        plan=plan,
    )


def usual(values: Iterable[float]) -> Usual | None:
    """None where there is no value."""
    known = list(values)
    return Usual(len(known), median(known), max(known)) if known else None


def _answers(signs: Daily, name: str, first: np.datetime64) -> Answers | None:
    days, values = signs.column(name)
    known = values[days >= first].astype(int)
    if not len(known):
        return None
    return Answers(int(known[-1]), as_date(days[-1]), int(known.max()), int(known.sum()))


def gravest(days: Days, values: Floats) -> Floats:
    """The highest answer of each day, whoever gave it: a caregiver's can raise a warning sign (CLINICAL 7.3), and in
    all of these a higher number is the graver. ``days`` (n,) ascending, ``values`` (n, k)."""
    if not len(days):
        return values
    found: Floats = np.fmax.reduceat(values, starts_of(days), axis=0)
    return found


def answers_that_count(days: NDArray[Any], ranks: NDArray[np.int64], values: Floats) -> tuple[NDArray[Any], Floats]:
    """One row a day from the rows of several authors.

    ``days`` (n,), ``ranks`` (n,) 0 = counts first, ``values`` (n, k) in the order they were made. Value by value the
    best-ranked answer counts; of the same rank, the one made last (DESIGN 2).
    """
    if (days[1:] > days[:-1]).all():  # one answer each day, as for most people
        return days, values.copy()
    order = np.lexsort((np.arange(len(days))[::-1], ranks, days))  # best answer of each day first
    days, values = days[order], values[order]
    first = starts_of(days)
    unique, counts = days[first], values[first]
    nth = np.arange(len(days)) - np.repeat(first, np.diff(np.append(first, len(days))))
    for place in range(1, int(nth.max(initial=0)) + 1):  # second answers fill what the first left open, and so on
        rows = np.flatnonzero(nth == place)
        target = np.searchsorted(unique, days[rows])
        counts[target] = np.where(np.isnan(counts[target]), values[rows], counts[target])
    return unique, counts
