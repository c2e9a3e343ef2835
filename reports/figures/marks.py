"""The few marks that a figure is made of. A figure is described with them once and drawn twice (SVG, Plotly).

Days are ``datetime.date``; a span or run reaches from its first day up to, not including, ``end``. A value that was not
recorded has no mark: a gap is a gap.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

# On a numeric axis


class Point(NamedTuple):
    day: dt.date
    value: float


@dataclass(frozen=True)
class Points:
    """Single values. ``shape`` says who gave them (a ``Source``; ``given``: a clinic, as a total alone) or which side
    they are of (``left``, ``right``)."""

    name: str
    shape: str
    points: tuple[Point, ...]


class Vertex(NamedTuple):
    day: dt.date
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """A line in as many pieces as the gaps leave; vertices with ``low`` and ``high`` carry a band."""

    name: str
    segments: tuple[tuple[Vertex, ...], ...]

    @property
    def ranged(self) -> bool:
        return any(vertex.low is not None for piece in self.segments for vertex in piece)


class Bar(NamedTuple):
    start: dt.date
    end: dt.date
    value: float


@dataclass(frozen=True)
class Bars:
    """One bar a week from zero to its value; an answered zero is a bar too."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Threshold:
    value: float
    label: str


@dataclass(frozen=True)
class Axis:
    """``direction`` says in words which way is weaker (or less, where weaker would be a claim); ``unit`` in what the
    values are."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    direction: str
    unit: str = ""


# Over a whole panel


@dataclass(frozen=True)
class Span:
    """A treatment or an event: a labelled tick at its start, a bar to its end (``None``: still going on)."""

    start: dt.date
    end: dt.date | None
    label: str
    kind: str


@dataclass(frozen=True)
class Rule:
    """A labelled line on one day."""

    day: dt.date
    label: str


Numeric = Points | Line | Bars | Threshold


@dataclass(frozen=True)
class Plot:
    """A panel with a numeric axis. ``full``: across all columns; ``flat``: lower than the others."""

    label: str
    axis: Axis
    marks: tuple[Numeric, ...]
    spans: tuple[Span, ...] = ()
    rules: tuple[Rule, ...] = ()
    note: str = ""
    full: bool = False
    flat: bool = False


# Cells in lanes


class Run(NamedTuple):
    """Neighbouring answered weeks with one and the same grade."""

    start: dt.date
    end: dt.date
    grade: int


@dataclass(frozen=True)
class Onset:
    """When a cell became involved: its place in the order (None where it was so at the first entry, of which ``day``
    then is the day), the day and its interval or the time that is remembered, in ``words`` what is known of it."""

    number: int | None
    day: dt.date
    low: dt.date
    high: dt.date
    by_clinician: bool
    new: bool
    words: str
    remembered: bool = False


@dataclass(frozen=True)
class Lane:
    """``band_from``: the day from which the lane is underlaid, for speech, swallowing and breathing."""

    label: str
    runs: tuple[Run, ...]
    onset: Onset | None = None
    band_from: dt.date | None = None


@dataclass(frozen=True)
class Block:
    """Lanes that belong together. With ``mirror`` the lanes above and below the middle line answer each other."""

    label: str
    lanes: tuple[Lane, ...]
    mirror: tuple[Lane, ...] = ()
    crossing: Rule | None = None
    note: str = ""


@dataclass(frozen=True)
class Stages:
    label: str
    checks: tuple[tuple[dt.date, str], ...]


@dataclass(frozen=True)
class Lanes:
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...] = ()
    rules: tuple[Rule, ...] = ()
    stages: Stages | None = None


# Cells on a body


@dataclass(frozen=True)
class Part:
    """One cell on the body map; ``was`` is its earlier grade where that was another one."""

    cell: str
    label: str
    grade: int | None
    was: int | None = None


@dataclass(frozen=True)
class Body:
    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Bodies:
    bodies: tuple[Body, ...]


Panel = Plot | Lanes | Bodies


@dataclass(frozen=True)
class Key:
    """One entry of the key: ``symbol`` is a shape, ``grade-0`` to ``grade-4``, or the name of another mark."""

    symbol: str
    text: str


@dataclass(frozen=True)
class Table:
    """The figure's numbers in words, made from the same marks."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Figure:
    """``title`` states what is shown, ``reading`` says in one sentence what is seen. Time runs from ``start`` up to
    ``end`` in every panel. A figure without data has no panels, and its reading says so. The table is made when it is
    read, by ``tabulate``: most who look at a figure never open it."""

    name: str
    title: str
    reading: str
    panels: tuple[Panel, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    key: tuple[Key, ...] = ()
    caption: str = ""
    tabulate: Callable[[], Table] = field(default=Table, compare=False)
    columns: int = 1

    @cached_property
    def table(self) -> Table:
        return self.tabulate()

    @property
    def time(self) -> tuple[dt.date, dt.date]:
        """The first day and the day after the last. ValueError for a figure without a time axis."""
        if self.start is None or self.end is None:
            raise ValueError(f"{self.name} has no time axis")
        return self.start, self.end

    @property
    def empty(self) -> bool:
        return not self.panels
