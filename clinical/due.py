"""What a clinic looks at again and again: when each was last done, and from which day on it is asked for. Source:
CLINICAL 7.1, 8, 8.1, 9, 9.4.

What a job finds in a record (``Known``) holds no day but that of the record, so that it stays true while time goes by.
What the team and the person answered is joined when it is read (``due``). Nothing here says how somebody is.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, History, Span, as_date
from clinical.opm import whole_months
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import FUNCTION_ITEMS
from clinical.weights import Weight

TESTS = ("fvc_percent", "svc_percent", "snip", "mip", "peak_cough_flow")
FVC_LINE = 50  # % predicted, below which the sets of NICE and the AAN speak of help with breathing (CLINICAL 7.1)
NO_FVC_LINE = ("european",)  # the set in which FVC alone draws none
FVC_AHEAD = 15  # % predicted above that line from which there is talk about a tube [P]
WEIGHT_AHEAD, WEIGHT_LOST = 5, 10  # % below the usual weight: [P], and where it should be discussed [A]
SPEECH = 2  # of 4, as R19 has it [P]


class Task(StrEnum):
    """In the order in which a team acts on them (CLINICAL 9.1: breathing and nutrition first)."""

    BREATHING_TEST = "breathing_test"
    WEIGHT = "weight"
    SWALLOWING = "swallowing"
    COMMUNICATION = "communication"
    VOICE = "voice"
    MIND = "mind"
    CAREGIVER = "caregiver"
    EXERCISE = "exercise"
    PLANNING = "planning"


class Why(StrEnum):
    """What asks for a task on a day of the record."""

    FVC_NEAR = "fvc_near"
    FVC_LINE = "fvc_line"
    WEIGHT_NEAR = "weight_near"
    WEIGHT_LINE = "weight_line"
    SPEECH = "speech"
    REVIEW = "review"
    WISH = "wish"


class Action(StrEnum):
    """What the team answers: it was done, the person does not want it, or it is not for now."""

    DONE = "done"
    DECLINED = "declined"
    NOT_NOW = "not_now"


class State(StrEnum):
    """How a task stands on a day. ``LATER``: a day is known from which it is asked for; ``NOTHING``: nothing asks for
    it, which says nothing of how somebody is."""

    DUE = "due"
    LATER = "later"
    NOT_NOW = "not_now"
    DECLINED = "declined"
    NOTHING = "nothing"


BANKED = "voice_banking"  # of ``clinical.courses``


@dataclass(frozen=True)
class Rule:
    """``every``: months after which it is looked at again. ``at_first``: it is asked for from the first day of a
    record. ``mark``: of the interval or, without one, of what asks for it (CLINICAL 9.4)."""

    every: int | None
    at_first: bool
    mark: str
    guideline: bool = False


RULES: Mapping[Task, Rule] = {
    Task.BREATHING_TEST: Rule(3, True, "T", guideline=True),
    Task.WEIGHT: Rule(3, True, "P"),
    Task.SWALLOWING: Rule(None, False, "A"),
    Task.COMMUNICATION: Rule(None, False, "P"),
    Task.VOICE: Rule(None, True, "P"),
    Task.MIND: Rule(6, True, "P"),
    Task.CAREGIVER: Rule(3, True, "A"),
    Task.EXERCISE: Rule(None, False, "P"),
    Task.PLANNING: Rule(6, True, "P"),
}


class Asked(NamedTuple):
    """``day``: the first day on which the record says what asks for a task."""

    task: Task
    why: Why
    day: dt.date


@dataclass(frozen=True)
class Known:
    """What a record says. ``began``: its first day, None of one that was closed: nothing is asked any more. ``done``:
    by task the last day. ``settled``: what a tube, or speech that is gone, leaves no question of. ``strain``: the last
    day on which somebody who helps said how hard it is, which is theirs to share."""

    began: dt.date | None = None
    done: dict[Task, dt.date] = field(default_factory=dict)
    asked: tuple[Asked, ...] = ()
    settled: tuple[Task, ...] = ()
    strain: dt.date | None = None

    def with_strain(self) -> "Known":
        """For whom it was shared with."""
        return self.also(Task.CAREGIVER, self.strain)

    def also(self, task: Task, done: dt.date | None) -> "Known":
        """With another day on which something was done."""
        if done is None or done <= self.done.get(task, dt.date.min):
            return self
        return replace(self, done={**self.done, task: done})

    def asking(self, *more: Asked) -> "Known":
        return replace(self, asked=(*self.asked, *more)) if more else self


@dataclass(frozen=True)
class Answer:
    """What the team said on ``said``. ``on``: the day on which it was done; ``until``: the day on which it is asked for
    again, of a declined one only where one was named."""

    task: Task
    action: Action
    said: dt.date
    on: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Due:
    """``since``: the day from which it is asked for, also one that is still to come. ``last``: the day on which it was
    last done; ``whys``: what asks for it since then. ``answer``: the one by which it is not asked for."""

    task: Task
    state: State
    since: dt.date | None = None
    last: dt.date | None = None
    whys: tuple[Asked, ...] = ()
    answer: Answer | None = None


def known(history: History, weight: Weight | None) -> Known:
    """``weight``: on the scale that is spoken of (``weights``)."""
    return Known(
        _began(history), _done(history), tuple(_asked(history, weight)), tuple(_settled(history)), _strain(history)
    )


def due(
    record: Known,
    answers: Iterable[Answer],
    today: dt.date,
    *,
    guideline: str = "nice",
    review: dt.date | None = None,
) -> tuple[Due, ...]:
    """Every task, those that are due first. ``answers``: in the order in which they were given, without those that were
    taken back. ``guideline``: the clinic's set of lines; ``review``: the day on which an exercise programme names its
    review."""
    if review:
        record = record.asking(Asked(Task.EXERCISE, Why.REVIEW, review))
    said = list(answers)
    found = [_due(task, record, [each for each in said if each.task is task], today, guideline) for task in Task]
    return tuple(sorted(found, key=lambda each: each.state is not State.DUE))


def asked_from(found: Iterable[Due]) -> dict[Task, dt.date]:
    """Of each task that is or will be due the day from which it is: what of a list may be kept."""
    return {each.task: each.since for each in found if each.since}


def _due(task: Task, record: Known, answers: list[Answer], today: dt.date, guideline: str) -> Due:
    said = [answer.on for answer in answers if answer.action is Action.DONE and answer.on]
    last = max((day for day in (record.done.get(task), *said) if day), default=None)
    if record.began is None or task in record.settled:
        return Due(task, State.NOTHING, last=last)
    held = _held(answers, last)
    if held and held.until is None:
        return Due(task, State.DECLINED, last=last, answer=held)
    whys = tuple(
        asked
        for asked in record.asked
        if asked.task is task and (last is None or asked.day > last) and _counts(asked.why, guideline)
    )
    since = _since(task, record.began, last, whys)
    if since is None:
        return Due(task, State.NOTHING, last=last)
    if held and held.until and held.until > since:
        since = held.until
    if since <= today:
        return Due(task, State.DUE, since, last, whys)
    if held and held.until and held.until > today:
        state = State.DECLINED if held.action is Action.DECLINED else State.NOT_NOW
        return Due(task, state, since, last, whys, held)
    return Due(task, State.LATER, since, last, whys)


def _held(answers: list[Answer], last: dt.date | None) -> Answer | None:
    """The last answer by which a task is not asked for; none once it was done on a later day, or was said to be."""
    if not answers or answers[-1].action is Action.DONE:
        return None
    return None if last and last > answers[-1].said else answers[-1]


def _since(task: Task, began: dt.date, last: dt.date | None, whys: tuple[Asked, ...]) -> dt.date | None:
    rule, days = RULES[task], [asked.day for asked in whys]
    if last is None and rule.at_first:
        days.append(began)
    if last and rule.every:
        days.append(last + dt.timedelta(int(rule.every * DAYS_PER_MONTH) + 1))
    return min(days, default=None)


def _counts(why: Why, guideline: str) -> bool:
    return guideline not in NO_FVC_LINE or why not in (Why.FVC_NEAR, Why.FVC_LINE)


def _began(history: History) -> dt.date:
    """The first day with any entry; without one the day of the report."""
    sections = (history.weakness, history.fasciculation, history.fatigue, history.asymmetry, history.signs)
    days = [section.days[:1] for section in sections] + [each.days[:1] for each in history.measurements.values()]
    first = np.concatenate([*days, history.function.days[:1], history.totals_given.days[:1]])
    return min([history.at, *map(as_date, first)])


def _done(history: History) -> dict[Task, dt.date]:
    tubes = [span.start for span in history.treatments if span.kind == "gastrostomy"]
    found = {
        Task.BREATHING_TEST: max((day for name in TESTS if (day := _last(*_measured(history, name)))), default=None),
        Task.WEIGHT: _last(*_measured(history, "weight")),
        Task.SWALLOWING: max(tubes, default=None),
        Task.COMMUNICATION: max((span.start for span in _devices(history)), default=None),
        Task.VOICE: max((span.start for span in history.treatments if span.detail == BANKED), default=None),
    }
    return {task: day for task, day in found.items() if day}


def _devices(history: History) -> list[Span]:
    """To speak with; a voice that is saved is none yet."""
    return [span for span in history.treatments if span.kind == "aac" and span.detail != BANKED]


def _settled(history: History) -> Iterator[Task]:
    """A tube, a device that is still used, and speech that is gone."""
    if any(span.kind == "gastrostomy" for span in history.treatments):
        yield Task.SWALLOWING
    if any(span.end is None for span in _devices(history)):
        yield Task.COMMUNICATION
    if _spoken(history, 0):
        yield Task.VOICE


def _asked(history: History, weight: Weight | None) -> Iterator[Asked]:
    """What asks holds still: the last value is over the line too. Its day is the first that ever was."""
    days, fvc = _measured(history, "fvc_percent")
    weighed = weight.days if weight else ()
    lost = np.array([each.lost for each in weighed])
    on = np.array([each.date for each in weighed], "datetime64[D]")
    for why, when, over in (
        (Why.FVC_NEAR, days, fvc <= FVC_LINE + FVC_AHEAD),
        (Why.FVC_LINE, days, fvc < FVC_LINE),
        (Why.WEIGHT_NEAR, on, lost >= WEIGHT_AHEAD),
        (Why.WEIGHT_LINE, on, lost >= WEIGHT_LOST),
    ):
        if day := _first(when, over):
            yield Asked(Task.SWALLOWING, why, day)
    if day := _spoken(history, SPEECH):
        yield Asked(Task.COMMUNICATION, Why.SPEECH, day)


def _strain(history: History) -> dt.date | None:
    return _last(*history.signs.column("caregiver_strain"))


def _spoken(history: History, limit: int) -> dt.date | None:
    """Since when speech is graded at a limit or below, in the daily grades or in the function check."""
    checked = history.function.items[:, FUNCTION_ITEMS.index("speech")]
    answered = ~np.isnan(checked)
    pairs = (history.weakness.column("speech"), (history.function.days[answered], checked[answered]))
    return min((day for days, grades in pairs if (day := _first(days, grades <= limit))), default=None)


def _measured(history: History, name: str) -> tuple[Days, Floats]:
    readings = history.measurements.get(name)
    if readings is None:
        return np.empty(0, "datetime64[D]"), np.empty(0)
    there = ~np.isnan(readings.values)
    return readings.days[there], readings.values[there]


def _last(days: Days, _values: Floats) -> dt.date | None:
    return as_date(days[-1]) if len(days) else None


def _first(days: Days, so: NDArray[np.bool_]) -> dt.date | None:
    """The first day on which something was so; None where it is not so on the last one."""
    return as_date(days[so.argmax()]) if len(so) and so[-1] else None


def since_onset(onset: dt.date | None, today: dt.date) -> int | None:
    """Whole months from the onset, rounded to the nearest; None where it is not known."""
    return None if onset is None or onset > today else whole_months(onset, today)
