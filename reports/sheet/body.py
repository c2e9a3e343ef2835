"""Weakness and its spread, and the symptoms of the period, as printed lines."""

from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.period import Period, Usual
from clinical.vocabulary import Cell, Region, Side
from reports.figures.marks import Bodies, Figure
from reports.figures.twitches import FELT
from reports.figures.words import NAMES, REGIONS, clauses
from reports.sheet.lines import NO_ANSWER, Line, amount, four_weeks_words, weekly
from reports.story import story
from reports.summary import Summary
from symptoms.wording.voice import Voice


def body_now(summary: Summary, period: Period, voice: Voice) -> Figure:
    """The body map as it is now; what has changed since the beginning of the period says what it was. Its key is a
    sentence of the page."""
    figure = summary.figure("body", earlier=period.start, voice=voice)
    now = tuple(replace(panel, bodies=panel.bodies[-1:]) for panel in figure.panels if isinstance(panel, Bodies))
    return replace(figure, key=(), panels=now)


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
        (_("Cramps a day"), cramps["count"]),
        (_("Worst cramp pain (0–10)"), cramps["worst_pain"]),
        (_("Times woken by cramps"), cramps["woke"]),
        (_("Tiredness at worst (0–10)"), tired["worst"]),
        (_("After small effort (0–10)"), tired["after_small_effort"]),
    )
    twitches = weekly(series, period, series.twitches)
    felt = FELT[round(twitches.usual)] if twitches else NO_ANSWER
    return (
        *(Line(label, _usual(weekly(series, period, values))) for label, values in numbers),
        Line(_("Twitches"), str(felt)),
    )


def _usual(weeks: Usual | None) -> str:
    if not weeks:
        return str(NO_ANSWER)
    said = {"usual": amount(weeks.usual), "highest": amount(weeks.highest)}
    return _("usual %(usual)s, highest %(highest)s") % said
