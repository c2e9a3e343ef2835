"""Left and right of each limb region over weeks: both grades, their difference, and the person's own comparison.

A difference can go to zero because the good side fell; so both sides are drawn beside it (CLINICAL 4.5). Left is drawn
above the middle line and right below it, here as in the spread chart.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from clinical.asymmetry import CLEAR, EVEN, Asymmetry
from clinical.report import Report, Series
from clinical.vocabulary import LIMB_REGIONS, Cell, Region, Side
from reports.figures.context import Context
from reports.figures.data import Weekly, bars_of, domain, middle_of, runs_of, weeks_words
from reports.figures.language import Words, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import (
    Axis,
    Bar,
    Bars,
    Block,
    Figure,
    Key,
    Lane,
    Lanes,
    Numeric,
    Plot,
    Point,
    Points,
    Table,
)
from reports.figures.scales import axis_over
from reports.figures.words import (
    DARKER,
    GRADES,
    NAMES,
    NO_ANSWER,
    REGIONS,
    SELF_REPORTED,
    capital,
    clauses,
    date_words,
    number,
    sentences,
)

NAME = "asymmetry"
TITLE = gettext_lazy("Left and right compared, week by week")
OWN: Words[float] = Words(
    {
        -2: gettext_lazy("left much weaker"),
        -1: gettext_lazy("left a bit weaker"),
        0: gettext_lazy("even"),
        1: gettext_lazy("right a bit weaker"),
        2: gettext_lazy("right much weaker"),
    }
)
WRITING: Words[Side | None] = Words(  # CLINICAL 4.5
    {
        Side.RIGHT: gettext_lazy(
            "The writing hand is the right one, usually stronger by about 10 %, which is taken off."
        ),
        Side.LEFT: gettext_lazy("The writing hand is the left one; then both are usually about even."),
        None: gettext_lazy(
            "The writing hand is not known: up to about 10 % more on the right may be due to it and is taken off."
        ),
    }
)
GRIP = {"grip.left": Cell(Region.HAND, Side.LEFT), "grip.right": Cell(Region.HAND, Side.RIGHT)}


@dataclass(frozen=True)
class Pairing:
    """One limb region: weekly grades of both sides, R minus L, the reported comparison (-2 left much weaker), and what
    the report tells of it."""

    left: tuple[int | None, ...]
    right: tuple[int | None, ...]
    difference: Weekly
    reported: Weekly
    told: Asymmetry | None = None

    @property
    def known(self) -> bool:
        return any(value is not None for value in (*self.left, *self.right, *self.difference, *self.reported))


@dataclass(frozen=True)
class Compared:
    weeks: tuple[dt.date, ...]
    pairings: Mapping[Region, Pairing]
    grip: Mapping[str, tuple[tuple[dt.date, float], ...]]
    grip_index: Mapping[dt.date, float]
    hands: Asymmetry | None
    start: dt.date
    end: dt.date

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "Compared | None":
        """``None`` where neither side of any limb was ever answered or measured."""
        told = {entry.region: entry for entry in report.asymmetry}
        pairings = {}
        for region in LIMB_REGIONS:
            left, right = (series.weakness[Cell(region, side).name] for side in Side)
            compared = series.asymmetry[region]
            pairing = Pairing(left, right, compared.grade_difference, compared.reported, told.get(region))
            if pairing.known:
                pairings[region] = pairing
        grip = {
            name: tuple((reading.date, reading.value) for reading in series.readings.get(name, ())) for name in GRIP
        }
        days = [day for readings in grip.values() for day, _kg in readings]
        if not pairings and not days:
            return None
        start, end = domain(report, series, days)
        return cls(series.mondays, pairings, grip, dict(series.grip_index), told.get(Region.HAND), start, end)


def asymmetry(data: Compared | None, context: Context) -> Figure:
    """Both sides in mirrored lanes, then a panel of differences for each region, then grip."""
    if data is None:
        return Figure(NAME, str(TITLE), _("No answers about left and right yet."))
    lanes = tuple(_block(data, region) for region in data.pairings)
    plots = tuple(_plot(data, region) for region in data.pairings)
    grip = _grip(data)
    own = any(value is not None for pairing in data.pairings.values() for value in pairing.reported)
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=_reading(data),
        panels=(*((Lanes(lanes),) if lanes else ()), *plots, *grip),
        start=data.start,
        end=data.end,
        key=(
            *((Key(f"grade-{grade}", words) for grade, words in GRADES.items()) if lanes else ()),
            *((Key("words", str(DARKER)), Key("gap", str(NO_ANSWER))) if lanes else ()),
            *((Key("bar", _("difference of the two grades")),) if plots else ()),
            *((Key("self", _("the person's own comparison, 1 a bit, 2 much")),) if own else ()),
            *((Key(str(hand.side), f"{NAMES[hand.name]}, kg") for hand in GRIP.values()) if grip else ()),
        ),
        caption=sentences(SELF_REPORTED, _("Left is drawn above the middle line, right below it.")),
        tabulate=partial(_table, data),
        columns=2,
    )


def _block(data: Compared, region: Region) -> Block:
    left, right = (
        Lane(capital(NAMES[Cell(region, side).name]), runs_of(data.weeks, getattr(data.pairings[region], side)))
        for side in Side
    )
    return Block(capital(REGIONS[region]), (left,), (right,))


def _plot(data: Compared, region: Region) -> Plot:
    """R minus L is drawn upward where the left is weaker; the person's own comparison is turned to the same way."""
    pairing = data.pairings[region]
    own = tuple(Point(middle_of(bar.start, bar.end), -bar.value + 0.0) for bar in bars_of(data.weeks, pairing.reported))
    bars: tuple[Bar, ...] = bars_of(data.weeks, pairing.difference)
    marks: tuple[Numeric, ...] = (
        Bars(_("Difference of grades"), bars),
        *((Points(_("Own comparison"), "self", own),) if own else ()),
    )
    return Plot(
        label=_("%(parts)s: difference") % {"parts": capital(REGIONS[region])},
        axis=Axis(
            -4,
            4,
            ((4, "4"), (2, "2"), (0, _("even")), (-2, "2"), (-4, "4")),
            _("up: left weaker, down: right weaker"),
            _("grades apart"),
        ),
        marks=marks,
        note=capital(_latest(data, region)),
    )


def _latest(data: Compared, region: Region) -> str:
    """How the two sides stood in the last four weeks; an even pair says if that is because one side fell."""
    told, plural = data.pairings[region].told, REGIONS[region]
    if told is None or told.grade_difference is None or told.grade_on is None:
        return _("%(parts)s: no week with both sides to compare") % {"parts": plural}
    when: dict[str, Any] = {"day": date_words(told.grade_on), "parts": plural}
    if told.grade_difference:
        weaker = NAMES[Cell(region, _side(told.grade_difference)).name]
        apart = {"part": weaker, "grades": abs(told.grade_difference)}
        return _("%(part)s weaker by %(grades)d in the four weeks to %(day)s") % (when | apart)
    if told.evened_by:
        fallen = {"part": NAMES[Cell(region, told.evened_by).name]}
        return _("%(parts)s even in the four weeks to %(day)s, because the %(part)s came down too") % (when | fallen)
    return _("%(parts)s even in the four weeks to %(day)s") % when


def _grip(data: Compared) -> tuple[Plot, ...]:
    values = [value for readings in data.grip.values() for _day, value in readings]
    if not values:
        return ()
    marks = tuple(
        Points(capital(NAMES[hand.name]), str(hand.side), tuple(Point(day, value) for day, value in data.grip[measure]))
        for measure, hand in GRIP.items()
        if data.grip[measure]
    )
    return (
        Plot(
            _("Grip strength"),
            axis_over([0, *values], _("kg, lower is weaker"), unit="kg"),
            marks,
            note=_grip_note(data),
        ),
    )


def _grip_note(data: Compared) -> str:
    """How far apart the grips of the last days were, by the bands of CLINICAL 4.5, and what the writing hand does."""
    told = data.hands
    if told is None or told.grip_beyond is None or told.grip_on is None or told.grip_since is None:
        return ""
    return sentences(_grip_words(told, told.grip_beyond, told.grip_since, told.grip_on), WRITING[told.writing_hand])


def _grip_words(told: Asymmetry, beyond: float, since: dt.date, on: dt.date) -> str:
    said: dict[str, Any] = {"day": date_words(on)}
    if since != on:
        said = {"day": _("%(first)s to %(last)s") % {"first": date_words(since), "last": date_words(on)}}
    if abs(beyond) >= EVEN:
        said |= {"hand": NAMES[Cell(Region.HAND, _side(beyond)).name], "index": number(round(abs(beyond), 1))}
        if abs(beyond) > CLEAR:
            return _("%(day)s: the %(hand)s was clearly weaker (index %(index)s).") % said
        return _("%(day)s: the %(hand)s was somewhat weaker (index %(index)s).") % said
    if told.evened_by:
        said |= {"hand": NAMES[Cell(Region.HAND, told.evened_by).name]}
        return _("%(day)s: both hands were about even, because the %(hand)s came down too.") % said
    return _("%(day)s: both hands were about even.") % said


def _side(difference: float) -> Side:
    """The weaker side by R minus L."""
    return Side.LEFT if difference > 0 else Side.RIGHT


def _reading(data: Compared) -> str:
    told = clauses([_latest(data, region) for region in data.pairings])
    return _("Latest answers: %(told)s.") % {"told": told} if told else _("Grip strength of both hands; no grades yet.")


def _table(data: Compared) -> Table:
    """For each region its weeks, neighbours with the same answers in one row; then the grip readings."""
    header = (_("When"), _("What"), _("Left"), _("Right"), _("Weaker side"), _("Own comparison"))
    rows = [row for region in data.pairings for row in _rows(data, region)]
    days = sorted({day for readings in data.grip.values() for day, _kg in readings})
    for day in days:
        left, right = (number(dict(data.grip[measure]).get(day)) for measure in GRIP)
        index = data.grip_index.get(day)
        weaker = "" if index is None else _by_index(index)
        rows.append((date_words(day), _("Grip strength, kg"), left, right, weaker, ""))
    return Table(header, tuple(rows))


def _by_index(index: float) -> str:
    if not index:
        return _("even")
    told = _("left, index %(index)s") if index > 0 else _("right, index %(index)s")
    return told % {"index": number(abs(index))}


def _rows(data: Compared, region: Region) -> Iterator[tuple[str, ...]]:
    pairing, name = data.pairings[region], capital(REGIONS[region])
    what = _("%(parts)s, grade") % {"parts": name}
    answers = zip(pairing.left, pairing.right, pairing.difference, pairing.reported, strict=True)
    for (left, right, difference, own), group in groupby(zip(data.weeks, answers, strict=True), key=itemgetter(1)):
        members = [week for week, _answers in group]
        weaker = str(NO_ANSWER) if difference is None else _weaker(difference)
        compared = str(NO_ANSWER) if own is None else _own(own)
        yield (weeks_words(members), what, number(left), number(right), weaker, compared)


def _weaker(difference: float) -> str:
    """R minus L as words: ``left by 2``, ``right by 1``, ``even``."""
    if difference == 0:
        return _("even")
    told = _("left by %(grades)s") if difference > 0 else _("right by %(grades)s")
    return told % {"grades": number(abs(difference))}


def _own(reported: float) -> str:
    """The week's median of the person's own words; a median between two of them as a number with its side."""
    if reported in OWN:
        return OWN[reported]
    told = _("right weaker, %(number)s of 2") if reported > 0 else _("left weaker, %(number)s of 2")
    return told % {"number": number(abs(reported))}
