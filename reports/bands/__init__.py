"""The one screen of a clinician in words and marks: who, and is it enough; what is new; spread, body and function; four
charts; what is due. The same places for everybody, and where nothing is on record that is said.

Summary and period in, frozen dataclasses out: no query, no clock, no HTML. Every number is of ``clinical``.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from care.before.lists import List
from care.due.shown import Line
from care.programme.needs import Need
from clinical.period import Period
from reports.bands.asked import Asked, asked
from reports.bands.due import Box, boxes
from reports.bands.news import News, news
from reports.bands.spread import Told, told
from reports.bands.who import Enough, Who, enough, who
from reports.figures import small
from reports.figures.marks import Figure
from reports.signs import ShownSign
from reports.summary import Summary

__all__ = ["Bands", "bands"]


@dataclass(frozen=True)
class Bands:
    who: Who
    enough: Enough
    news: News
    told: Told
    lanes: Figure
    bodies: Figure
    slopes: Figure
    charts: tuple[Figure, ...]
    boxes: tuple[Box, ...]
    asked: Asked
    engine: str


def bands(
    summary: Summary,
    period: Period,
    signs: list[ShownSign],
    since: dt.date,
    today: dt.date,
    said: List | None = None,
    due: Sequence[Line] = (),
    exercises: Need | None = None,
) -> Bands:
    """``since``: the day from which things are new; ``today``: of whoever the record is about; ``said``: what was said
    before the coming visit; ``due``: what is looked at again; ``exercises``: how the
    programme stands."""
    report, series, context = summary.report, summary.series, summary.context("clinician")
    days = small.days_of(report, series, context)
    charts = (small.breathing, small.weight, small.bulbar, small.tiredness)
    return Bands(
        who=who(summary, today, exercises),
        enough=enough(summary, period, today),
        news=news(summary, period, signs, since),
        told=told(summary, context),
        lanes=small.lanes(report, series, context),
        bodies=small.bodies(report, series, context),
        slopes=small.slopes(report, since, context),
        charts=tuple(draw(report, series, context, days) for draw in charts),
        boxes=boxes(due),
        asked=asked(said),
        engine=report.engine,
    )
