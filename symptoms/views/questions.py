"""The walk through a day: where one chooses a part, and one question at a time. Each press is kept at once."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinical.vocabulary import CELL_BY_NAME, MEASURES
from people import audit
from people.access import Record
from people.requests import SignedIn
from symptoms.day import drafts, walk
from symptoms.day.marks import Mark, marks_of
from symptoms.day.questions import Answered, asked, in_words
from symptoms.models import CheckIn, Draft, Measurement, Plan
from symptoms.read.last_said import LastSaid, last_said
from symptoms.read.memories import has_other_cause
from symptoms.read.plans import plan_of
from symptoms.record.days import local_day
from symptoms.record.roles import is_own, source_of
from symptoms.record.standing import Statement
from symptoms.record.validation import check_day
from symptoms.views.common import (
    open_to_look_and_write,
    open_to_write,
    pressed_before_signing_in,
    said_before,
    save_day,
    sentence,
)
from symptoms.wording import CELL_LABELS, NOT_KNOWN, TWITCHES_NOTE, WEEK
from symptoms.wording.day import OTHER_CAUSE, TOPICS, wording_now
from symptoms.write import verbs

OTHER = "other_cause"
SKIP = "skip"
KIND = Draft.Kind.CHECK_IN
BOTH = "twitches_and_cramps"  # one press on the first page, which has room for no more
AREA = "symptoms/walk/area.html"


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
        begun = any(MEASURES[name].section == "signs" for name in self.today)
        due = "week" not in self.plan.left_out and (begun or walk.is_due(self.last.asked, self.day))
        left_out = tuple(self.plan.left_out)
        compare = walk.compared(self.last.days, self.today, self.day, left_out)
        return walk.steps(way, {**self.last.values, **self.today}, left_out=left_out, due=due, compare=compare)

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
        return in_words(step, self.draft.answers[step], calm=self.request.user.calm)


def _open(request: SignedIn, patient_id: uuid.UUID, day: dt.date, *, looks: bool = False) -> Day | HttpResponse:
    """The day, or the way to where one can choose another."""
    record = (open_to_look_and_write if looks else open_to_write)(request, patient_id)
    try:
        check_day(record.patient, day, timezone.now())
    except ValidationError:
        return redirect(f"{reverse('check_in', args=[record.patient.pk])}?day={day}")
    return Day(request, record, day, drafts.draft_of(record.patient, request.user, day, KIND))


@require_safe
def hub(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """ "What has changed?": the body, to press on a part of it; the rest beside it; or one after another."""
    opened = _open(request, patient_id, day, looks=True)
    if isinstance(opened, HttpResponse):
        return opened
    kept = [topic for topic in walk.TOPICS if topic not in opened.plan.left_out]
    both = opened.marks("twitches", "cramps")
    felt = [(opened.url(BOTH), _("Twitches and cramps"), both)] if {"twitches", "cramps"} & set(kept) else []
    tired = [(opened.url("fatigue"), TOPICS["fatigue"], opened.marks("fatigue"))] if "fatigue" in kept else []
    waits = bool(opened.draft and opened.draft.waits)
    context = opened.context(
        areas=[(area, opened.url(area), TOPICS[area], opened.marks(area)) for area in walk.AREAS if area in kept],
        others=[*felt, *tired, (opened.url("all"), _("One after another"), ())],
        **({"back_url": ""} if waits else {"back_url": opened.first_page, "done_url": ""}),
    )
    return render(request, "symptoms/walk/hub.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def way(request: SignedIn, patient_id: uuid.UUID, day: dt.date, way: str) -> HttpResponse:
    """A choice between the steps of a way; where there is but one thing to choose, its first question."""
    opened = _open(request, patient_id, day)
    if isinstance(opened, HttpResponse):
        return opened
    if way in walk.AREAS or way in walk.TWITCHES:
        cells = [step for step in walk.steps(way, {}) if not step.startswith("asymmetry.")]
        parts = [(opened.url(way, step), CELL_LABELS[step.partition(".")[2]]) for step in cells]
        title = TOPICS[way if way in walk.AREAS else walk.TWITCHES[way][1]]
        return render(request, AREA, opened.context(title=title, cells=parts, back_url=opened.origin(way)))
    if way == BOTH:
        topics = [topic for topic in ("twitches", "cramps") if topic not in opened.plan.left_out]
        parts = [(opened.url(topic), TOPICS[topic]) for topic in topics]
        return render(request, AREA, opened.context(title=_("Twitches and cramps"), cells=parts, back_url=opened.url()))
    if way not in walk.WALKS:
        raise Http404
    first = next(iter(opened.order(way)), None)
    return redirect(opened.url(way, first) if first else opened.url())


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedIn, patient_id: uuid.UUID, day: dt.date, way: str, step: str) -> HttpResponse:
    opened = _open(request, patient_id, day)
    if isinstance(opened, HttpResponse):
        return opened
    if way not in walk.WALKS or step not in {*walk.PAGES, *walk.QUESTIONS}:
        raise Http404
    if request.method == "POST":
        return _answer(opened, way, step)
    if not is_own(opened.record) and opened.draft is None:
        audit.record("view", user=request.user, patient=opened.record.patient)  # the page shows what was said last
    return _show(opened, way, step)


def _answer(opened: Day, way: str, step: str) -> HttpResponse:
    said = opened.request.POST.get("answer", "")
    at = f"{way}/{step}"
    cell = step.removeprefix("weakness.")
    try:
        if said == SKIP:
            if step == "week":  # its questions one by one are a press of their own
                return redirect(opened.url(way, "falls"))
            after = opened
        elif step == "twitches" and said == "none":
            after = opened.keep(answers={f"fasciculation.{name}": 0 for name in CELL_BY_NAME}, step=at)
        elif step == "week" and said == "none":
            after = opened.keep(answers=dict.fromkeys(WEEK, 0), step=at)
            return redirect(opened.url(way, "falls"))
        elif said == OTHER and cell in CELL_BY_NAME:
            verbs.mark_cell(
                opened.record.patient,
                cell,
                OTHER,
                by=opened.request.user,
                source=source_of(opened.record),
                now=timezone.now(),
            )
            after = opened
        elif said in NOT_KNOWN and cell in CELL_BY_NAME:
            after = opened.keep(not_known={cell: said}, step=at)
        elif step == "weight" and not said and not _weight_of_the_day(opened):
            after = opened  # nothing was typed and nothing is to be taken back
        elif step in walk.QUESTIONS and (said or step == "weight"):
            after = opened.keep(answers={step: None if said == "take_back" else said or None}, step=at)
        else:
            raise ValidationError(_("Choose one of the answers, or skip the question."))
    except (ValidationError, PermissionDenied) as refused:
        return _show(opened, way, step, error=sentence(refused, step), given=said, status=422)
    if way == "all" and after.order(way)[-1:] == [step]:
        return save_day(after.request, after.record, after.day)  # that was the last question
    return redirect(after.after(way, step))


def _show(opened: Day, way: str, step: str, *, error: str = "", given: str = "", status: int = 200) -> HttpResponse:
    request = opened.request
    pressed = pressed_before_signing_in(request)
    shared = {
        "pressed": pressed,
        "way": way,
        "step": step,
        "error": error,
        "given": given,
        "back_url": opened.before(way, step),
        "place": opened.place(way, step),
    }
    if step == "weight":
        shared["given"] = given or pressed or _weight_of_the_day(opened)
    if step == "twitches":
        amid = "all" if way == "all" else "only"
        areas = [(area, opened.url(f"{amid}_twitches_{area}"), TOPICS[area], ()) for area in walk.AREAS]
        context = opened.context(**shared, areas=areas, note=TWITCHES_NOTE)
        return render(request, "symptoms/walk/twitches.html", context, status=status)
    if step == "week":
        context = opened.context(**shared, short_signs=list(WEEK.values()), one_by_one=opened.after(way, step))
        return render(request, "symptoms/walk/week.html", context, status=status)
    calm = request.user.calm
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 3 else 0
    item = asked(step, opened.today, opened.last.values, start=start, calm=calm)
    while pressed.isdecimal() and item.more and pressed not in [answer.value for answer in item.answers]:
        item = asked(step, opened.today, opened.last.values, start=item.more, calm=calm)
    cell = step.removeprefix("weakness.")
    earlier = opened.last.days.get(step) != opened.day or opened.last.values.get(step) != opened.today.get(step)
    last_value = opened.last.values.get(step) if earlier and not calm else None
    context = opened.context(
        **shared,
        weight_before=_last_weight(opened) if step == "weight" else None,
        asked=item,
        last=in_words(step, last_value) if last_value is not None else None,
        last_day=opened.last.days.get(step),
        why=("why" in request.GET or pressed in (*NOT_KNOWN, OTHER)) and item.cannot_say,
        reasons=[*NOT_KNOWN.items(), (OTHER, OTHER_CAUSE)],
        unknown=opened.said.not_known.get(cell),
        answered=opened.today.get(step) is not None or cell in opened.said.not_known,
        other_cause=cell in CELL_BY_NAME and has_other_cause(opened.record.patient, cell),
    )
    return render(request, "symptoms/walk/question.html", context, status=status)


def _weight_of_the_day(opened: Day) -> str:
    """What this author said about this day, recorded or on its way."""
    measured = said_before(Measurement, opened.record, opened.day, opened.request)
    weight = drafts.said_with(measured, opened.draft).values.get("weight")
    return "" if weight is None else f"{weight:g}"


def _last_weight(opened: Day) -> str | None:
    """The last weight on record, so that the same again needs no typing."""
    weights = opened.record.patient.measurements.standing().filter(day__lte=opened.day, weight__isnull=False)
    last = weights.order_by("-day", "-made_at").values_list("weight", flat=True).first()
    return None if last is None else f"{last:g}"
