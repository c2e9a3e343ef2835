"""The life of a raised sign once the care team's answers are known: how long it waits, when it is a known state, and
what comes first. Source: CLINICAL 7.4 [P].

What follows from answers to questions alone is in ``signs``. An answer of the team is joined when a sign is read.
"""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol, TypeVar

import numpy as np

from clinical.history import as_date
from clinical.rules import RISING, Level

FRESH_DAYS = 14  # a sign that fired in these stands by its level
HOLDS_DAYS = 60  # a new sign that held so long, and was answered, is a known state
WORKING_DAYS = 2
VISIT_DAYS = 90  # about the time between two visits (CLINICAL 9)


class State(StrEnum):
    """What the care team did about a sign."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why the team closed a sign [P]."""

    DEALT_WITH = "dealt_with"
    KNOWN = "known"
    NOT_SO = "not_so"
    OTHER = "other"


class Stand(StrEnum):
    """Where a sign stands. ``WAITING``, ``ANSWERED``: in the list of the open ones; ``KNOWN``: a state that began and
    was answered; ``UNHEARD``: nobody has answered its question for long."""

    WAITING = "waiting"
    ANSWERED = "answered"
    KNOWN = "known"
    UNHEARD = "unheard"


class Raised(Protocol):
    """As much of a sign as its life takes."""

    @property
    def level(self) -> Level: ...
    @property
    def since(self) -> dt.date: ...
    @property
    def last(self) -> dt.date: ...
    @property
    def fired(self) -> dt.date | None: ...
    @property
    def unheard_since(self) -> dt.date | None: ...
    @property
    def new(self) -> bool: ...


Sign = TypeVar("Sign", bound=Raised)


def fired_on(sign: Raised) -> dt.date:
    """The last firing at its level; of a sign that was stored before that was told, its last firing."""
    return sign.fired or sign.last


def stand(sign: Raised, state: str, today: dt.date, reason: str = "") -> Stand:
    """A state that was closed as known is known as long as it lasts, one that was seen or closed otherwise once it has
    held for 60 days, never one of which the team said that it is not so; one that was put off comes back by itself.

    ``reason``: of a close; where none was given it counts as known.
    """
    if sign.unheard_since:
        return Stand.UNHEARD
    held = (today - sign.since).days >= HOLDS_DAYS
    as_known = state == State.CLOSED and reason in ("", Reason.KNOWN)
    answered = state in (State.ACKNOWLEDGED, State.CLOSED) and reason != Reason.NOT_SO
    if sign.new and (as_known or (answered and held)):
        return Stand.KNOWN
    return Stand.WAITING if state == State.OPEN else Stand.ANSWERED


def due(level: Level, fired: dt.date) -> dt.date:
    """The last day on which an answer is in time: the same day; two working days (Monday to Friday); about a visit."""
    if level is Level.ROUTINE:
        return fired + dt.timedelta(VISIT_DAYS)
    return as_date(np.busday_offset(fired, WORKING_DAYS, roll="backward")) if level is Level.SOON else fired


def overdue(sign: Raised, today: dt.date) -> int | None:
    """Days since it fired last, where an answer would have been in time before today."""
    fired = fired_on(sign)
    return (today - fired).days if today > due(sign.level, fired) else None


def rank(sign: Raised, state: str, today: dt.date) -> tuple[int, int, int, int]:
    """Greater comes first: by level what fired in the last 14 days, of one level what waits and then the latest; then
    what waits, the longest first; then the rest by last firing."""
    days, waits = (today - fired_on(sign)).days, state == State.OPEN
    if days <= FRESH_DAYS:
        return 2, RISING.index(sign.level), int(waits), -days
    return (1, days, RISING.index(sign.level), 0) if waits else (0, -days, 0, 0)


def in_order(signs: Iterable[tuple[Sign, str]], today: dt.date) -> list[tuple[Sign, str]]:
    """Signs with what was done about each, those to look at first in front."""
    return sorted(signs, key=lambda said: rank(said[0], said[1], today), reverse=True)
