"""Left and right of each limb region over weeks: both grades, their difference, and the person's own comparison.

A difference can go to zero because the good side fell; so both sides are drawn beside it (CLINICAL 4.5). Left is drawn
above the middle line and right below it, here as in the spread chart.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from clinical.vocabulary import LIMB_REGIONS, Cell, Region, Side
from reports.figures.context import Context
from reports.figures.data import Json, Weekly, bars_of, date_of, domain, runs_of, weeks_of, weeks_words
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
from reports.figures.words import GRADES, NAMES, NO_ANSWER, REGIONS, SELF_REPORTED, capital, date_words, number

NAME = "balance"
TITLE = "Left and right compared, week by week"
PLURALS = {Region.UPPER_ARM: "upper arms", Region.HAND: "hands", Region.THIGH: "thighs", Region.FOOT: "feet"}
OWN: dict[float, str] = {
    -2: "left much weaker",
    -1: "left a bit weaker",
    0: "even",
    1: "right a bit weaker",
    2: "right much weaker",
}
EVEN, CLEAR = 10, 20  # laterality index of two grips, bands for display (CLINICAL 4.5 [P])
MIDWEEK = dt.timedelta(days=3)
GRIP = {"grip.left": ("Left hand", "left"), "grip.right": ("Right hand", "right")}


@dataclass(frozen=True)
class Pairing:
    """One limb region: weekly grades of both sides, R minus L, and the reported comparison (-2 left much weaker).

    ``evened_by``: the side that came down, where the two are even for that reason."""

    left: tuple[int | None, ...]
    right: tuple[int | None, ...]
    difference: Weekly
    reported: Weekly
    evened_by: str | None = None

    @property
    def known(self) -> bool:
        return any(value is not None for value in (*self.left, *self.right, *self.difference, *self.reported))


@dataclass(frozen=True)
class Balance:
    weeks: tuple[dt.date, ...]
    pairings: Mapping[Region, Pairing]
    grip: Mapping[str, tuple[tuple[dt.date, float], ...]]
    grip_index: Mapping[dt.date, float]
    start: dt.date
    end: dt.date

    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "Balance | None":
        """``None`` where neither side of any limb was ever answered or measured."""
        weeks, grades = weeks_of(series), series["weakness"]
        evened = {entry["region"]: entry["evened_by"] for entry in report["asymmetry"]}
        pairings = {}
        for region in LIMB_REGIONS:
            left, right = (tuple(grades[Cell(region, side).name]) for side in Side)
            weekly = series["asymmetry"][region]
            compared = (tuple(weekly["grade_difference"]), tuple(weekly["reported"]))
            pairing = Pairing(left, right, *compared, evened.get(region))
            if pairing.known:
                pairings[region] = pairing
        grip = {
            name: tuple((day, value) for date, value, _ in series["readings"].get(name, ()) if (day := date_of(date)))
            for name in GRIP
        }
        grip_index = {day: index for date, index in series["grip_index"] if (day := date_of(date))}
        days = [day for readings in grip.values() for day, _ in readings]
        if not pairings and not days:
            return None
        start, end = domain(report, series, days)
        return cls(weeks, pairings, grip, grip_index, start, end)


def balance(data: Balance | None, context: Context) -> Figure:
    """Both sides in mirrored lanes, then a panel of differences for each region, then grip."""
    if data is None:
        return Figure(NAME, TITLE, "No answers about left and right yet.")
    lanes = tuple(_block(data, region) for region in data.pairings)
    plots = tuple(_plot(data, region) for region in data.pairings)
    grip = _grip(data)
    own = any(value is not None for pairing in data.pairings.values() for value in pairing.reported)
    return Figure(
        name=NAME,
        title=TITLE,
        reading=_reading(data),
        panels=(*((Lanes(lanes),) if lanes else ()), *plots, *grip),
        start=data.start,
        end=data.end,
        key=(
            *((Key(f"grade-{grade}", words) for grade, words in GRADES.items()) if lanes else ()),
            *((Key("words", "darker is weaker"), Key("gap", "no answer")) if lanes else ()),
            *((Key("bar", "difference of the two grades"),) if plots else ()),
            *((Key("self", "the person's own comparison, 1 a bit, 2 much"),) if own else ()),
            *((Key(shape, f"{side.lower()}, kg") for side, shape in GRIP.values()) if grip else ()),
        ),
        caption=f"{SELF_REPORTED} Left is drawn above the middle line, right below it.",
        table=_table(data),
        columns=2,
    )


def _block(data: Balance, region: Region) -> Block:
    left, right = (
        Lane(capital(NAMES[Cell(region, side).name]), runs_of(data.weeks, getattr(data.pairings[region], side)))
        for side in Side
    )
    return Block(capital(PLURALS[region]), (left,), (right,))


def _plot(data: Balance, region: Region) -> Plot:
    """R minus L is drawn upward where the left is weaker; the person's own comparison is turned to the same way."""
    pairing = data.pairings[region]
    own = tuple(Point(bar.start + MIDWEEK, -bar.value + 0.0) for bar in bars_of(data.weeks, pairing.reported))
    bars: tuple[Bar, ...] = bars_of(data.weeks, pairing.difference)
    marks: tuple[Numeric, ...] = (
        Bars("Difference of grades", bars),
        *((Points("Own comparison", "self", own),) if own else ()),
    )
    return Plot(
        label=f"{capital(PLURALS[region])}: difference",
        axis=Axis(
            -4, 4, ((4, "4"), (2, "2"), (0, "even"), (-2, "2"), (-4, "4")), "up: left weaker, down: right weaker"
        ),
        marks=marks,
        note=capital(_latest(data, region)),
    )


def _latest(data: Balance, region: Region) -> str:
    """How the two sides stood when both were last answered; an even pair says if that is because one side fell."""
    pairing, plural = data.pairings[region], PLURALS[region]
    both = [
        (week, left, right)
        for week, left, right, apart in zip(data.weeks, pairing.left, pairing.right, pairing.difference, strict=True)
        if left is not None and right is not None and apart is not None
    ]
    if not both:
        return f"{plural}: no week with both sides to compare"
    week, left, right = both[-1]
    when = f"in the week of {date_words(week)}"
    if left != right:
        side = "left" if left < right else "right"
        return f"{side} {REGIONS[region]} weaker by {abs(left - right)} {when}"
    if pairing.evened_by:
        fallen = f"the {pairing.evened_by} {REGIONS[region]}"
        return f"{plural} even {when}, both at {left}, because {fallen} came down too"
    return f"{plural} even {when}, both at {left}"


def _grip(data: Balance) -> tuple[Plot, ...]:
    values = [value for readings in data.grip.values() for _, value in readings]
    if not values:
        return ()
    marks = tuple(
        Points(name, shape, tuple(Point(day, value) for day, value in data.grip[measure]))
        for measure, (name, shape) in GRIP.items()
        if data.grip[measure]
    )
    return (Plot("Grip strength", axis_over([0, *values], "kg, lower is weaker"), marks, note=_grip_note(data)),)


def _grip_note(data: Balance) -> str:
    """How far apart the grips of one day last were, by the bands of CLINICAL 4.5, and why they are even."""
    if not data.grip_index:
        return ""
    day = max(data.grip_index)
    index = data.grip_index[day]
    if abs(index) >= EVEN:
        side, much = "left" if index > 0 else "right", "clearly" if abs(index) > CLEAR else "somewhat"
        return f"On {date_words(day)} the {side} hand was {much} weaker (index {abs(index):g})."
    pairing = data.pairings.get(Region.HAND)
    why = f", because the {pairing.evened_by} hand came down too" if pairing and pairing.evened_by else ""
    return f"On {date_words(day)} both hands were about even{why}."


def _reading(data: Balance) -> str:
    told = "; ".join(_latest(data, region) for region in data.pairings)
    return f"Latest answers: {told}." if told else "Grip strength of both hands; no grades yet."


def _table(data: Balance) -> Table:
    """For each region its weeks, neighbours with the same answers in one row; then the grip readings."""
    header = ("When", "What", "Left", "Right", "Weaker side", "Own comparison")
    rows = [row for region in data.pairings for row in _rows(data, region)]
    days = sorted({day for readings in data.grip.values() for day, _ in readings})
    for day in days:
        left, right = (number(dict(data.grip[measure]).get(day)) for measure in GRIP)
        index = data.grip_index.get(day)
        weaker = (
            ""
            if index is None
            else "even"
            if not index
            else f"{'left' if index > 0 else 'right'}, index {abs(index):g}"
        )
        rows.append((date_words(day), "Grip strength, kg", left, right, weaker, ""))
    return Table(header, tuple(rows))


def _rows(data: Balance, region: Region) -> Iterator[tuple[str, ...]]:
    pairing, name = data.pairings[region], capital(PLURALS[region])
    answers = zip(pairing.left, pairing.right, pairing.difference, pairing.reported, strict=True)
    for (left, right, difference, own), group in groupby(zip(data.weeks, answers, strict=True), key=itemgetter(1)):
        members = [week for week, _ in group]
        weaker = NO_ANSWER if difference is None else _weaker(difference)
        compared = NO_ANSWER if own is None else _own(own)
        yield (weeks_words(members), f"{name}, grade", number(left), number(right), weaker, compared)


def _weaker(difference: float) -> str:
    """R minus L as words: ``left by 2``, ``right by 1``, ``even``."""
    return "even" if difference == 0 else f"{'left' if difference > 0 else 'right'} by {number(abs(difference))}"


def _own(reported: float) -> str:
    """The week's median of the person's own words; a median between two of them as a number with its side."""
    side = "right" if reported > 0 else "left"
    return OWN.get(reported, f"{side} weaker, {number(abs(reported))} of 2")
