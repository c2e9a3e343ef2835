"""What was written: a calendar by month, a week, a day; and the way to mark an entry as a mistake, or to undo that."""

import calendar
import datetime as dt
import uuid
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import Record, Verb, open_record
from people.requests import SignedIn
from symptoms.models.base import Recorded
from symptoms.read.another import before_ending
from symptoms.read.entry_heads import Span, who_wrote, whole_span
from symptoms.read.entry_log import Entry, day_of, find_entry, read_day
from symptoms.record.days import local_day
from symptoms.record.roles import voice_of
from symptoms.record.validation import EARLIEST
from symptoms.views.common import open_to_write, sentence
from symptoms.views.months import DAY, month_after, month_asked
from symptoms.wording.writers import Writer, writers
from symptoms.write import again, verbs
from symptoms.write.transaction import own

FEW_A_PAGE, MANY_A_PAGE = 4, 30  # for weak hands (with all else 12 targets, ACCESS 4); for the clinic
WEEK = calendar.Calendar(calendar.MONDAY)


@require_safe
def entries(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A month, or ``?month=2026-03``; else the one of today, of a record that was closed its last."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    today, month = _today(record), month_asked(request, record)
    weeks = WEEK.monthdatescalendar(month.year, month.month)
    wrote = who_wrote(record, request.user, month, month_after(month) - DAY)
    words = writers(record)
    rows = [
        {
            "days": [_day(day, wrote, words, today) if day.month == month.month else None for day in week],
            "first": max(week[0], month),
            "last": min(week[-1], month_after(month) - DAY),
            "leads": week[0] <= today,
            "who": [words[name] for name in words if any(name in wrote.get(day, ()) for day in week)],
        }
        for week in weeks
    ]
    span = whole_span(record, request.user)
    context = _months(record, month, span, today) | {"rows": rows, "weekdays": weeks[0], "writers": words.values()}
    return render(request, "symptoms/entries.html", context)


@require_safe
def elsewhere(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Other months, and what is written down beside the days."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    span = whole_span(record, request.user)
    return render(
        request, "symptoms/entries_elsewhere.html", _months(record, month_asked(request, record), span, _today(record))
    )


@require_safe
def entries_week(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """The days of the week in which ``day`` is."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    today = _today(record)
    _refuse_what_is_no_day(day)
    monday = day - day.weekday() * DAY
    week = [monday + n * DAY for n in range(7)]
    wrote, words = who_wrote(record, request.user, week[0], week[-1]), writers(record)
    days = [_day(each, wrote, words, today) for each in week if each <= today or each in wrote]
    context = {"record": record, "days": days, "first": week[0], "last": week[-1], "month": day.replace(day=1)}
    return render(request, "symptoms/entries_week.html", context)


@require_safe
def entries_day(request: SignedIn, patient_id: uuid.UUID, day: dt.date) -> HttpResponse:
    """All that is written for a day, a page at a time; what was corrected or taken back is folded."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    today = _today(record)
    _refuse_what_is_no_day(day)
    page = int(number) if (number := request.GET.get("page", "1")).isdecimal() and len(number) < 7 else 1
    size = MANY_A_PAGE if record.for_clinician else FEW_A_PAGE
    start = (max(page, 1) - 1) * size
    found = read_day(record, request.user, day, start, start + size + 1)
    shown = [_for(request, record, entry) for entry in found[:size]]
    context = {
        "record": record,
        "day": day,
        "entries": found[:size],
        "standing": [each for each in shown if each["entry"].row.status == Recorded.Status.STANDING],
        "gone": _gone(request, record, shown),
        "more": page + 1 if len(found) > size else 1 if page > 1 else None,
        "begins_anew": len(found) <= size,
        "before": day - DAY if day > EARLIEST else None,
        "after": day + DAY if day < today else None,
        "may_add": record.may_write and day <= today,
    }
    return render(request, "symptoms/entries_day.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def retract_entry(request: SignedIn, patient_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """Ask once, then mark one's own entry as a mistake: it stays on record and no longer counts."""
    record = open_to_write(request, patient_id)
    found = _entry(record, entry_id)
    if request.method == "POST":
        try:
            verbs.retract(found, by=request.user)
            messages.success(request, _("Marked as a mistake. It no longer counts."))
        except verbs.NoLongerStands as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("entries_day", patient_id, day_of(found))
    own(found, request.user)
    entry = Entry.of(found, voice=voice_of(record))
    context = {"record": record, "entry": entry, "change": entry.change_path(record, request.user)}
    context["before"] = before_ending(found)
    return render(request, "symptoms/retract.html", context | {"day": day_of(found)})


@require_POST
def count_again(request: SignedIn, patient_id: uuid.UUID, entry_id: uuid.UUID) -> HttpResponse:
    """It was no mistake: what was taken back counts again, as a new entry that says the same."""
    record = open_to_write(request, patient_id)
    found = _entry(record, entry_id)
    try:
        again.count_again(found, by=request.user, now=timezone.now())
        messages.success(request, _("It counts again."))
    except (ValidationError, verbs.IdInUse) as refused:
        messages.error(request, sentence(refused))
    return redirect("entries_day", patient_id, day_of(found))


def _entry(record: Record, entry_id: uuid.UUID) -> Recorded:
    found = find_entry(record.patient, entry_id)
    if found is None:
        raise Http404(_("There is no such entry."))
    return found


def _for(request: SignedIn, record: Record, entry: Entry) -> dict[str, Any]:
    """An entry, and what this reader may do with it."""
    may = record.may_write and (entry.row.author_id == request.user.pk or entry.is_nobodys)
    return {"entry": entry, "may": may, "change": entry.change_path(record, request.user) if may else ""}


def _gone(request: SignedIn, record: Record, shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of what is shown what does not count any more; what its author took back they can count again, once."""
    gone = [each for each in shown if each["entry"].row.status != Recorded.Status.STANDING]
    back = [each["entry"].row for each in gone if each["entry"].row.status == Recorded.Status.ENTERED_IN_ERROR]
    done = again.counted_again(back)
    for each in gone:
        row = each["entry"].row
        its_own = each["may"] and row.author_id == request.user.pk
        each["again"] = its_own and row in back and type(row) in again.KINDS and row.pk not in done
    return gone


def _day(
    day: dt.date, wrote: dict[dt.date, frozenset[str]], words: dict[str, Writer], today: dt.date
) -> dict[str, Any]:
    who = [words[name] for name in words if name in wrote.get(day, ())]
    return {"day": day, "who": who, "leads": day <= today or bool(who), "today": day == today}


def _months(record: Record, month: dt.date, span: Span | None, today: dt.date) -> dict[str, Any]:
    """Where one can go from a month: never to where nothing is on the way."""
    first = span.first.replace(day=1) if span else month
    last = max(span.last if span else today, today).replace(day=1)
    before, after = (month - DAY).replace(day=1), month_after(month)
    with suppress(ValueError):  # the years of the calendar end
        year_before, year_after = month.replace(year=month.year - 1), month.replace(year=month.year + 1)
    return {
        "record": record,
        "month": month,
        "span": span,
        "before": before if before >= first else None,
        "after": after if after <= last else None,
        "year_before": year_before if year_before >= first else None,
        "year_after": year_after if year_after <= last else None,
        "first": first if span and first < month else None,
        "newest": span.last.replace(day=1) if span and span.last.replace(day=1) != month else None,
    }


def _today(record: Record) -> dt.date:
    return local_day(record.patient, timezone.now())


def _refuse_what_is_no_day(day: dt.date) -> None:
    if day < EARLIEST:
        raise Http404(_("There is no such day."))
