"""When each weak part began, as it is remembered: what was said, and the steps in which it is asked."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinical.set_aside import SetAside
from clinical.vocabulary import CELL_NAMES, Precision, Source
from people.access import Record, Verb, open_record
from people.requests import SignedIn
from symptoms.day import remembering
from symptoms.day.questions import Answered
from symptoms.day.remembering import Limits, Said
from symptoms.models import RememberedOnset
from symptoms.read.last_said import last_said
from symptoms.read.memories import memories_of, own_memory, unanswered
from symptoms.record.days import local_day
from symptoms.record.roles import source_of, voice_of
from symptoms.views.common import open_to_look_and_write, open_to_write, pressed_before_signing_in, sentence
from symptoms.views.set_aside import of_fact, of_row, set_aside_of
from symptoms.wording import CELL_LABELS, Text
from symptoms.wording.pages import PAGES
from symptoms.wording.remembered import REMEMBERED_BY, remembered
from symptoms.write import verbs

SKIP = "skip"
FEW_A_PAGE = 4  # for weak hands


@dataclass(frozen=True)
class Told:
    """One memory of a part, in words."""

    what: Text
    how: Text
    row: RememberedOnset
    aside: str  # what stands against it

    @classmethod
    def of(cls, row: RememberedOnset, found: SetAside | None) -> "Told":
        what, how = remembered(row.month, row.precision), REMEMBERED_BY[Source(row.source)]
        return cls(what, how, row, of_row(row, found))


@dataclass(frozen=True)
class Part:
    """A part of the body in the list. ``fact``: what the facts of the record say of it, and ``fact_aside`` what stands
    against that; ``own``: whether this reader has said something that they can change."""

    cell: str
    label: Text
    told: tuple[Told, ...]
    fact: Text | None
    fact_aside: str
    own: bool


@dataclass(frozen=True)
class Page:
    """What one reader is asked and has said of one part."""

    request: SignedIn
    record: Record
    cell: str
    step: str

    @cached_property
    def limits(self) -> Limits:
        return Limits.of(self.record.patient.birth_date, local_day(self.record.patient, timezone.now()))

    @cached_property
    def memories(self) -> dict[str, list[RememberedOnset]]:
        return memories_of(self.record.patient)

    def own(self, cell: str) -> RememberedOnset | None:
        return own_memory(self.memories.get(cell, []), source_of(self.record))

    @property
    def kept(self) -> str:
        """The part of the press before."""
        return self.request.GET.get("kept", "") if self.step == remembering.YEAR else self.cell

    @property
    def stands(self) -> Said | None:
        row = self.own(self.cell)
        return Said(Precision(row.precision), row.month) if row else None

    def after(self) -> str:
        """The next part that is not answered yet; after the last the list."""
        later = CELL_NAMES[CELL_NAMES.index(self.cell) + 1 :]
        left = _unanswered(self.record)
        following = next((cell for cell in later if cell in left), None)
        return _url(self.record, following) if following else _url(self.record)

    def before(self) -> str:
        preceding = remembering.preceding(self.step)
        return _url(self.record, self.cell, preceding) if preceding else _url(self.record)


@require_safe
def listed(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """What is remembered of each part, by whom; and which parts are left. A clinician sees every part."""
    record = open_record(request.user, patient_id, Verb.VIEW)
    memories, left = memories_of(record.patient), _unanswered(record) if record.may_write else ()
    fact = record.patient.onset_cell if record.patient.onset_month else ""
    aside = set_aside_of(record.patient, memories)
    shown = [
        _part(record, cell, memories.get(cell, []), aside.get(cell))
        for cell in CELL_NAMES
        if record.for_clinician or cell in memories or cell == fact
    ]
    page = int(number) if (number := request.GET.get("page", "1")).isdecimal() and len(number) < 3 else 1
    size = len(CELL_NAMES) if record.for_clinician else FEW_A_PAGE
    start = (max(page, 1) - 1) * size
    context = {
        "record": record,
        "parts": shown[start : start + size],
        "more": page + 1 if len(shown) > start + size else None,
        "earlier": page - 1 if page > 1 else None,
        "left": [CELL_LABELS[cell] for cell in left],
        "first_url": _url(record, left[0]) if left else "",
    }
    return render(request, "symptoms/remembered.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def began(request: SignedIn, patient_id: uuid.UUID, cell: str, step: str = remembering.YEAR) -> HttpResponse:
    """One step of when one part began. What is pressed is saved at once, and said more closely by the next step."""
    record = (open_to_write if request.method == "POST" else open_to_look_and_write)(request, patient_id)
    if cell not in CELL_NAMES or step not in remembering.STEPS:
        raise Http404(_("There is no such question."))
    page = Page(request, record, cell, step)
    return _answer(page) if request.method == "POST" else _show(page)


def _answer(page: Page) -> HttpResponse:
    pressed = page.request.POST.get("answer", "")
    record, row = page.record, page.own(page.cell)
    if pressed == SKIP:
        return redirect(page.after())
    try:
        if pressed == "take_back":
            if row:
                verbs.retract(row, by=page.request.user)
            return redirect(_url(record))
        said = remembering.meant(page.step, pressed, page.stands, page.limits)
        if said is None:
            raise ValidationError(_("Choose one of the answers, or skip the question."))
        verbs.remember_onset(
            record.patient,
            page.cell,
            said.precision,
            month=said.month,
            by=page.request.user,
            source=source_of(record),
            now=timezone.now(),
        )
    except (ValidationError, PermissionDenied) as refused:
        return _show(page, error=sentence(refused), status=422)
    closer = remembering.following(page.step, said)
    return redirect(_url(record, page.cell, closer) if closer else f"{page.after()}?kept={page.cell}")


def _show(page: Page, *, error: str = "", status: int = 200) -> HttpResponse:
    request, record = page.request, page.record
    start = int(number) if (number := request.GET.get("from", "")).isdecimal() and len(number) < 4 else 0
    item = remembering.asked(
        page.cell,
        page.step,
        page.stands,
        page.limits,
        hint=_hint(record, page.step),
        start=start,
        calm=request.user.calm,
    )
    if item is None:
        return redirect(_url(record, page.cell))
    row = page.own(page.cell)
    context = {
        "record": record,
        "asked": item,
        "error": error,
        "pressed": pressed_before_signing_in(request),
        "kept": _kept(page),
        "aside": _aside(page),
        "answered": row is not None and row.author_id == request.user.pk and page.step == remembering.YEAR,
        "back_url": page.before(),
        "skip_words": _("Ask me later") if page.step == remembering.YEAR else None,
        "chosen_words": _("said before"),
    }
    return render(request, "symptoms/walk/began.html", context, status=status)


def _kept(page: Page) -> Answered | None:
    """What the press before has saved, in words."""
    row = page.own(page.kept)
    return Answered(CELL_LABELS[page.kept], remembered(row.month, row.precision)) if row else None


def _aside(page: Page) -> str:
    """What stands against what the press before has saved."""
    row = page.own(page.kept)
    if row is None:
        return ""
    return of_row(row, set_aside_of(page.record.patient, {page.kept: [row]}).get(page.kept))


def _hint(record: Record, step: str) -> Text:
    if step == remembering.QUARTER:
        return _("In which part of that year?")
    if step == remembering.MONTH:
        return _("In which month?")
    if record.for_clinician:
        return _("When did this part become weak, by the notes?")
    return voice_of(record).says(PAGES["part_began"])


def _part(record: Record, cell: str, rows: list[RememberedOnset], found: SetAside | None) -> Part:
    patient = record.patient
    told, own = tuple(Told.of(row, found) for row in rows), own_memory(rows, source_of(record)) is not None
    if cell != patient.onset_cell or not patient.onset_month:
        return Part(cell, CELL_LABELS[cell], told, None, "", own)
    fact = remembered(patient.onset_month, patient.onset_precision)
    return Part(cell, CELL_LABELS[cell], told, fact, of_fact(patient, found), own)


def _unanswered(record: Record) -> tuple[str, ...]:
    today = local_day(record.patient, timezone.now())
    return unanswered(record.patient, last_said(record.patient, today), source_of(record))


def _url(record: Record, cell: str = "", step: str | None = remembering.YEAR) -> str:
    if not cell:
        return reverse("remembered", args=[record.patient.pk])
    if step == remembering.YEAR:
        return reverse("began", args=[record.patient.pk, cell])
    return reverse("began_closer", args=[record.patient.pk, cell, step])
