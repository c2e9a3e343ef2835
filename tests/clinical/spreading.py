"""Spread as worked out from the days of onset, without answers."""

import datetime as dt
from dataclasses import replace

from clinical.involvement import Involvement, Status
from clinical.item_rule import PairMark
from clinical.spread import PairSpread, Spread, spread
from clinical.vocabulary import CELLS, Pair

AT = dt.date(2026, 1, 1)


def on(date: str) -> dt.date:
    return dt.date.fromisoformat(date)


def recorded(
    onsets: dict[str, str],
    at: str = "2026-01-01",
    marks: dict[str, str] | None = None,
    answered: str | None = None,
    **others,
) -> Spread:
    """Cells with the day of their onset (``<=2025-01-10`` for on or before), all other cells answered with 4.

    ``answered``: the last day on which they were, else ``at``. ``marks``: pairs of unknown side and since when.
    ``others``: statuses of further cells, ``hand_left="no_data"``.
    """
    found = []
    for cell in CELLS:
        if cell.name in onsets:
            day = onsets[cell.name]
            onset = on(day.removeprefix("<="))
            found.append(Involvement(cell, Status.INVOLVED, onset, on_or_before=day.startswith("<=")))
        else:
            status = Status(others.get(cell.column, "not_involved"))
            last = None if status is Status.NO_DATA else on(answered or at)
            found.append(Involvement(cell, status, grade_on=last))
    pair_marks = tuple(PairMark(Pair(pair), on(since), "walking") for pair, since in (marks or {}).items())
    return spread(tuple(found), pair_marks, on(at))


def pair_of(found: Spread, pair: Pair = Pair.ARM) -> PairSpread:
    """Without the two dates that it is made from."""
    return replace(found.pairs[pair], began=None, both=None)
