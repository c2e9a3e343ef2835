"""Weakness and its spread, and the symptoms of the period, as printed lines."""

from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.period import Period, Usual
from clinical.vocabulary import Cell, Region, Side
from reports.figures import small
from reports.figures.marks import Figure, Lanes, Rule
from reports.figures.twitches import FELT
from reports.figures.words import NAMES, REGIONS, clauses, short_date
from reports.sheet.lines import NO_ANSWER, Line, amount, four_weeks_words, weekly
from reports.sheet.trend import weekly_trend
from reports.story import story
from reports.summary import Summary
from symptoms.wording.voice import PERSON, Voice


def bodies(summary: Summary, period: Period, voice: Voice = PERSON) -> Figure:
    """The body at the beginning of the period and now, with the grades alone: the lanes beside it bear the names."""
    return small.bodies(summary.report, summary.series, summary.context(earlier=period.start, voice=voice))


def spread_chart(summary: Summary, period: Period) -> Figure:
    """The spread chart, with a line on the day on which the period begins; treatments have a block of their own."""
    figure = small.lanes(summary.report, summary.series, summary.context(since=period.start))
    begins = (Rule(period.start, short_date(period.start)),)
    panels = (replace(panel, spans=(), rules=begins) for panel in figure.panels if isinstance(panel, Lanes))
    return replace(figure, panels=tuple(panels))


def spread_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    told = story(summary.report, summary.series, period.start, summary.last_visit)
    return (
        *(Line(question, answer) for question, answer in told),
        Line(_("Left and right"), _sides(summary, period) or _("nothing to compare")),
    )


def _sides(summary: Summary, period: Period) -> str:
    """Of each limb region the difference of the two grades over four weeks, together where these end on one day."""
    known = [
        (entry.grade_on, entry.region, entry.grade_difference)
        for entry in summary.report.asymmetry
        if entry.grade_on is not None and entry.grade_difference is not None
    ]
    known.sort(key=lambda said: said[0], reverse=True)
    return clauses(
        [
            f"{', '.join(_side(region, apart) for _day, region, apart in entries)} ({four_weeks_words(day, period)})"
            for day, entries in groupby(known, key=lambda said: said[0])
        ]
    )


def _side(region: Region, difference: int) -> str:
    if not difference:
        return _("%(part)s even") % {"part": REGIONS[region]}
    told = ngettext("%(part)s weaker by %(grades)d grade", "%(part)s weaker by %(grades)d grades", abs(difference))
    weaker = Cell(region, Side.RIGHT if difference < 0 else Side.LEFT)
    return told % {"part": NAMES[weaker.name], "grades": abs(difference)}


def symptom_lines(summary: Summary, period: Period) -> tuple[Line, ...]:
    """Medians of the weeks and the highest week; more or fewer of them is no measure of the illness (CLINICAL 6)."""
    series = summary.series
    cramps, tired = series.cramps, series.fatigue
    numbers = (
        (_("Cramps a day"), cramps["count"], 4),
        (_("Worst cramp pain (0–10)"), cramps["worst_pain"], 10),
        (_("Times woken by cramps"), cramps["woke"], 4),
        (_("Tiredness at worst (0–10)"), tired["worst"], 10),
        (_("After small effort (0–10)"), tired["after_small_effort"], 10),
    )
    twitches = weekly(series, period, series.twitches)
    felt = FELT[round(twitches.usual)] if twitches else NO_ANSWER
    return (
        *(
            Line(label, _usual(weekly(series, period, values)), weekly_trend(series, period, values, 0, high))
            for label, values, high in numbers
        ),
        Line(_("Twitches"), str(felt)),
    )


def _usual(weeks: Usual | None) -> str:
    if not weeks:
        return str(NO_ANSWER)
    said = {"usual": amount(weeks.usual), "highest": amount(weeks.highest)}
    return _("usual %(usual)s, highest %(highest)s") % said
