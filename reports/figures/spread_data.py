"""What the spread chart is drawn from: weekly grades, what counts as involved, which pairs are two-sided."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from clinical.involvement import Involvement, Status
from clinical.report import Report, Series
from clinical.spread import PairSpread
from clinical.vocabulary import CELL_NAMES, Pair, Source
from clinical.when import Dated, When
from reports.figures.context import Context
from reports.figures.data import domain, spans_of
from reports.figures.marks import Span
from reports.figures.words import stage_words

LEAST_BEFORE = dt.timedelta(days=183)  # a young record leaves that much room for what is remembered of before it


@dataclass(frozen=True)
class Staged:
    """King's stage, in words, as estimated from the check of this day and ``source``."""

    day: dt.date
    source: Source
    stage: str


@dataclass(frozen=True)
class Spread:
    """``grades`` of each cell for each of the ``weeks`` (Mondays); time is drawn from ``start`` up to ``end``."""

    weeks: tuple[dt.date, ...]
    grades: Mapping[str, tuple[int | None, ...]]
    involved: Mapping[str, Involvement]
    first: tuple[str, ...]
    maybe_first: tuple[str, ...]
    pairs: Mapping[Pair, PairSpread]
    spans: tuple[Span, ...]
    stages: tuple[Staged, ...]
    start: dt.date | None
    end: dt.date | None

    @classmethod
    def of(cls, report: Report, series: Series, context: Context) -> "Spread":
        """Weeks, grades and what was computed from them; the picture reaches to the last visit if that is later."""
        weeks = series.mondays
        drawn = bool(weeks) or any(entry.when for entry in report.involvement)
        onsets = [entry.onset for entry in report.involvement if entry.onset]
        days = [*([context.since] if context.since else []), *([] if weeks else onsets)]
        start, end = domain(report, series, days) if drawn else (None, None)
        if start and end and weeks:
            start = max(min([start, *_remembered(report)]), start - max(end - start, LEAST_BEFORE))
        return cls(
            weeks=weeks,
            grades=series.weakness,
            involved=report.involved,
            first=tuple(cell.name for cell in report.spread.first),
            maybe_first=tuple(cell.name for cell in report.spread.maybe_first),
            pairs=report.spread.pairs,
            spans=spans_of(series),
            stages=tuple(
                Staged(check.date, check.source, stage_words(check))
                for check in report.function
                if check.kings is not None
            ),
            start=start,
            end=end,
        )

    @property
    def answered(self) -> bool:
        """Whether there is anything to draw: an answer about a cell, or a cell that counts as involved."""
        return self.start is not None and (
            any(grade is not None for grades in self.grades.values() for grade in grades)
            or any(entry.when for entry in self.involved.values())
            or any(pair.side_unknown_since for pair in self.pairs.values())
        )

    @property
    def counted(self) -> dict[str, Involvement]:
        """The cells that count as involved; one with another cause does not (CLINICAL 4.4)."""
        involved = {name: entry for name, entry in self.involved.items() if entry.status is Status.INVOLVED}
        return {name: entry for name, entry in involved.items() if not entry.other_cause}

    @property
    def onsets(self) -> dict[str, dt.date]:
        """The onset of each counted cell whose day is known."""
        return {name: entry.onset for name, entry in self.counted.items() if entry.onset}

    @property
    def dates(self) -> dict[str, When]:
        """Since when each counted cell is involved, where anything is known of that."""
        return {name: when for name, entry in self.counted.items() if (when := entry.when)}

    @property
    def undated(self) -> tuple[str, ...]:
        """Counted cells without a date: a clinician marked them and gave none."""
        return tuple(name for name, entry in self.counted.items() if not entry.when)

    def new_since(self, visit: dt.date | None) -> tuple[str, ...]:
        """The cells that have become involved after ``visit``, in order of their onset."""
        known = {name: onset for name, onset in self.onsets.items() if self.involved[name].can_be_new}
        new = {name: onset for name, onset in known.items() if visit and onset > visit}
        return tuple(sorted(new, key=lambda name: (new[name], CELL_NAMES.index(name))))

    def answered_since(self, day: dt.date) -> bool:
        """Whether any week that begins after ``day`` has an answer about a cell."""
        weeks = [n for n, week in enumerate(self.weeks) if week > day]
        return any(grades[n] is not None for grades in self.grades.values() for n in weeks)


def _remembered(report: Report) -> list[dt.date]:
    """From when on the picture would show all that is remembered; what is longer ago than the record is long stands at
    its edge, so that the answers keep half of the room."""
    return [entry.onset_low for entry in report.involvement if entry.onset_low and entry.dated is Dated.REMEMBERED]
