"""Is a part of the body involved, since when, and who says so? Source: CLINICAL 4.4 [P].

A self-reported verdict is the person's own log put in order; only a clinician's mark is a finding (CLINICAL 13).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from clinical.counted import Counted, counted
from clinical.history import Daily, Days, Floats, FunctionChecks, History, Mark, Memory, as_date, as_weeks, week_of
from clinical.infections import without_infections
from clinical.item_rule import AS_BEFORE, ITEMS_OF_REGION, Twice, by_rater, pair_items, twice_below
from clinical.onset import LOW, Crossing, crossing, repeats
from clinical.set_aside import SetAside, set_aside
from clinical.vocabulary import CELLS, Cell, Precision, Source
from clinical.when import Dated, When

__all__ = ["Involvement", "Status", "involvement", "pair_items"]

LEAST_FREE = 3  # answered weeks of 4 before a cell that has too few answers for an interval can be new (our rule)
# Share of low answers less one half, as fitted at the end of the record: one third or more. At one half, 2 to 3 % of
# cells were still missed 60 days after they crossed, where one day in seven is answered.
STILL_WEAK = -1 / 6 - 1e-9


class Status(StrEnum):
    INVOLVED = "involved"
    POSSIBLE = "possible"
    NOT_INVOLVED = "not_involved"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Involvement:
    """One cell. Only an involved one has an ``onset``; ``onset_low`` to ``onset_high`` holds it: a 90 % interval where
    it is ``dated`` by answers, the remembered time where it is remembered.

    ``onset_low`` is None where the onset may lie before the record; both are None where there are too few answers,
    where only the function check speaks, and where a clinician gave the day. ``on_or_before``: weak already at the
    first entry, of which ``onset_high`` is the day; then there is no onset. ``from_well``: the answers say that it was
    as before until it began, so that it can be new. ``grade_now`` is the weekly value of the last answered week,
    ``grade_on`` the last answered day. A cell with ``other_cause`` is to be left out of spread. ``set_aside``: a memory
    that the answers contradict, so that it does not date the cell.
    """

    cell: Cell
    status: Status
    onset: dt.date | None = None
    onset_low: dt.date | None = None
    onset_high: dt.date | None = None
    on_or_before: bool = False
    grade_now: int | None = None
    grade_on: dt.date | None = None
    evidence: str = "No answers to go by"
    by: Source = Source.SELF
    other_cause: bool = False
    dated: Dated | None = None
    precision: Precision | None = None  # of a remembered onset
    remembered_by: Source | None = None
    from_well: bool = False
    set_aside: SetAside | None = None

    @property
    def grade_week(self) -> dt.date | None:
        """The Monday of the week whose value ``grade_now`` is."""
        return as_date(week_of(np.array([self.grade_on], "datetime64[D]"))[0]) if self.grade_on else None

    @property
    def can_be_new(self) -> bool:
        """What was weak at the first entry never is."""
        return self.from_well or self.dated in (None, Dated.CLINICIAN)

    @property
    def when(self) -> When | None:
        """None where it isn't involved, and where nobody knows since when."""
        if self.status is not Status.INVOLVED:
            return None
        if self.on_or_before:
            entry = self.onset_high or self.onset
            return When(None, None, entry, Dated.ALREADY) if entry else None
        if not self.onset:
            return None
        dated = self.dated or Dated.ANSWERS  # as in reports of before it was said
        return When(self.onset, self.onset_low, self.onset_high, dated, self.precision, self.remembered_by)


def since_when(involvements: Iterable[Involvement]) -> dict[Cell, When]:
    """Since when each cell that counts is involved, where anything is known of that; not one with another cause."""
    known = ((found.cell, found.when) for found in involvements if not found.other_cause)
    return {cell: when for cell, when in known if when}


def involvement(history: History) -> tuple[Involvement, ...]:
    """The thirteen cells in the order of CELLS. Of several clinician's marks on one cell the last counts."""
    cleared = without_infections(history)
    answers = counted(cleared)
    repeated = repeats(found.felt for found in answers.values() if found.since and found.felt)
    marks = {mark.cell: mark for mark in history.marks if mark.kind != "other_cause"}
    other_cause = {mark.cell for mark in history.marks if mark.kind == "other_cause"}
    memories = {memory.cell: memory for memory in history.memories}
    now = _now(history.weakness)
    found = []
    for cell in CELLS:
        verdict = _reported(cleared.function, cell, answers[cell], repeated)
        verdict, memory = _since_when(verdict, answers[cell]), memories.get(cell)
        said = memory if cell not in other_cause else None
        aside = set_aside(said, verdict.when, answers[cell], cleared.function, cell)
        verdict = replace(verdict, set_aside=aside) if aside else _remembered(verdict, memory)
        if cell in marks:
            verdict = _marked(verdict, marks[cell])
        grade_now, grade_on = now[cell]
        found.append(replace(verdict, grade_now=grade_now, grade_on=grade_on, other_cause=cell in other_cause))
    return tuple(found)


def _reported(checks: FunctionChecks, cell: Cell, answers: Counted, repeated: float) -> Involvement:
    """What the person's answers and the function check say."""
    days, grades = answers.days, answers.grades
    items = ITEMS_OF_REGION.get(cell.region, ())
    asked = [check for item in items for check in by_rater(checks, item) if len(check[0])]
    weekly, twice = _weekly_onset(answers), twice_below(checks, items)
    if weekly is None and twice is None:
        return _not_persistent(cell, days, grades, [said for _, said in asked])

    first_answer = min(as_date(first[0]) for first in (days, *(checked for checked, _ in asked)) if len(first))
    rule = min(day for day in (weekly, twice and twice.since) if day)
    on_or_before = rule <= first_answer and not (rule == weekly and answers.whole and answers.whole.first < 0)
    felt = answers.felt if weekly and not on_or_before else None
    found = crossing(felt, int(days[-1].astype(int)), repeated) if felt else None
    if on_or_before:
        onset, low, high = rule, None, rule
    elif found and not _earlier(twice, found):
        onset, low, high = found
    else:
        onset, low, high = rule, None, None
    by_grades = weekly and not (twice and onset == twice.since)
    evidence = _grade_words(days, grades, onset) if by_grades or not twice else _check_words(twice)
    if on_or_before:
        evidence += ", when it was first asked"
    dated = Dated.ALREADY if on_or_before else Dated.ANSWERS if by_grades else Dated.CHECKS
    return Involvement(cell, Status.INVOLVED, onset, low, high, on_or_before, evidence=evidence, dated=dated)


def _earlier(twice: Twice | None, found: Crossing) -> bool:
    """Whether the function check speaks of a day that the answers about the cell exclude, or can't."""
    return twice is not None and twice.since < (found.low or found.on)


def _weekly_onset(answers: Counted) -> dt.date | None:
    """Since when the weekly value has been low, unless it has recovered since."""
    if answers.since is None or (answers.whole and answers.whole.last < STILL_WEAK):
        return None
    return as_date(answers.since)


def _not_persistent(cell: Cell, days: Days, grades: Floats, checks: list[Floats]) -> Involvement:
    low = days[grades <= LOW]
    if len(low):
        evidence = f"3 or less on {len(low)} of {len(days)} answered days, last on {_date(as_date(low[-1]))}"
        return Involvement(cell, Status.POSSIBLE, evidence=evidence)
    if any((answers < AS_BEFORE).any() for answers in checks):
        return Involvement(cell, Status.POSSIBLE, evidence="Below 4 at a function check, but not at two running")
    if len(days) or checks:
        evidence = f"4 on all {len(days)} answered days" if len(days) else "4 at every function check"
        return Involvement(cell, Status.NOT_INVOLVED, evidence=evidence)
    return Involvement(cell, Status.NO_DATA)


def _since_when(reported: Involvement, answers: Counted) -> Involvement:
    """Whether a cell was low already at the first entry, and whether it can be new.

    One that was low in its first answered week, and never surely as before, was so already (CLINICAL 4.4).
    """
    if not reported.onset:
        return reported
    open_to_before = reported.dated is Dated.ANSWERS and reported.onset_low is None
    if reported.on_or_before or (open_to_before and answers.bad[0]):
        return replace(
            reported,
            onset=None,
            onset_low=None,
            onset_high=reported.onset if reported.on_or_before else as_date(answers.days[0]),
            on_or_before=True,
            dated=Dated.ALREADY,
        )
    before = answers.weeks < as_weeks(np.array([reported.onset], "datetime64[D]"))
    free = np.count_nonzero(~answers.bad[before])
    too_few = reported.onset_high is None and free >= LEAST_FREE
    return replace(reported, from_well=bool(reported.dated is Dated.CHECKS or reported.onset_low or too_few))


def _remembered(reported: Involvement, memory: Memory | None) -> Involvement:
    """A remembered beginning in place of "already at the first entry"."""
    entry = reported.onset_high
    if memory is None or reported.dated is not Dated.ALREADY or entry is None:
        return reported
    if not memory.low or not memory.high or memory.low > entry:
        return reported
    high = min(memory.high, entry)
    return replace(
        reported,
        onset=memory.low + (high - memory.low) // 2,
        onset_low=memory.low,
        onset_high=high,
        on_or_before=False,
        dated=Dated.REMEMBERED,
        precision=memory.precision,
        remembered_by=memory.by,
    )


def _marked(reported: Involvement, mark: Mark) -> Involvement:
    """A clinician's mark, which overrides the answers both ways."""
    since = f" on {_date(mark.on)}" if mark.on else ""
    if mark.kind == "not_involved":
        evidence = f"Marked as not involved by a clinician{since}"
        return Involvement(mark.cell, Status.NOT_INVOLVED, evidence=evidence, by=Source.CLINICIAN)
    if mark.on:
        evidence = f"Marked as involved by a clinician since {_date(mark.on)}"
        by = Source.CLINICIAN
        return Involvement(mark.cell, Status.INVOLVED, mark.on, evidence=evidence, by=by, dated=Dated.CLINICIAN)
    evidence = f"Marked as involved by a clinician; {reported.evidence}"
    return replace(reported, status=Status.INVOLVED, evidence=evidence, by=Source.CLINICIAN)


def _now(weakness: Daily) -> dict[Cell, tuple[int | None, dt.date | None]]:
    """Of each cell the weekly value of the last answered week, and the last answered day."""
    found: dict[Cell, tuple[int | None, dt.date | None]] = {}
    for column, cell in enumerate(CELLS):
        days = np.flatnonzero(~np.isnan(weakness.values[:, column]))
        if not len(days):
            found[cell] = None, None
            continue
        last = weakness.days[days[-1]]
        week = days[-7:][weakness.days[days[-7:]] >= week_of(last[None])[0]]
        found[cell] = int(np.sort(weakness.values[week, column])[(len(week) - 1) // 2]), as_date(last)
    return found


def _grade_words(days: Days, grades: Floats, onset: dt.date) -> str:
    since = grades[days >= np.datetime64(onset)]
    return f"3 or less on {np.count_nonzero(since <= LOW)} of {len(since)} answered days from {_date(onset)}"


def _check_words(twice: Twice) -> str:
    item = twice.item.replace("_", " ").capitalize()
    return f"{item} below 4 at the function checks of {_date(twice.since)} and {_date(twice.again)}"


def _date(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
