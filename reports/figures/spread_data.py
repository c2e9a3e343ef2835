"""What the spread chart is drawn from: weekly grades, what counts as involved, which pairs are two-sided."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clinical.vocabulary import CELL_NAMES, CELLS, Pair
from reports.figures.context import Context
from reports.figures.data import Json, date_of, domain, spans_of, weeks_of
from reports.figures.marks import Span
from reports.figures.words import stage_words


@dataclass(frozen=True)
class Involved:
    """When and by whose word a cell is involved; ``status`` as in the report."""

    status: str
    onset: dt.date | None
    low: dt.date | None
    high: dt.date | None
    on_or_before: bool
    by: str | None
    grade_now: int | None


@dataclass(frozen=True)
class PairSpread:
    """How a limb pair stands; ``days`` from the first side to both, or one-sided so far as answered."""

    state: str | None
    first_side: str | None
    bilateral_on: dt.date | None
    days: int | None
    at_least: bool
    side_unknown_since: dt.date | None


@dataclass(frozen=True)
class Staged:
    """King's stage, in words, as estimated from the check of this day and ``source``."""

    day: dt.date
    source: str
    stage: str


@dataclass(frozen=True)
class Spread:
    """``grades`` of each cell for each of the ``weeks`` (Mondays); time is drawn from ``start`` up to ``end``."""

    weeks: tuple[dt.date, ...]
    grades: Mapping[str, tuple[int | None, ...]]
    involved: Mapping[str, Involved]
    other_cause: frozenset[str]
    first: tuple[str, ...]
    maybe_first: tuple[str, ...]
    pairs: Mapping[Pair, PairSpread]
    spans: tuple[Span, ...]
    stages: tuple[Staged, ...]
    start: dt.date | None
    end: dt.date | None

    @classmethod
    def from_report(cls, report: Json, series: Json, context: Context) -> "Spread":
        """Weeks, grades and what was computed from them; the picture reaches to the last visit if that is later."""
        weeks = weeks_of(series)
        involved = {entry["cell"]: _involved(entry) for entry in report["involvement"]}
        drawn = bool(weeks) or any(entry.onset for entry in involved.values())
        onsets = [entry.onset for entry in involved.values() if entry.onset and not entry.on_or_before]
        days = [*([context.since] if context.since else []), *([] if weeks else onsets)]
        start, end = domain(report, series, days) if drawn else (None, None)
        return cls(
            weeks=weeks,
            grades={cell.name: tuple(series["weakness"][cell.name]) for cell in CELLS},
            involved=involved,
            other_cause=frozenset(mark["cell"] for mark in series["marks"] if mark["kind"] == "other_cause"),
            first=tuple(report["spread"]["first"]),
            maybe_first=tuple(report["spread"]["maybe_first"]),
            pairs={pair: _pair(report["spread"]["pairs"][pair]) for pair in Pair},
            spans=spans_of(series),
            stages=tuple(
                Staged(date_of(check["date"]), check["source"], stage_words(check))
                for check in report["function"]
                if check["kings"] is not None
            ),
            start=start,
            end=end,
        )

    @property
    def answered(self) -> bool:
        """Whether there is anything to draw: an answer about a cell, or a cell that counts as involved."""
        return self.start is not None and (
            any(grade is not None for grades in self.grades.values() for grade in grades)
            or any(entry.onset for entry in self.involved.values())
            or any(pair.side_unknown_since for pair in self.pairs.values())
        )

    @property
    def counted(self) -> dict[str, Involved]:
        """The cells that count as involved; one with another cause does not (CLINICAL 4.4)."""
        return {
            name: entry
            for name, entry in self.involved.items()
            if entry.status == "involved" and name not in self.other_cause
        }

    @property
    def onsets(self) -> dict[str, dt.date]:
        """The onset of each counted cell whose day is known."""
        return {name: entry.onset for name, entry in self.counted.items() if entry.onset}

    @property
    def undated(self) -> tuple[str, ...]:
        """Counted cells without a day: a clinician marked them and gave none."""
        return tuple(name for name, entry in self.counted.items() if not entry.onset)

    def new_since(self, visit: dt.date | None) -> tuple[str, ...]:
        """The cells that have become involved after ``visit``, in order of their onset."""
        new = {name: onset for name, onset in self.onsets.items() if visit and onset > visit}
        return tuple(sorted(new, key=lambda name: (new[name], CELL_NAMES.index(name))))


def _involved(entry: Json) -> Involved:
    return Involved(
        status=entry["status"],
        onset=date_of(entry["onset"]),
        low=date_of(entry["onset_low"]),
        high=date_of(entry["onset_high"]),
        on_or_before=bool(entry["on_or_before"]),
        by=entry["by"],
        grade_now=entry["grade_now"],
    )


def _pair(entry: Json) -> PairSpread:
    return PairSpread(
        state=entry.get("state"),
        first_side=entry.get("first_side"),
        bilateral_on=date_of(entry.get("bilateral_on")),
        days=entry.get("days"),
        at_least=bool(entry.get("at_least")),
        side_unknown_since=date_of(entry.get("side_unknown_since")),
    )
