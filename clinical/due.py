"""What a clinic looks at again and again: when each was last done, and from which day on it is asked for. Source:
CLINICAL 7.1, 8, 8.1, 9, 9.4.

What a job finds in a record (``Known``, made by ``due_record``) holds no day but that of the record, so that it stays
true while time goes by. What the team and the person answered is joined when it is read (``due``). Nothing here says
how somebody is.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from clinical.opm import whole_months
from clinical.trends import DAYS_PER_MONTH

TESTS = ("fvc_percent", "svc_percent", "snip", "mip", "peak_cough_flow")
NO_FVC_LINE = ("european",)  # the set in which FVC alone draws none


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


def since_onset(onset: dt.date | None, today: dt.date) -> int | None:
    """Whole months from the onset, rounded to the nearest; None where it is not known."""
    return None if onset is None or onset > today else whole_months(onset, today)
