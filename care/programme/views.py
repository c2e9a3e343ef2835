"""The day's exercises of the person and of who helps them: all of them, and a question a page."""

import datetime as dt
import uuid
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
from django.views.decorators.http import require_http_methods, require_safe

from care.models import ExerciseAnswer, ProgrammeItem
from care.programme.read import DAY, Programmes, answers_of, counted, own, programmes_of
from care.programme.shown import Card, cards, said_of
from care.programme.way import CARD, STOP, At, Way
from care.programme.write import answer, take_back
from care.programme_said import DO_LESS, SORE, STOP_NOW, WHAT_TO_DO
from clinical.exercise import WITHIN, do_less
from people.access import Of, Record, Verb, open_record
from people.requests import SignedIn
from symptoms.record.days import local_day
from symptoms.record.roles import source_of, voice_of
from symptoms.views.common import open_to_look_and_write, pressed_before_signing_in, sentence
from symptoms.wording.rules import NOBODY_TOLD
from symptoms.write.transaction import NoLongerStands

SKIP, TAKE_BACK = "skip", "take_back"


@dataclass(frozen=True)
class Day:
    """The exercises of one day in a record, as one reader goes through them."""

    record: Record
    user: Any
    day: dt.date

    @cached_property
    def programmes(self) -> Programmes:
        return programmes_of(self.record.patient)

    @cached_property
    def rows(self) -> list[ExerciseAnswer]:
        return answers_of(self.record.patient, self.day - WITHIN, self.day)

    @cached_property
    def mine(self) -> dict[uuid.UUID, ExerciseAnswer]:
        return own(self.rows, self.user, self.day)

    @cached_property
    def way(self) -> Way:
        before = list(own(self.rows, self.user, self.day - DAY).values())
        return Way(self.programmes.planned(self.day), self.mine, before, voice_of(self.record))

    @property
    def others(self) -> list[tuple[str, str, str]]:
        """Who else said what of which exercise today."""
        rows = [row for row in self.rows if row.day == self.day and row.author_id != self.user.pk]
        return [(str(row.author), row.item.name, said_of(row)) for row in rows]

    @property
    def do_less(self) -> bool:
        return do_less(counted(self.rows), self.day)

    @property
    def breathless(self) -> bool:
        return any(row.breathless for row in self.rows if row.day == self.day)

    def url(self, at: At | None) -> str:
        pk = self.record.patient.pk
        if at is None:
            return reverse("exercises", args=[pk])
        if at.item is None:
            return reverse("exercises_sore", args=[pk, self.day])
        return reverse("exercise_step", args=[pk, self.day, at.item.pk, at.step])


@require_safe
def exercises(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Today's plan. Of the team it is shown the programme."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    if record.for_clinician:
        return redirect("programme", patient_id)
    day = Day(record, request.user, local_day(record.patient, timezone.now()))
    begin = day.way.begin() if record.may_write else None
    version = day.programmes.on(day.day)
    context = {
        "record": record,
        "today": day.day,
        "cards": cards(day.way.items, day.mine),
        "others": day.others,
        "begin": day.url(begin) if begin else "",
        "begun": bool(day.mine),
        "note": version.row.note if version else "",
        "version": version,
        "texts": _texts(day),
    }
    return render(request, "care/programme/day.html", context)


def _texts(day: Day) -> list[Any]:
    """What 8.1 says where it holds; it tells nobody by itself."""
    voice = voice_of(day.record)
    found = [voice.says(STOP_NOW), voice.says(WHAT_TO_DO)] if day.breathless else []
    found += [voice.says(DO_LESS)] if day.do_less else []
    return [*found, NOBODY_TOLD] if found else []


@require_http_methods(["GET", "HEAD", "POST"])
def exercises_sore(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """Of what was done the day before: sore from none of it, or from which."""
    page = _opened(request, patient_id, day)
    at = At(SORE)
    if at not in page.way.steps:
        return redirect("exercises", patient_id)
    if request.method != "POST":
        return _show(request, page, at)
    pressed = request.POST.get("answer", "")
    if pressed == SKIP:
        return redirect(page.url(page.way.after(at)))
    rows = page.way.exercised
    meant = dict.fromkeys(rows, False) if pressed == "no" else {row: True for row in rows if str(row.pk) == pressed}
    if not meant:
        return _show(request, page, at, error=_("Choose one of the answers, or skip the question."), status=422)
    for row, sore in meant.items():
        if wrong := _say(request, page, row.item, row.day, {"sore": sore}):
            return _show(request, page, at, error=wrong, status=422)
    several = pressed != "no" and len(rows) > 1
    return redirect(request.path if several else _after(request, page, at))


@require_http_methods(["GET", "HEAD", "POST"])
def exercise_step(
    request: SignedIn, patient_id: uuid.UUID, day: dt.date, item_id: uuid.UUID, step: str
) -> HttpResponse:
    page = _opened(request, patient_id, day)
    item = next((item for item in page.way.items if item.pk == item_id), None)
    if item is None:
        raise Http404(_("There is no such exercise in this programme."))
    at = At(step, item)
    if at not in page.way.steps:
        return redirect(page.url(At(CARD, item)))
    if request.method != "POST":
        return _show(request, page, at)
    pressed = request.POST.get("answer", "")
    if pressed == SKIP:
        return redirect(page.url(page.way.after(at)))
    if pressed == TAKE_BACK:
        if row := page.mine.get(item.pk):
            try:
                take_back(row, by=request.user)
            except NoLongerStands as refused:
                messages.warning(request, sentence(refused))
        return redirect(request.path)
    said = page.way.meant(at, pressed)
    if said is None:
        return _show(request, page, at, error=_("Choose one of the answers, or skip the question."), status=422)
    if wrong := _say(request, page, item, page.day, said):
        return _show(request, page, at, error=wrong, status=422)
    if pressed == STOP:
        return redirect("exercises", patient_id)
    return redirect(_after(request, page, at))


def _opened(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> Day:
    """The pages of today, and of yesterday for a page that was opened before midnight."""
    told = _("This is asked of the person and who helps them.")
    record = open_to_look_and_write(request, patient_id, Of.ASKED, told=told)
    today = local_day(record.patient, timezone.now())
    if not today - DAY <= day <= today:
        raise Http404(_("Exercises are answered on their day, or on the day after."))
    return Day(record, request.user, day)


def _say(request: SignedIn, page: Day, item: ProgrammeItem, day: dt.date, said: dict[str, Any]) -> str:
    """Why it was refused; blank where it was kept."""
    patient = page.record.patient
    try:
        answer(patient, item, day, said, by=request.user, source=source_of(page.record), now=timezone.now())
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _after(request: SignedIn, page: Day, at: At) -> str:
    """The step that follows by what was just said too; after the last one all of them."""
    now = Day(page.record, request.user, page.day)
    following = now.way.after(at)
    kept = str(at.item.pk) if at.item else SORE
    return f"{now.url(following)}?kept={kept}" if following else now.url(None)


def _show(request: SignedIn, page: Day, at: At, *, error: str = "", status: int = 200) -> HttpResponse:
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 4 else 0
    previous = page.way.previous(at)
    items = list(page.way.items)
    row = page.mine.get(at.item.pk) if at.item else None
    context = {
        "record": page.record,
        "at": at,
        "card": Card(at.item, row) if at.item else None,
        "is_card": at.step == CARD,
        "asked": page.way.asked(at, start),
        "place": items.index(at.item) + 1 if at.item else 0,
        "count": len(items),
        "error": error,
        "pressed": pressed_before_signing_in(request),
        "kept": _kept(request, page),
        "answered": at.step == CARD and row is not None,
        "back_url": request.path if "from" in request.GET else page.url(previous),
        "leave_url": page.url(None) if previous or "from" in request.GET else None,
        "skip_words": _("Later") if at.step == "tired" else None,
    }
    return render(request, "care/programme/step.html", context, status=status)


def _kept(request: SignedIn, page: Day) -> str:
    """What the press before has saved, in words."""
    asked = request.GET.get("kept", "")
    of_items = [row for pk, row in page.mine.items() if str(pk) == asked]
    rows = page.way.exercised if asked == SORE else of_items
    return "; ".join(f"{row.item.name}: {said_of(row)}" for row in rows)
