"""Verdicts of small records."""

import datetime as dt

from clinical.history import History
from clinical.involvement import Involvement, involvement
from clinical.vocabulary import CELL_BY_NAME, CELLS
from tests.clinical.records import checks, daily, every, items

AT = dt.date(2024, 12, 31)


FULL = "444 444 444 444"


def verdict(history: History, cell: str) -> Involvement:
    return involvement(history)[CELLS.index(CELL_BY_NAME[cell])]


def weekly(*grades: float, step: int = 7, cell: str = "hand_left", **more) -> History:
    """One answer a week from Monday 1 January 2024 on."""
    return History(AT, weakness=daily("weakness", every(step, len(grades)), **{cell: list(grades)}), **more)


def hand(history: History) -> tuple[str, str | None]:
    found = verdict(history, "hand.left")
    return found.status, found.onset and found.onset.isoformat()


def checked(*answers: str, step: int = 28, **more) -> History:
    return History(AT, function=checks(every(step, len(answers)), items(*answers)), **more)
