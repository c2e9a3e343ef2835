"""The pages of medicines: a day's list, each medicine of it, and a month as a table."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care.models import TreatmentDay
from care.treatments.medicine_month import MARKS, month_of
from care.treatments.medicine_said import ASKS_OF_A_DAY, ASKS_OF_ONE, ASKS_TODAY, ASKS_WHY, LEAVE_OPEN, TAKEN, told
from care.treatments.medicines import Medicine, Medicines, medicines_of, said_on
from care.treatments.taking import all_taken, last_press, undo, unsay
from care.treatments.write import say_of_day
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from symptoms.day.questions import Answer, Answered, Asked
from symptoms.record.days import local_day, spoken
from symptoms.record.roles import source_of, voice_of
from symptoms.record.validation import EARLIEST
from symptoms.views.common import open_to_look_and_write, pressed_before_signing_in, sentence
from symptoms.views.months import DAY, month_asked
from symptoms.wording.courses import NOT_TAKEN

NOT_THEIRS = gettext_lazy("These questions are for the person and who helps them.")

A_PAGE = 4  # medicines: with all else no more than twelve targets (ACCESS 4)
A_WEEK = 7
ALL, SKIP, TAKE_BACK = "all", "skip", "take_back"


@require_safe
def medicines(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Today's list for who says something of it; for others, and with ``?month=2026-03``, the month."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    today = local_day(record.patient, timezone.now())
    if record.may_write and not record.for_clinician and "month" not in request.GET:
        return _show(Page(request, record, today, today))
    month = month_of(record.patient, month_asked(request, record), today)
    context = {"record": record, "month": month, "marks": MARKS.values(), "weekdays": month.weekdays}
    return render(request, "care/treatments/medicines_month.html", context)


@require_safe
def medicine_days(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The days of the last week, each leading to its list; and the month."""
    record = open_to_look_and_write(request, patient_id, Of.ASKED, told=NOT_THEIRS)
    today = local_day(record.patient, timezone.now())
    days = [today - number * DAY for number in range(A_WEEK)]
    return render(request, "care/treatments/medicines_days.html", {"record": record, "days": days, "month": today})


@dataclass(frozen=True)
class Page:
    request: SignedIn
    record: Record
    day: dt.date
    today: dt.date

    @cached_property
    def found(self) -> Medicines:
        return medicines_of(self.record.patient)

    @cached_property
    def going_on(self) -> list[Medicine]:
        return self.found.on(self.day)

    @cached_property
    def said(self) -> dict[uuid.UUID, list[TreatmentDay]]:
        return said_on(self.record.patient, self.found, self.day)

    def own(self, medicine: Medicine) -> TreatmentDay | None:
        rows = self.said.get(medicine.key, ())
        return next((row for row in rows if row.author_id == self.request.user.pk), None)

    def others(self, medicine: Medicine) -> list[TreatmentDay]:
        return [row for row in self.said.get(medicine.key, ()) if row.author_id != self.request.user.pk]

    @property
    def url(self) -> str:
        return reverse("medicines_of_day", args=[self.record.patient.pk, self.day])

    def url_of(self, medicine: Medicine) -> str:
        return reverse("medicine", args=[self.record.patient.pk, self.day, medicine.row.pk])

    def list_with(self, medicine: Medicine, kept: bool = False) -> str:
        """That page of the list on which a medicine stands."""
        start = self.going_on.index(medicine) // A_PAGE * A_PAGE
        said = [f"from={start}"] * bool(start) + [f"kept={medicine.row.pk}"] * kept
        return f"{self.url}?{'&'.join(said)}" if said else self.url

    @property
    def how(self) -> dict[str, Any]:
        """By whom, as whose word and when something is written."""
        return {"by": self.request.user, "source": source_of(self.record), "now": timezone.now()}

    @property
    def common(self) -> dict[str, object]:
        """What both kinds of page show."""
        return {
            "record": self.record,
            "day": self.day,
            "is_today": self.day == self.today,
            "kept": self._kept(),
            "pressed": pressed_before_signing_in(self.request),
        }

    def _kept(self) -> Answered | str | None:
        """What the press before has saved, in words."""
        said = self.request.GET.get("kept", "")
        if said == ALL:
            return _("All taken")
        medicine = next((each for each in self.going_on if str(each.row.pk) == said), None)
        row = self.own(medicine) if medicine else None
        return Answered(medicine.name, told(row)) if medicine and row else None


# --- A day ---


@require_http_methods(["GET", "HEAD", "POST"])
def medicines_of_day(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    page = _opened(request, patient_id, day)
    if request.method != "POST":
        return _show(page)
    patient, how = page.record.patient, page.how
    if request.POST.get("answer") == ALL:
        return _kept(page, f"{page.url}?kept={ALL}", lambda: all_taken(patient, day, **how))
    press = _id(request.POST.get("undo", ""))
    return _kept(page, page.url, lambda: undo(patient, day, press, **how))


def _show(page: Page) -> HttpResponse:
    request, record = page.request, page.record
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 4 else 0
    start = start if start < len(page.going_on) else 0
    shown = page.going_on[start : start + A_PAGE]
    more = start + A_PAGE if start + A_PAGE < len(page.going_on) else None
    voice = voice_of(record)
    last = last_press(record.patient, page.day, request.user)
    context = page.common | {
        "title": voice.says(ASKS_TODAY) if page.day == page.today else voice.says(ASKS_OF_A_DAY, day=spoken(page.day)),
        "hint": voice.says(LEAVE_OPEN),
        "lines": [(page.url_of(each), each, page.own(each), page.others(each)) for each in shown],
        "count": len(page.going_on),
        "open": any(page.own(each) is None for each in page.going_on),
        "more": more,
        "anew": start > 0 and more is None,
        "undo": last[0].pk if last else None,
        "day_url": page.url,
        "back_url": _home(record),
    }
    return render(request, "care/treatments/medicines.html", context)


# --- One medicine ---


@require_http_methods(["GET", "HEAD", "POST"])
def medicine(request: SignedIn, patient_id: uuid.UUID, day: dt.date, treatment_id: uuid.UUID) -> HttpResponse:
    """Whether it was taken; with ``?why``, why it was not."""
    page = _opened(request, patient_id, day)
    found = page.found.find(treatment_id, day)
    if found is None:
        raise Http404(_("There is no such medicine on that day."))
    return _answer(page, found) if request.method == "POST" else _ask(page, found)


def _answer(page: Page, found: Medicine) -> HttpResponse:
    pressed, own = page.request.POST.get("answer", ""), page.own(found)
    how = page.how

    def say(**said: object) -> None:
        say_of_day(found.row, page.day, said, **how)

    if pressed == SKIP:
        return redirect(page.list_with(found))
    if pressed == TAKE_BACK:
        return _kept(page, page.list_with(found), lambda: unsay(own, **how) if own else None)
    if pressed == "not_taken":
        return _kept(page, f"{page.url_of(found)}?why", lambda: say(taken=False))
    if pressed == "taken":
        return _kept(page, page.list_with(found, kept=True), lambda: say(taken=True))
    return _kept(page, page.list_with(found, kept=True), lambda: say(taken=False, why_not=pressed))


def _ask(page: Page, found: Medicine) -> HttpResponse:
    own, voice = page.own(found), voice_of(page.record)
    if "why" in page.request.GET:
        chosen = own.why_not if own else ""
        answers = [Answer(code, text, code == chosen) for code, text in NOT_TAKEN.items()]
        asked = Asked("why", ASKS_WHY, "", tuple(answers), name=found.name)
        back = page.url_of(found)
    else:
        said = ("taken" if own.taken else "not_taken") if own else None
        asked = Asked(
            "taken",
            voice.says(ASKS_OF_ONE),
            "",
            tuple(Answer(code, text, code == said) for code, text in TAKEN.items()),
            name=found.name,
        )
        back = page.list_with(found)
    context = page.common | {
        "asked": asked,
        "answered": own is not None,
        "back_url": back,
        "others": page.others(found),
    }
    return render(page.request, "care/treatments/medicine.html", context | {"why": asked.step == "why"})


def _opened(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> Page:
    record = open_to_look_and_write(request, patient_id, Of.ASKED, told=NOT_THEIRS)
    today = local_day(record.patient, timezone.now())
    if not EARLIEST <= day <= today:
        raise Http404(_("There is no such day."))
    return Page(request, record, day, today)


def _kept(page: Page, then: str, write: Callable[[], object]) -> HttpResponse:
    """On to the page that follows a press; where it was refused, back to the list with what was wrong."""
    try:
        write()
    except ValidationError as refused:
        messages.warning(page.request, sentence(refused))
        return redirect(page.url)
    return redirect(then)


def _id(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None


def _home(record: Record) -> str:
    return f"{reverse('home')}?person={record.patient.pk}"
