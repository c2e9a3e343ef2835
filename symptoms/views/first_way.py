"""The way through the questions of a first day: where each stands, what comes after it, what was kept."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.access import Of, Record
from people.requests import SignedIn
from symptoms.day import drafts, first_day
from symptoms.day.questions import Answer, Answered, Asked
from symptoms.models import CellMark, CheckIn, Draft, FirstDay
from symptoms.read.last_said import last_said, own_entry
from symptoms.read.memories import memories_of, own_memory, unanswered
from symptoms.record.days import local_day
from symptoms.record.roles import source_of
from symptoms.record.standing import Statement
from symptoms.views.common import open_to_write, pressed_before_signing_in
from symptoms.wording import CELL_LABELS
from symptoms.wording.question import Text
from symptoms.wording.remembered import remembered

SKIP = "skip"
CHOOSE = gettext_lazy("Choose one of the answers, or skip the question.")
CHOICES = "symptoms/first_day/choices.html"


@dataclass(frozen=True)
class Way:
    """One person on it. ``day``: that the questions on the parts of the body are asked for."""

    request: SignedIn
    record: Record
    first: FirstDay
    day: dt.date

    @property
    def pressed(self) -> str:
        return str(self.request.POST.get("answer", ""))

    @property
    def root(self) -> str:
        return reverse("first_day", args=[self.record.patient.pk])

    def url(self, question: str, *parts: str) -> str:
        patient = self.record.patient.pk
        if question == first_day.NOW:
            return reverse("first_day_now", args=[patient, self.day, *parts])
        return reverse("first_day_at", args=[patient, question, *parts])

    def after(self, question: str) -> str:
        """The next question that is asked; the last has none after it, and is never passed to this."""
        return self.url(next(each for each in self.first.asked if _place(each) > _place(question)))

    def before(self, question: str) -> str:
        earlier = [each for each in self.first.asked if _place(each) < _place(question)]
        return self.url(earlier[-1]) if earlier else reverse("home")

    def go(self, address: str, kept: str = "") -> HttpResponse:
        return redirect(f"{address}?kept={kept}" if kept else address)

    def context(self, question: str, **more: Any) -> dict[str, Any]:
        asked = self.first.asked
        question = first_day.NOW if question == first_day.SINCE else question
        whole = {"all", "from", "why"}.isdisjoint(self.request.GET)
        context = {
            "record": self.record,
            "number": asked.index(question) + 1 if question in asked else None,
            "count": len(asked),
            "back_url": self.before(question),
            "leave_url": reverse("first_day_leave", args=[self.record.patient.pk]),
            "kept": self.kept,
            "pressed": pressed_before_signing_in(self.request),
            **more,
        }
        return context if whole else context | {"back_url": self.request.path}

    def ask(
        self,
        question: str,
        title: Text,
        answers: Sequence[tuple[str, Text]],
        *,
        hint: Text = "",
        chosen: str = "",
        more: int | None = None,
        more_text: Text = "",
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        """A page of answers of one press each."""
        buttons = tuple(Answer(value, text, value == chosen) for value, text in answers)
        asked = Asked(question, title, hint, buttons, more, more_text=more_text or _("More"))
        context = self.context(question, asked=asked, **context)
        return render(self.request, CHOICES, context, status=status)

    # --- What was said ---

    @cached_property
    def of_another_cause(self) -> frozenset[str]:
        marks = CellMark.objects.standing().filter(patient=self.record.patient, kind=CellMark.Kind.OTHER_CAUSE)
        return frozenset(marks.values_list("cell", flat=True))

    @cached_property
    def draft(self) -> Draft | None:
        return drafts.draft_of(self.record.patient, self.request.user, self.day, Draft.Kind.CHECK_IN)

    @cached_property
    def said(self) -> Statement:
        """Of the day: recorded, or on its way."""
        entry = own_entry(CheckIn, self.record.patient.pk, self.day, self.request.user.pk)
        return drafts.said_with(entry, self.draft)

    def without_month(self) -> tuple[str, ...]:
        """The weak parts of which may be asked when they began."""
        last = last_said(self.record.patient, self.day)
        return unanswered(self.record.patient, last, source_of(self.record))

    @property
    def kept(self) -> Answered | None:
        """What the press before has saved of a part, in words: said back where the eye already is."""
        cell = self.request.GET.get("kept", "")
        if cell not in CELL_LABELS:
            return None
        row = own_memory(memories_of(self.record.patient).get(cell, []), source_of(self.record))
        return Answered(CELL_LABELS[cell], remembered(row.month, row.precision)) if row else None


def opened(request: SignedIn, patient_id: uuid.UUID, day: dt.date | None = None) -> Way:
    """Raises ``PermissionDenied`` for whoever is not the person themselves."""
    record = open_to_write(request, patient_id, Of.OWN, told=_("These questions are for the person themselves."))
    now = timezone.now()
    asked = first_day.open_of(record.patient, request.user)
    return Way(request, record, first_day.begin(record.patient, asked, now=now), day or local_day(record.patient, now))


def _place(question: str) -> int:
    return first_day.QUESTIONS.index(first_day.NOW if question == first_day.SINCE else question)
