"""The arrays that everything in this room reads: one person's whole record up to a day, with gaps left as gaps.

Days are ``datetime64[D]`` local dates of the patient; a value that was not recorded is ``nan``. For a day on which
several people answered, each value is the one that counts (DESIGN 2: the patient's own first, then a caregiver's).
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clinical.vocabulary import FUNCTION_ITEMS, Cell, Precision, Side, Source, labels_of

Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]
_RANK = {str(source): rank for rank, source in enumerate(Source)}


@dataclass(frozen=True)
class Daily:
    """One section: ``days`` (n,) ascending and unique, ``values`` (n, k), ``columns`` (k,) as ``labels_of``."""

    days: Days
    values: Floats
    columns: tuple[str, ...]

    @classmethod
    def empty(cls, section: str) -> "Daily":
        columns = labels_of(section)
        return cls(np.empty(0, "datetime64[D]"), np.empty((0, len(columns))), columns)

    def column(self, name: str) -> tuple[Days, Floats]:
        """The answered days and values of one column."""
        values = self.values[:, self.columns.index(name)]
        known = ~np.isnan(values)
        return self.days[known], values[known]


@dataclass(frozen=True)
class Told:
    """How each grade of a section (n, k) came to be there: ``same``, as "no change"; ``caregiver``, from a caregiver,
    for the person gave none that day. ``beside``: what caregivers said, also where the person's own answer counts,
    without "no change"."""

    same: NDArray[np.bool_]
    caregiver: NDArray[np.bool_]
    beside: Daily


@dataclass(frozen=True)
class FunctionChecks:
    """Function checks in order of day: ``items`` (m, 12) in the order of FUNCTION_ITEMS, ``gastrostomy`` (m,) 0, 1 or
    nan, ``sources`` (m,) who answered, ``modes`` (m,) how: in the app, by phone, in the clinic; empty where that is not
    known. On one day there is one of each source."""

    days: Days
    items: Floats
    gastrostomy: Floats
    sources: tuple[str, ...]
    modes: tuple[str, ...] = ()

    @cached_property
    def by_clinic(self) -> NDArray[np.bool_]:
        """Which of them the clinic made (m,)."""
        return np.array([source == Source.CLINICIAN for source in self.sources], bool)

    @cached_property
    def _by_rank(self) -> NDArray[np.int64]:
        """The places of all checks in order of day, on one day the person's own before a caregiver's."""
        ranks = np.array([_RANK[source] for source in self.sources], np.int64)
        return np.lexsort((ranks, self.days))

    def one_a_day(self, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The places of ``rows`` (m,) in order of day, one a day: the person's own check before a caregiver's."""
        places = self._by_rank[rows[self._by_rank]]
        first: NDArray[np.int64] = places[starts_of(self.days[places])]
        return first

    @classmethod
    def empty(cls) -> "FunctionChecks":
        return cls(np.empty(0, "datetime64[D]"), np.empty((0, len(FUNCTION_ITEMS))), np.empty(0), ())


@dataclass(frozen=True)
class Readings:
    """One measured quantity: ``days`` (m,) ascending, ``values`` (m,), ``sources`` (m,)."""

    days: Days
    values: Floats
    sources: tuple[str, ...]

    @classmethod
    def empty(cls) -> "Readings":
        return cls(np.empty(0, "datetime64[D]"), np.empty(0), ())


@dataclass(frozen=True)
class Span:
    """A treatment or an event with its first and last day (``end`` None: still going on, or one day).

    ``serious``: a fall with injury, choking that needed help. Of a treatment ``detail``: what exactly, ``side``: on
    which it is worn, ``dose``, and why it was stopped.
    """

    kind: str
    label: str
    start: dt.date
    end: dt.date | None = None
    serious: bool = False
    detail: str = ""
    side: str = ""
    dose: str = ""
    stop_reason: str = ""


@dataclass(frozen=True)
class Mark:
    """What a person marked on one cell: ``involved`` or ``not_involved`` by a clinician (``on``: since when),
    or ``other_cause`` (an old injury; such a cell is left out of spread and asymmetry)."""

    cell: Cell
    kind: str
    on: dt.date | None = None


@dataclass(frozen=True)
class Memory:
    """When a cell that is weak already began, as somebody remembers it: on any day from ``low`` to ``high``; both None
    where they are not sure. ``first``: it is said to be where everything began, ``cell`` None where only the time is
    known."""

    cell: Cell | None
    low: dt.date | None
    high: dt.date | None
    precision: Precision = Precision.MONTH
    by: Source = Source.SELF
    first: bool = False


@dataclass(frozen=True)
class History:
    """Everything recorded for one person for days up to ``at``."""

    at: dt.date
    weakness: Daily = field(default_factory=lambda: Daily.empty("weakness"))
    told: Told | None = None  # of the weakness; None: all by the person, and none as "no change"
    fasciculation: Daily = field(default_factory=lambda: Daily.empty("fasciculation"))
    fatigue: Daily = field(default_factory=lambda: Daily.empty("fatigue"))
    asymmetry: Daily = field(default_factory=lambda: Daily.empty("asymmetry"))
    signs: Daily = field(default_factory=lambda: Daily.empty("signs"))
    function: FunctionChecks = field(default_factory=FunctionChecks.empty)
    totals_given: Readings = field(default_factory=Readings.empty)  # as a clinic gave them, with and without items
    measurements: dict[str, Readings] = field(default_factory=dict)  # by measure name
    phone: dict[str, Readings] = field(default_factory=dict)  # of ``vocabulary.PHONE``: to be shown, never judged
    treatments: tuple[Span, ...] = ()
    events: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    memories: tuple[Memory, ...] = ()  # at most one a cell, the person's own before a caregiver's
    usual_weight: float | None = None  # kg, before the illness
    height: float | None = None  # cm
    writing_hand: Side | None = None

    @property
    def began(self) -> Cell | None:
        """Where everything began, as it is remembered."""
        return next((memory.cell for memory in self.memories if memory.first), None)


def as_date(day: Any) -> dt.date:
    """A numpy day as a ``date``."""
    found: dt.date = np.datetime64(day, "D").item()
    return found


def week_of(days: Days) -> Days:
    """The Monday of each day's week (1970-01-01 was a Thursday)."""
    number = days.astype("datetime64[D]").astype(np.int64)
    return (number - (number + 3) % 7).astype("datetime64[D]")


def as_weeks(days: Days) -> NDArray[np.int64]:
    """The number of each day's Monday-Sunday week, since 1970."""
    return (days.astype(np.int64) + 3) // 7


def starts_of(ascending: NDArray[Any]) -> NDArray[np.int64]:
    """The places (m,) in an ascending array (n,) at which another value begins."""
    new = np.ones(len(ascending), bool)
    new[1:] = ascending[1:] != ascending[:-1]
    return new.nonzero()[0]
