"""What one author is saying about one day, while they walk through its questions."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import Source
from people.access import Record
from people.requests import SignedIn
from symptoms.day import drafts, walk
from symptoms.day.marks import Mark, marks_of
from symptoms.day.questions import Answered, in_words
from symptoms.models import CheckIn, Draft, Plan
from symptoms.read.last_said import LastSaid, last_said
from symptoms.read.plans import plan_of
from symptoms.record.days import local_day
from symptoms.record.roles import source_of, voice_of
from symptoms.record.standing import Statement
from symptoms.record.validation import check_day
from symptoms.views.common import open_to_look_and_write, open_to_write, said_before
from symptoms.wording import CELL_LABELS, NOT_KNOWN, Voice
from symptoms.wording.check_in import WEEKLY_QUESTIONS
from symptoms.wording.day import wording_now

KIND = Draft.Kind.CHECK_IN


@dataclass(frozen=True)
class Day:
    """What one author is saying about one day, while they say it."""

    request: SignedIn
    record: Record
    day: dt.date
    draft: Draft | None

    @cached_property
    def last(self) -> LastSaid:
        return last_said(self.record.patient, self.day)

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.record.patient, self.day)

    @cached_property
    def entry(self) -> CheckIn | None:
        return said_before(CheckIn, self.record, self.day, self.request)

    @cached_property
    def said(self) -> Statement:
        """What they said about this day, recorded or on its way."""
        return drafts.said_with(self.entry, self.draft)

    @property
    def today(self) -> Mapping[str, float | None]:
        return self.said.values

    @property
    def first_page(self) -> str:
        """Where one chose the day."""
        return f"{reverse('check_in', args=[self.record.patient.pk])}?day={self.day}"

    def marks(self, *topics: str) -> tuple[Mark, ...]:
        """What stands at a topic in the body: answered for this day; weak by the last answers, if they are shown."""
        last = {} if self.request.user.calm else self.last.values
        return marks_of(topics, self.said, last)

    def order(self, way: str) -> list[str]:
        begun = any(name in walk.ASKED_WEEKLY for name in self.today)
        own_due = self.source == Source.CAREGIVER and walk.is_due(self.last.caregiver_asked, self.day)
        due = "week" not in self.plan.left_out and (begun or own_due or walk.is_due(self.last.asked, self.day))
        left_out = tuple(self.plan.left_out)
        compare = walk.compared(self.last.days, self.today, self.day, left_out)
        known = {**self.last.values, **self.today}
        return walk.steps(way, known, left_out=left_out, due=due, compare=compare, week=self.week)

    @property
    def source(self) -> str:
        return source_of(self.record)

    @property
    def voice(self) -> Voice:
        return voice_of(self.record)

    @cached_property
    def week(self) -> tuple[str, ...]:
        """The weekly questions that are asked of this reader."""
        return walk.week_steps(self.source, self.last.asked, self.last.caregiver_asked, self.day)

    @property
    def of_the_week(self) -> list[str]:
        """Of these the ones that "none of these" answers."""
        return [name for name in self.week if name in WEEKLY_QUESTIONS]

    def after_week(self, way: str) -> str:
        """Where to go once the questions of the week were answered or skipped together."""
        return self.after(way, self.of_the_week[-1])

    def url(self, way: str = "", step: str | None = "") -> str:
        names = [name for name in (way, step) if name]
        name = ("hub", "walk", "question")[len(names)]
        return reverse(name, args=[self.record.patient.pk, self.day, *names])

    def after(self, way: str, step: str) -> str:
        """Where to go from a step: the next of the way; then to the choice that the way began at."""
        following = walk.following(step, self.order(way))
        if following:
            return self.url(way, following)
        return self.origin(way)

    def origin(self, way: str) -> str:
        """Where one chose this way."""
        if way in walk.TWITCHES:
            amid, _area = walk.TWITCHES[way]
            return self.url("all" if amid == "all" else "twitches", "twitches")
        return self.url()

    def before(self, way: str, step: str) -> str:
        preceding = walk.preceding(step, self.order(way))
        return self.url(way, preceding) if preceding else self.origin(way)

    def place(self, way: str, step: str) -> tuple[int, int] | None:
        """The number of a question and of how many, on the way through all of them."""
        order = self.order(way)
        return (order.index(step) + 1, len(order)) if way == "all" and step in order else None

    def keep(self, **said: Any) -> "Day":
        draft = drafts.keep(
            self.record, self.day, KIND, by=self.request.user, now=timezone.now(), wording=wording_now(), **said
        )
        return Day(self.request, self.record, self.day, draft)

    def context(self, **more: Any) -> dict[str, Any]:
        return {
            "record": self.record,
            "day": self.day,
            "is_today": self.day == local_day(self.record.patient, timezone.now()),
            "kept": self.kept,
            "waits": bool(self.draft and self.draft.waits),
            "done_url": reverse("done", args=[self.record.patient.pk, self.day]),
            **more,
        }

    @cached_property
    def kept(self) -> Answered | None:
        """The answer of the press before, in words: said back where the eye already is."""
        step = self.draft.step.partition("/")[2] if self.draft and self.draft.waits else ""
        cell = step.removeprefix("weakness.")
        if not self.draft or step not in walk.QUESTIONS:
            return None
        if cell in self.draft.not_known:
            return Answered(CELL_LABELS[cell], NOT_KNOWN[self.draft.not_known[cell]])
        if step not in self.draft.answers:
            return None
        return in_words(step, self.draft.answers[step], calm=self.request.user.calm, voice=self.voice)


def open_day(request: SignedIn, patient_id: uuid.UUID, day: dt.date, *, looks: bool = False) -> Day | HttpResponse:
    """The day, or the way to where one can choose another."""
    record = (open_to_look_and_write if looks else open_to_write)(request, patient_id)
    try:
        check_day(record.patient, day, timezone.now())
    except ValidationError:
        return redirect(f"{reverse('check_in', args=[record.patient.pk])}?day={day}")
    return Day(request, record, day, drafts.draft_of(record.patient, request.user, day, KIND))
