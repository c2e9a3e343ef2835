"""What came since somebody last looked at a record. Our rule [P]."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from clinical.life import fired_on
from clinical.need import Facts, Sign
from clinical.plain import Json, plain, read
from clinical.signs import Flag
from clinical.spread import SpreadEvent


@dataclass(frozen=True)
class Seen:
    """What stood there at a look on ``day``: the last firing of each sign by its rule, and the newest part."""

    day: dt.date
    signs: dict[str, dt.date]
    spread: str | None = None

    @classmethod
    def of(cls, signs: Iterable[Sign | Flag], spread: SpreadEvent | None, day: dt.date) -> "Seen":
        return cls(day, {sign.rule: fired_on(sign) for sign in signs}, spread.cell.name if spread else None)

    def to_json(self) -> Json:
        made: Json = plain(self)
        return made

    @classmethod
    def from_json(cls, said: Json) -> "Seen":
        return read(cls, said)


@dataclass(frozen=True)
class New:
    """Signs that fired again or for the first time; another newest part; days after the look with an entry, of the
    last 28."""

    signs: tuple[Sign, ...] = ()
    spread: SpreadEvent | None = None
    days: int = 0


def since(known: Facts, seen: Seen) -> New:
    """A sign that was there and did not fire since is not new, nor is a part whose date alone has moved."""
    return New(
        signs=tuple(sign for sign in known.signs if fired_on(sign) > seen.signs.get(sign.rule, dt.date.min)),
        spread=known.spread if known.spread and known.spread.cell.name != seen.spread else None,
        days=sum(day > seen.day for day in known.glance.lately),
    )
