"""Who needs a look first, and why: the facts of a report that call for one, and their order. Source: CLINICAL 7.2, 7.3,
9 [P].

Silence claims nothing: nobody is "stable" because nothing was raised (CLINICAL 13).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from clinical.function import drops
from clinical.history import History, as_date
from clinical.plain import Json, read
from clinical.rules import RISING, RULES, Level, of_known_rules
from clinical.signs import Flag
from clinical.spread import Spread, SpreadEvent
from clinical.vocabulary import Source

RECENT_DAYS = 90  # about the time between two visits (CLINICAL 9)
QUIET_DAYS = 14  # region grades are asked for at least weekly; two weeks without any are worth a word (our rule)


@dataclass(frozen=True)
class Sign:
    """A raised sign, as much of it as the order takes."""

    rule: str
    level: Level
    since: dt.date
    last: dt.date

    @classmethod
    def of(cls, flag: Flag) -> "Sign":
        return cls(flag.rule, flag.level, flag.since, flag.last)


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
    """What a report holds that may call for a look; ``spread``: the newest part; ``last_day``: with any entry."""

    signs: tuple[Sign, ...] = ()
    spread: SpreadEvent | None = None
    drops: tuple[Drop, ...] = ()
    last_day: dt.date | None = None

    @classmethod
    def from_json(cls, said: Json) -> "Facts":
        return read(cls, said | {"signs": of_known_rules(said.get("signs", []))})


@dataclass(frozen=True)
class Need:
    """Why somebody needs a look: what nobody has answered, the highest level first; a new part; totals that fell;
    days without an entry, where they are many. All of them empty where nothing calls for one."""

    waiting: tuple[Sign, ...] = ()
    spread: SpreadEvent | None = None
    drops: tuple[Drop, ...] = ()
    never: bool = False
    quiet_days: int | None = None

    @property
    def order(self) -> tuple[int, dt.date]:
        """Greater is more pressing: the highest level that waits, then the newest part."""
        urgency = RISING.index(self.waiting[0].level) + 1 if self.waiting else 0
        return urgency, self.spread.date if self.spread else dt.date.min


def facts(history: History, flags: Iterable[Flag], spread: Spread, last_day: dt.date | None) -> Facts:
    (limit,) = RULES["R29"].combined
    fallen = [found for found in drops(history.function) if len(found.days) and found.fell[-1] >= limit.limit]
    return Facts(
        signs=in_order(map(Sign.of, flags)),
        spread=max((event for event in spread.events if event.can_be_new), key=lambda event: event.date, default=None),
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
    )


def need(known: Facts, answered: Iterable[tuple[str, dt.date]], today: dt.date) -> Need:
    """``answered``: rule and first day of the signs that the care team has dealt with."""
    dealt_with = set(answered)
    new = known.spread if known.spread and (today - known.spread.date).days <= RECENT_DAYS else None
    silent = (today - known.last_day).days if known.last_day else 0
    return Need(
        waiting=tuple(sign for sign in known.signs if (sign.rule, sign.since) not in dealt_with),
        spread=new,
        drops=tuple(drop for drop in known.drops if (today - drop.date).days <= RECENT_DAYS),
        never=known.last_day is None,
        quiet_days=silent if silent > QUIET_DAYS else None,
    )


def in_order(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """The highest level first, within it the latest firing."""
    return tuple(sorted(signs, key=lambda sign: (RISING.index(sign.level), sign.last), reverse=True))
