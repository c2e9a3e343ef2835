"""Something is wrong today: one press says what, is saved at once, and is answered at once (CLINICAL 7.3)."""

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Record
from people.requests import SignedIn
from symptoms.day import drafts
from symptoms.day.page import notes_on, receipt_words
from symptoms.models import CheckIn, Draft
from symptoms.read.last_said import last_said
from symptoms.record.columns import statement_of
from symptoms.record.days import local_day
from symptoms.record.roles import source_of, voice_of
from symptoms.views.common import open_to_look_and_write, said_before, sentence
from symptoms.wording import FAR_MORE_BREATHLESS, FAULT, WITH_FAULT, WRONG, Text, groups_now
from symptoms.wording.day import wording_now
from symptoms.write import verbs

BREATHLESS = "signs.severe_breathlessness"
SLURRED = 2  # a grade of speech at which it is asked in other words: it alone must not raise this sign
SAID = (*WRONG, *WITH_FAULT)


@require_http_methods(["GET", "HEAD", "POST"])
def wrong_today(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """A list of plain sentences, each of them a press. The same press again changes nothing."""
    record = open_to_look_and_write(request, patient_id)
    if request.method != "POST":
        return render(request, "symptoms/wrong_today.html", {"record": record, "wrong": _asked(record)})
    name = request.POST.get("sign", "")
    if name not in SAID:
        raise Http404(_("This is not something that is asked here."))
    _entry, said = _said_today(request, record)
    if name not in said:
        now = timezone.now()
        day = local_day(record.patient, now)
        draft = drafts.draft_of(record.patient, request.user, day, Draft.Kind.CHECK_IN)
        source = source_of(record, helped=bool(draft and draft.helped))
        try:
            verbs.record_check_in(
                record.patient, day, {name: 1}, by=request.user, source=source, now=now, wording=wording_now()
            )
        except ValidationError as refused:
            messages.warning(request, sentence(refused))
            return redirect("wrong_today", patient_id)
    return redirect("wrong_said", patient_id)


@require_safe
def wrong_said(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What to do now, from the row that was just written, not from a report: the gravest first, with its numbers."""
    record = open_to_look_and_write(request, patient_id)
    entry, said = _said_today(request, record)
    if entry is None or not said:
        return redirect("wrong_today", patient_id)
    before = statement_of(entry.supersedes).values if isinstance(entry.supersedes, CheckIn) else {}
    context = {
        "record": record,
        "groups": groups_now(said, voice_of(record)),
        "said": [WRONG.get(name) or WITH_FAULT[name] for name in said],
        "receipt": receipt_words(record, entry, entry.day),
        "notes": notes_on(said, voice_of(record)),
        "entry": entry,
        "can_undo": any(not before.get(name) for name in said),
        "fault": FAULT in said and not said.keys() & WITH_FAULT.keys(),
        "with_fault": next(iter(WITH_FAULT)),
    }
    return render(request, "symptoms/wrong_said.html", context)


def _asked(record: Record) -> list[tuple[str, Text]]:
    speech = last_said(record.patient, local_day(record.patient, timezone.now())).values.get("weakness.speech")
    slurred = speech is not None and speech <= SLURRED
    return [*(WRONG | ({BREATHLESS: FAR_MORE_BREATHLESS} if slurred else {})).items()]


def _said_today(request: SignedIn, record: Record) -> tuple[CheckIn | None, Mapping[str, float | None]]:
    """One's own entry for today, and what of this list it says."""
    entry = said_before(CheckIn, record, local_day(record.patient, timezone.now()), request)
    values = statement_of(entry).values
    return entry, {name: values[name] for name in SAID if values.get(name)}
