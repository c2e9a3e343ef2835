"""Which days of a time axis are named: round ones, as close as their words have room, and two at least."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reports.figures.language import month_day, month_year
from reports.figures.svg.element import text_width
from reports.figures.svg.page import Page, Scale

MOST = 6
DAYS, MONTHS = (1, 2, 4, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120)
MONTH = 30  # days at least, or two less, which no step counts on


@dataclass(frozen=True)
class Tick:
    """A day at ``x``; its words stand with their middle at ``centre``, so that none reaches out of the picture."""

    day: dt.date
    words: str
    x: float
    centre: float

    def half(self, page: Page) -> float:
        return text_width(self.words, page.type) / 2


def ticks(scale: Scale, page: Page) -> list[Tick]:
    """From days over weeks, months and years the closest that are ``MOST`` at most and do not touch; of closer ones
    every second or third where these are fewer than three, and first and last day where nothing else makes two."""
    closer: list[Tick] = []
    found: list[Tick] = []
    for days in _steps(scale):
        found = [_placed(day, words, scale, page) for day, words in days]
        if len(found) <= MOST and _apart(found, page):
            break
        closer = found
    thinned = (closer[::every] for every in range(2, len(closer)))
    some: list[Tick] = next((each for each in thinned if len(each) <= MOST and _apart(each, page)), [])
    best = max(found, some, key=lambda each: min(len(each), 3))
    return best if len(best) > 1 else _ends(scale, page)


def _steps(scale: Scale) -> Iterator[list[tuple[dt.date, str]]]:
    """The days of each step with their words; of no step that has far too many to be named."""
    reach = (scale.end - scale.start).days
    for step in DAYS:
        if reach <= 2 * MOST * step:
            first = scale.start + dt.timedelta(days=-scale.start.weekday() % 7 if step % 7 == 0 else 0)
            found = [first + dt.timedelta(days=n) for n in range(0, (scale.end - first).days, step)]
            yield [(day, month_day(day)) for day in found]
    first_month, last = scale.start.year * 12 + scale.start.month - 1, scale.end.year * 12 + scale.end.month - 1
    for step in MONTHS:
        if reach <= 2 * MOST * step * MONTH:
            months = range(-(-first_month // step) * step, last + 1, step)
            firsts = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
            told = [day for day in firsts if scale.start <= day < scale.end]
            yield [(day, str(day.year) if step >= 12 else month_year(day)) for day in told]


def _placed(day: dt.date, words: str, scale: Scale, page: Page) -> Tick:
    x, half = scale.x(day), text_width(words, page.type) / 2
    return Tick(day, words, x, min(max(x, half), page.width - half))


def _apart(found: list[Tick], page: Page) -> bool:
    gap = page.type / 2
    return all(
        later.centre - later.half(page) >= earlier.centre + earlier.half(page) + gap
        for earlier, later in pairwise(found)
    )


def _ends(scale: Scale, page: Page) -> list[Tick]:
    """Of a single day where it begins and where it ends."""
    last = max(scale.end - dt.timedelta(days=1), scale.start + dt.timedelta(days=1))
    words = month_day if last.year == scale.start.year else month_year
    return [_placed(day, words(day), scale, page) for day in (scale.start, last)]
