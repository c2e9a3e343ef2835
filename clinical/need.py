"""Who needs a look first, and why: the facts of a report that call for one, and their order. Source: CLINICAL 7.2 to
7.4, 9 [P].

Silence claims nothing: nobody is "stable" because nothing was raised (CLINICAL 13).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from clinical.due import Known
from clinical.function import drops
from clinical.glance import Glance
from clinical.history import History, as_date
from clinical.life import FRESH_DAYS, Stand, State, fired_on, in_order, overdue, rank, stand
from clinical.plain import Json, read
from clinical.rules import RISING, RULES, Level, of_known_rules
from clinical.signs import Flag
from clinical.spread import Spread, SpreadEvent
from clinical.vocabulary import Source

RECENT_DAYS = 90  # about the time between two visits (CLINICAL 9)
NO_GLANCE, NOTHING_KNOWN = Glance(), Known()
QUIET_DAYS = 14  # region grades are asked for at least weekly; two weeks without any are worth a word (our rule)


class Group(IntEnum):
    """By when somebody needs a look. ``TODAY``: a sign of the same day waits; ``WEEK``: another one that is soon or
    late; ``CHANGED``: what can wait for the visit; ``QUIET``: little was heard; ``NOTHING``: nothing new on record."""

    TODAY = 0
    WEEK = 1
    CHANGED = 2
    QUIET = 3
    NOTHING = 4


class Place(NamedTuple):
    """Where somebody stands in a list of many. Those of a lower ``group`` come first, of one group those of a higher
    ``pressing``, then those with a later ``spread_on`` (none: last), then those whose ``last_day`` is further back
    (none: first). ``level``: the highest that waits, as a place in ``RISING``."""

    group: Group
    pressing: int
    spread_on: dt.date | None
    last_day: dt.date | None
    level: int | None

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Smaller comes first."""
        spread, last = (day.toordinal() if day else 0 for day in (self.spread_on, self.last_day))
        return int(self.group), -self.pressing, -spread, last


@dataclass(frozen=True)
class Sign:
    """A raised sign, as much of it as the order takes; the names are those of ``Flag``."""

    rule: str
    level: Level
    since: dt.date
    last: dt.date
    fired: dt.date | None = None
    clear_answers: int = 0
    unheard_since: dt.date | None = None
    new: bool = False

    @classmethod
    def of(cls, flag: Flag) -> "Sign":
        return cls(
            flag.rule,
            flag.level,
            flag.since,
            flag.last,
            flag.fired,
            flag.clear_answers,
            flag.unheard_since,
            flag.new,
        )


@dataclass(frozen=True)
class Drop:
    """A total of the function check that fell by as much as R29 takes: from ``was`` on ``before`` to ``total``."""

    rater: Source
    before: dt.date
    was: int
    date: dt.date
    total: int


@dataclass(frozen=True)
class Facts:
    """What a report holds that may call for a look; ``spread``: the newest part; ``last_day``: with any entry.
    ``glance``: what else a line about the person shows; ``due``: what is looked at again."""

    signs: tuple[Sign, ...] = ()
    spread: SpreadEvent | None = None
    drops: tuple[Drop, ...] = ()
    last_day: dt.date | None = None
    glance: Glance = NO_GLANCE
    due: Known = NOTHING_KNOWN

    @classmethod
    def from_json(cls, said: Json) -> "Facts":
        return read(cls, said | {"signs": of_known_rules(said.get("signs", []))})


@dataclass(frozen=True)
class Need:
    """Why somebody needs a look: what nobody has answered, in the order of ``clinical.life``; a new part; totals that
    fell; what was not heard of again; days without an entry, where they are many. All of them empty where nothing calls
    for one. ``today`` is the day on which it is asked."""

    today: dt.date = dt.date.min
    waiting: tuple[Sign, ...] = ()
    unheard: tuple[Sign, ...] = ()
    spread: SpreadEvent | None = None
    drops: tuple[Drop, ...] = ()
    never: bool = False
    quiet_days: int | None = None

    @property
    def first(self) -> Sign | None:
        """Of what waits the sign that is needed soonest; of those the first in the order of ``clinical.life``."""
        return min(self.waiting, key=lambda sign: group_of(sign, self.today), default=None)

    @property
    def group(self) -> Group:
        if self.first:
            return group_of(self.first, self.today)
        if self.spread or self.drops:
            return Group.CHANGED
        return Group.QUIET if self.never or self.quiet_days or self.unheard else Group.NOTHING

    def place(self, last_day: dt.date | None) -> Place:
        """``last_day``: with any entry."""
        level = max((RISING.index(sign.level) for sign in self.waiting), default=None)
        spread = self.spread.date if self.spread else None
        return Place(self.group, pressing(self.first, self.today) if self.first else 0, spread, last_day, level)


def group_of(sign: Sign, today: dt.date) -> Group:
    """By when a sign that waits needs somebody (CLINICAL 7.2): one of the same day that fired in the last 14 days;
    one of two working days, and whatever was not answered in time; the next visit."""
    fresh = (today - fired_on(sign)).days <= FRESH_DAYS
    if fresh and sign.level in (Level.URGENT, Level.EMERGENCY):
        return Group.TODAY
    late = overdue(sign, today) is not None
    return Group.CHANGED if sign.level is Level.ROUTINE and not late else Group.WEEK


def pressing(sign: Sign, today: dt.date) -> int:
    """The rank of a sign that waits as one number, by which a database sorts: 1 to 2^30. Greater comes first."""
    tier, second, third, fourth = rank(sign, State.OPEN, today)
    return (tier << 28) + (min(second, 2**20 - 1) << 8) + (third << 4) + min(fourth + FRESH_DAYS, 15)


def newest(spread: Spread) -> SpreadEvent | None:
    """The part that came last; None where none came since the first entry."""
    return max((event for event in spread.events if event.can_be_new), key=lambda event: event.date, default=None)


def facts(
    history: History,
    flags: Iterable[Flag],
    spread: Spread,
    last_day: dt.date | None,
    shown: Glance = NO_GLANCE,
    again: Known = NOTHING_KNOWN,
) -> Facts:
    (limit,) = RULES["R29"].combined
    fallen = [found for found in drops(history.function) if len(found.days) and found.fell[-1] >= limit.limit]
    return Facts(
        signs=tuple(map(Sign.of, flags)),
        spread=newest(spread),
        drops=tuple(
            Drop(
                Source.CLINICIAN if found.by_clinic else Source.SELF,
                as_date(found.before[-1]),
                int(found.was[-1]),
                as_date(found.days[-1]),
                int(found.totals[-1]),
            )
            for found in fallen
        ),
        last_day=last_day,
        glance=shown,
        due=again,
    )


def need(known: Facts, states: Mapping[tuple[str, dt.date], str], today: dt.date) -> Need:
    """``states``: what the care team did about each sign, by rule and first day; open where nothing is said."""
    with_state = [(sign, states.get((sign.rule, sign.since), State.OPEN)) for sign in known.signs]
    where = [(sign, state, stand(sign, state, today)) for sign, state in with_state]
    waiting = in_order(((sign, state) for sign, state, at in where if at is Stand.WAITING), today)
    new = known.spread if known.spread and (today - known.spread.date).days <= RECENT_DAYS else None
    silent = (today - known.last_day).days if known.last_day else 0
    return Need(
        today=today,
        waiting=tuple(sign for sign, _state in waiting),
        unheard=tuple(sign for sign, state, at in where if at is Stand.UNHEARD and state == State.OPEN),
        spread=new,
        drops=tuple(drop for drop in known.drops if (today - drop.date).days <= RECENT_DAYS),
        never=known.last_day is None,
        quiet_days=silent if silent > QUIET_DAYS else None,
    )
