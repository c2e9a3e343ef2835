"""The walk through a day: where one chooses a part, and one question at a time. Each press is kept at once."""

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinical.vocabulary import CELL_BY_NAME
from people import audit
from people.requests import SignedIn
from symptoms.day import drafts, walk
from symptoms.day.questions import asked, in_words
from symptoms.models import Measurement
from symptoms.read.memories import has_other_cause
from symptoms.record.columns import statement_of
from symptoms.record.roles import is_own, source_of
from symptoms.record.standing import Statement, together
from symptoms.record.validation import clean_values
from symptoms.views import asking
from symptoms.views.common import pressed_before_signing_in, said_before, save_day, sentence
from symptoms.views.day_said import Day, open_day
from symptoms.wording import CELL_LABELS, NOT_KNOWN, TWITCHES_NOTE
from symptoms.wording.check_in import WEEKLY_QUESTIONS
from symptoms.wording.day import OTHER_CAUSE, TOPICS
from symptoms.wording.numbers import written
from symptoms.write import verbs
from symptoms.write.asking import InDoubt, confirmed_of, doubts_about

OTHER = "other_cause"
SKIP = "skip"
BOTH = "twitches_and_cramps"  # one press on the first page, which has room for no more
AREA = "symptoms/walk/area.html"


@require_safe
def hub(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """ "What has changed?": the body, to press on a part of it; the rest beside it; or one after another."""
    opened = open_day(request, patient_id, day, looks=True)
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
    opened = open_day(request, patient_id, day)
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
    opened = open_day(request, patient_id, day)
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
                return _after_week(opened, way)
            after = opened
        elif step == "twitches" and said == "none":
            after = opened.keep(answers={f"fasciculation.{name}": 0 for name in CELL_BY_NAME}, step=at)
        elif step == "week" and said == "none":
            after = opened.keep(answers=dict.fromkeys(opened.of_the_week, 0), step=at)
            return _after_week(after, way)
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
        elif step == "weight" and asking.wants_change(opened.request):
            return _show(opened, way, step, given=said)
        elif step == "weight" and said != "take_back" and said:
            after = opened.keep(answers={step: said}, step=at, confirmed=_asked_back(opened, said))
        elif step in walk.QUESTIONS and (said or step == "weight"):
            after = opened.keep(answers={step: None if said == "take_back" else said or None}, step=at)
        else:
            raise ValidationError(_("Choose one of the answers, or skip the question."))
    except InDoubt as doubtful:
        return asking.ask(opened.request, doubtful, opened.record)
    except (ValidationError, PermissionDenied) as refused:
        return _show(opened, way, step, error=sentence(refused, step), given=said, status=422)
    if way == "all" and after.order(way)[-1:] == [step]:
        return save_day(after.request, after.record, after.day)  # that was the last question
    return redirect(after.after(way, step))


def _after_week(opened: Day, way: str) -> HttpResponse:
    if way == "all" and opened.order(way)[-1:] == opened.of_the_week[-1:]:
        return save_day(opened.request, opened.record, opened.day)
    return redirect(opened.after_week(way))


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
        context = opened.context(**shared, areas=areas, note=opened.voice.says(TWITCHES_NOTE))
        return render(request, "symptoms/walk/twitches.html", context, status=status)
    if step == "week":
        context = opened.context(
            **shared,
            short_signs=[opened.voice.says(WEEKLY_QUESTIONS[name].short) for name in opened.of_the_week],
            one_by_one=opened.after(way, step),
        )
        return render(request, "symptoms/walk/week.html", context, status=status)
    calm = request.user.calm
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 3 else 0
    item = asked(step, opened.today, opened.last.values, start=start, calm=calm, voice=opened.voice)
    while pressed.isdecimal() and item.more and pressed not in [answer.value for answer in item.answers]:
        item = asked(step, opened.today, opened.last.values, start=item.more, calm=calm, voice=opened.voice)
    cell = step.removeprefix("weakness.")
    earlier = opened.last.days.get(step) != opened.day or opened.last.values.get(step) != opened.today.get(step)
    last_value = opened.last.values.get(step) if earlier and not calm else None
    context = opened.context(
        **shared,
        weight_before=_last_weight(opened) if step == "weight" else None,
        asked=item,
        last=in_words(step, last_value, voice=opened.voice) if last_value is not None else None,
        last_day=opened.last.days.get(step),
        why=("why" in request.GET or pressed in (*NOT_KNOWN, OTHER)) and item.cannot_say,
        reasons=[*NOT_KNOWN.items(), (OTHER, OTHER_CAUSE)],
        unknown=opened.said.not_known.get(cell),
        answered=opened.today.get(step) is not None or cell in opened.said.not_known,
        other_cause=cell in CELL_BY_NAME and has_other_cause(opened.record.patient, cell),
    )
    return render(request, "symptoms/walk/question.html", context, status=status)


def _asked_back(opened: Day, given: str) -> frozenset[str]:
    """Whether a weight had to be asked back and was confirmed. Raises ``InDoubt`` and ``ValidationError``."""
    values = clean_values({"weight": given}, ("measurement",))
    measured = statement_of(said_before(Measurement, opened.record, opened.day, opened.request))
    before = together(measured, drafts.pressed(opened.draft))
    found = doubts_about(Measurement, opened.record.patient, opened.day, Statement(values), before)
    return confirmed_of(found, asking.confirmed_in(opened.request), opened.day)


def _weight_of_the_day(opened: Day) -> str:
    """What this author said about this day, recorded or on its way."""
    measured = said_before(Measurement, opened.record, opened.day, opened.request)
    weight = drafts.said_with(measured, opened.draft).values.get("weight")
    return "" if weight is None else written(weight)


def _last_weight(opened: Day) -> str | None:
    """The last weight on record, so that the same again needs no typing."""
    weights = opened.record.patient.measurements.standing().filter(day__lte=opened.day, weight__isnull=False)
    last = weights.order_by("-day", "-made_at").values_list("weight", flat=True).first()
    return None if last is None else written(last)
