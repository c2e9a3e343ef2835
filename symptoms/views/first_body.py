"""First day: where it began, how each part is now, and since when, a press a step. Each press is kept at once."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clinical.vocabulary import CELL_NAMES, Precision
from symptoms.day import drafts, remembering, walk
from symptoms.day.first_day import BEGAN, NOW, SINCE
from symptoms.day.questions import Answered, asked
from symptoms.models import Draft
from symptoms.record.roles import source_of
from symptoms.views import remembered
from symptoms.views.common import sentence
from symptoms.views.first_way import CHOOSE, SKIP, Way
from symptoms.wording import CELL_LABELS, NOT_KNOWN, Text
from symptoms.wording.day import OTHER_CAUSE, TOPICS, wording_now
from symptoms.wording.remembered import remembered as in_words
from symptoms.wording.said import said as said_words
from symptoms.write import verbs

BODY, AREA = "symptoms/first_day/body.html", "symptoms/first_day/area.html"
AS_BEFORE = 4
OTHERS = "others"
OTHER_REASON = "other_cause"
KIND = Draft.Kind.CHECK_IN


# --- Where it began ---------------------------------------------------------------------------------------------------


def began(way: Way, part: str, step: str) -> HttpResponse:
    if part in CELL_NAMES:
        return _when(way, BEGAN, part, step or remembering.YEAR)
    if part and part not in walk.AREAS:
        raise Http404(_("There is no such question."))
    first, error = way.record.patient.onset_cell, ""
    if way.request.method == "POST":
        if way.pressed == SKIP:
            return way.go(way.after(BEGAN))
        error = str(CHOOSE)
    status = 422 if error else 200
    if part:  # which of them is saved with the press on the next page, so that a wrong one is left by going back
        links = [(way.url(BEGAN, cell, remembering.YEAR), CELL_LABELS[cell], "") for cell in walk.AREAS[part]]
        hint = _("Where did it begin? Press the part that was weak first.")
        context = way.context(BEGAN, title=TOPICS[part], hint=hint, cells=links, back_url=way.url(BEGAN))
        return render(way.request, AREA, context, status=status)
    context = way.context(
        BEGAN,
        title=_("Where did it begin?"),
        hint=_("Press the part of the body that was weak first. Your own left is on the left."),
        areas=[(area, way.url(BEGAN, area), TOPICS[area], first in cells) for area, cells in walk.AREAS.items()],
        skip_words=_("Not sure"),
        error=error,
    )
    return render(way.request, BODY, context, status=status)


# --- How each part is now ---------------------------------------------------------------------------------------------


def now(way: Way, part: str) -> HttpResponse:
    if way.request.method == "POST":
        return _said_now(way, part)
    if part in CELL_NAMES:
        return _one_part(way, part)
    if part in walk.AREAS:
        links = [(way.url(NOW, cell), CELL_LABELS[cell], _grade(way, cell)) for cell in walk.AREAS[part]]
        context = way.context(NOW, title=TOPICS[part], cells=links, back_url=way.url(NOW), day=way.day)
        return render(way.request, AREA, context)
    if part:
        raise Http404(_("There is no such question."))
    first = way.record.patient.onset_cell
    if first and not _is_said(way, first) and "body" not in way.request.GET:
        return redirect(way.url(NOW, first))  # it is known to be weak: asked at once
    return _all_parts(way)


def _all_parts(way: Way, *, error: str = "") -> HttpResponse:
    told = [cell for cell in CELL_NAMES if _is_said(way, cell)]
    context = way.context(
        NOW,
        title=_("How is each part now?"),
        hint=_("Press each part that is weaker than before ALS. Your own left is on the left."),
        areas=[
            (area, way.url(NOW, area), TOPICS[area], any(cell in told for cell in cells))
            for area, cells in walk.AREAS.items()
        ],
        told=[Answered(CELL_LABELS[cell], _grade(way, cell)) for cell in told if _differs(way, cell)],
        rest=_rest_words(told),
        day=way.day,
        error=error,
    )
    return render(way.request, BODY, context, status=422 if error else 200)


def _one_part(way: Way, cell: str, *, error: str = "") -> HttpResponse:
    step = f"weakness.{cell}"
    context = way.context(
        NOW,
        asked=asked(step, way.said.values, {}, calm=way.request.user.calm),
        why="why" in way.request.GET,
        reasons=[*NOT_KNOWN.items(), (OTHER_REASON, OTHER_CAUSE)],
        unknown=way.said.not_known.get(cell),
        back_url=way.url(NOW) + "?body",
        day=way.day,
        error=error,
    )
    context["why"] = context["why"] or context["pressed"] in (*NOT_KNOWN, OTHER_REASON)
    return render(way.request, "symptoms/first_day/part.html", context, status=422 if error else 200)


def _said_now(way: Way, part: str) -> HttpResponse:
    pressed = way.pressed
    try:
        if part in CELL_NAMES:
            if pressed == OTHER_REASON:
                source = source_of(way.record)
                verbs.mark_cell(
                    way.record.patient, part, pressed, by=way.request.user, source=source, now=timezone.now()
                )
            elif pressed in NOT_KNOWN:
                _keep(way, not_known={part: pressed})
            elif pressed and pressed != SKIP:
                _keep(way, answers={f"weakness.{part}": pressed})
            elif not pressed:
                raise ValidationError(str(CHOOSE))
            return way.go(way.url(NOW) + "?body")
        if pressed == SKIP:
            return way.go(way.after(NOW))
        if pressed != OTHERS:
            raise ValidationError(str(CHOOSE))
        others = {f"weakness.{cell}": AS_BEFORE for cell in CELL_NAMES if not _is_said(way, cell)}
        draft = _keep(way, answers=others)
        drafts.record_draft(way.record, draft, now=timezone.now())
    except (ValidationError, PermissionDenied) as refused:
        told = sentence(refused, f"weakness.{part}")
        return _one_part(way, part, error=told) if part in CELL_NAMES else _all_parts(way, error=told)
    left = way.without_month()
    return way.go(way.url(SINCE, left[0], remembering.YEAR) if left else way.after(NOW))


def _keep(way: Way, **said: Any) -> Draft:
    return drafts.keep(
        way.record, way.day, KIND, by=way.request.user, now=timezone.now(), wording=wording_now(), **said
    )


def _is_said(way: Way, cell: str) -> bool:
    return cell in {*way.said.not_known, *way.of_another_cause} or way.said.values.get(f"weakness.{cell}") is not None


def _differs(way: Way, cell: str) -> bool:
    return way.said.values.get(f"weakness.{cell}") != AS_BEFORE


def _grade(way: Way, cell: str) -> Text:
    if cell in way.said.not_known:
        return NOT_KNOWN[way.said.not_known[cell]]
    if cell in way.of_another_cause:
        return OTHER_CAUSE
    grade = way.said.values.get(f"weakness.{cell}")
    return "" if grade is None else said_words(f"weakness.{cell}", grade)[1]


def _rest_words(told: list[str]) -> Text:
    if not told:
        return _("Every part is as before ALS")
    if len(told) == len(CELL_NAMES):
        return _("That is how all parts are now")
    return _("All others are as before ALS")


# --- Since when -------------------------------------------------------------------------------------------------------


def since(way: Way, part: str, step: str) -> HttpResponse:
    if not part:
        left = way.without_month()
        return redirect(way.url(SINCE, left[0], remembering.YEAR) if left else way.after(NOW))
    if part not in CELL_NAMES:
        raise Http404(_("There is no such question."))
    return _when(way, SINCE, part, step or remembering.YEAR)


def _when(way: Way, question: str, cell: str, step: str) -> HttpResponse:
    if step not in remembering.STEPS:
        raise Http404(_("There is no such question."))
    page, error = remembered.Page(way.request, way.record, cell, step), ""
    if way.request.method == "POST":
        if way.pressed == SKIP:  # when is left out; where is not
            if question == BEGAN:
                verbs.say_where_it_began(way.record.patient, cell, by=way.request.user)
            return way.go(_next(way, question, cell))
        try:
            said = remembering.meant(step, way.pressed, page.stands, page.limits)
            if said is None or (question == BEGAN and said.precision is Precision.BEFORE):
                raise ValidationError(str(CHOOSE))
            with transaction.atomic():
                if question == BEGAN:
                    verbs.say_where_it_began(way.record.patient, cell, by=way.request.user)
                verbs.remember_onset(
                    way.record.patient,
                    cell,
                    said.precision,
                    month=said.month,
                    by=way.request.user,
                    source=source_of(way.record),
                    now=timezone.now(),
                )
            closer = remembering.following(step, said)
            return way.go(way.url(question, cell, closer) if closer else _next(way, question, cell), kept=cell)
        except (ValidationError, PermissionDenied) as refused:
            error = sentence(refused)
    return _show_when(way, page, question, error=error)


def _show_when(way: Way, page: remembered.Page, question: str, *, error: str) -> HttpResponse:
    cell, step = page.cell, page.step
    start = int(number) if (number := way.request.GET.get("from", "")).isdecimal() and len(number) < 4 else 0
    item = remembering.asked(
        cell, step, page.stands, page.limits, hint=_hint(question, step), start=start, calm=way.request.user.calm
    )
    if item is None:
        return redirect(way.url(question, cell, remembering.YEAR))
    if question == BEGAN:  # it did not begin there "since birth or an old injury"
        item = replace(item, answers=tuple(each for each in item.answers if each.value != Precision.BEFORE))
    closer = remembering.preceding(step)
    back = way.url(question, cell, closer) if closer else _place_before(way, question, cell)
    context = way.context(question, asked=item, error=error, back_url=back)
    if row := page.own(cell):
        context["kept"] = context["kept"] or (Answered(CELL_LABELS[cell], in_words(row.month, row.precision)))
    return render(way.request, "symptoms/first_day/choices.html", context, status=422 if error else 200)


def _next(way: Way, question: str, cell: str) -> str:
    """After the last step, or a skip: the next weak part that is left; else the next question."""
    if question == BEGAN:
        return way.after(BEGAN)
    later = CELL_NAMES[CELL_NAMES.index(cell) + 1 :]
    left = [each for each in way.without_month() if each in later]
    return way.url(SINCE, left[0], remembering.YEAR) if left else way.after(NOW)


def _place_before(way: Way, question: str, cell: str) -> str:
    if question == SINCE:
        return way.url(NOW) + "?body"
    return way.url(BEGAN, next(area for area, cells in walk.AREAS.items() if cell in cells))


def _hint(question: str, step: str) -> Text:
    if step == remembering.QUARTER:
        return _("In which part of that year?")
    if step == remembering.MONTH:
        return _("In which month?")
    if question == BEGAN:
        return _("When did it begin there? Say it as well as you remember.")
    return _("When did this part become weak? Say it as well as you remember.")
