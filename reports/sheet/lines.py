"""The lines of a printed block, and the few ways in which numbers become one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from reports.figures.data import Weekly, weeks_of
from reports.figures.words import capital, listed, number, short_date
from reports.period import Period

Json = dict[str, Any]

NO_ANSWER = "no answer in this period"
A_YEAR = 360
ROOM = 130  # letters: about a line and a half of print


@dataclass(frozen=True)
class Line:
    label: str
    text: str


def answered(period: Period, wanted: Iterable[tuple[str, str, str]]) -> tuple[Line, ...]:
    """A line for each sign that was answered, given as name, label and unit (``of 7 days``); one for all others."""
    lines, unanswered = [], []
    for name, label, unit in wanted:
        answers = period.signs.get(name)
        if answers is None:
            unanswered.append(label.lower())
        else:
            most = f"; highest {answers.highest}" if answers.highest > answers.latest else ""
            lines.append(Line(label, f"{answers.latest} {unit} ({day_words(answers.on, period)}){most}"))
    if unanswered:
        lines.append(Line("No answer", f"{capital(listed(unanswered))}."))
    return tuple(lines)


def day_words(day: dt.date, period: Period) -> str:
    """``3 Mar``, with its year where the heading of the sheet leaves that open."""
    told = short_date(day)
    within = period.start <= day <= period.end and period.days < A_YEAR
    return told.removesuffix(f" {day.year}") if within else told


def fitting(items: Sequence[str], room: int = ROOM) -> str:
    """``a; b; and 3 more on the screen``: as many as fit in about ``room`` letters, the first one always."""
    shown = [item for item, length in zip(items, accumulate(map(len, items)), strict=True) if length <= room]
    shown = shown or list(items[:1])
    more = [f"and {len(items) - len(shown)} more on the screen"] if len(shown) < len(items) else []
    return "; ".join([*shown, *more])


def weekly(series: Json, period: Period, values: Weekly) -> list[tuple[dt.date, float]]:
    """The weekly values of the weeks that begin in the period; a week without an answer is left out."""
    weeks = zip(weeks_of(series), values, strict=True)
    return [(week, value) for week, value in weeks if value is not None and period.start <= week <= period.end]


def amount(value: float, unit: str = "") -> str:
    """A number and its unit, which stay on one line."""
    return f"{number(round(value, 1))}\u00a0{unit}".strip()
