"""What was written in a record, whatever kind of entry it is, in words."""

import datetime as dt
import uuid
import zoneinfo
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from people.access import Record
from people.models import Patient, User
from people.records import PHONE_NAME, is_a_program, is_nobody
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, RememberedOnset, Treatment
from symptoms.models.base import AskedBack, DayEntry, Recorded
from symptoms.models.remembered import voice
from symptoms.read.another import another_said
from symptoms.read.entry_heads import KINDS, heads
from symptoms.read.private import hidden_of
from symptoms.record.columns import SECTION_MODELS, unknown_of, values_of
from symptoms.record.days import local_day
from symptoms.record.roles import source_of, voice_of
from symptoms.wording import CELL_LABELS, NOT_KNOWN, PERSON, Text, Voice
from symptoms.wording.courses import course_name
from symptoms.wording.doubts import LABELS
from symptoms.wording.remembered import remembered
from symptoms.wording.said import in_a_line, said

PLACES = {Recorded.Status.STANDING: 0, Recorded.Status.ENTERED_IN_ERROR: 1, Recorded.Status.SUPERSEDED: 2}
TITLES: dict[str, Text] = {
    "CheckIn": _("Check-in"),
    "FunctionCheck": _("Function check"),
    "Measurement": _("Measurement"),
    "Treatment": _("Treatment"),
    "Event": _("Event"),
    "CellMark": _("Mark on a part of the body"),
    "RememberedOnset": _("When a part became weak"),
}


@dataclass(frozen=True)
class Entry:
    """An entry as the list shows it. ``late``: days between the day that it is for and the day it was written.

    ``same``: the person confirmed what they had said before. ``confirmed``: what was asked back and confirmed;
    ``rounded``: what was a half point in the file that it is from.
    """

    row: Recorded
    title: Text
    day: dt.date | None
    late: int
    lines: tuple[tuple[Text, Text], ...]
    same: bool = False
    confirmed: tuple[Text, ...] = ()
    rounded: tuple[Text, ...] = ()

    @property
    def who(self) -> Text:
        """The author, or what stands for one."""
        by_phone = self.row.author.name == PHONE_NAME and is_nobody(self.row.author)
        return _("Measured by the phone") if by_phone else str(self.row.author)

    @property
    def is_nobodys(self) -> bool:
        """Whether it came in a file or by a program of a clinic, so that it is for anyone to change who may write."""
        return is_nobody(self.row.author)

    @property
    def said_by(self) -> Text:
        """As whom its author said it."""
        return _("the clinic's program") if is_a_program(self.row.author) else self.row.get_source_display()

    def change_path(self, record: Record, user: User) -> str:
        """The page on which its author changes it; blank where it can only be taken back: what came in a file,
        what somebody wrote in another's words, and that another's treatment ended."""
        row, at = self.row, [record.patient.pk]
        if row.author_id != user.pk or voice(row.source) != source_of(record) or another_said(row, user):
            return ""
        if isinstance(row, FunctionCheck):
            return reverse("function_item", args=[*at, row.day, "function.gastrostomy"])
        if isinstance(row, DayEntry):
            return f"{reverse('check_in' if isinstance(row, CheckIn) else 'measurement', args=at)}?day={row.day}"
        if isinstance(row, RememberedOnset):
            return reverse("began", args=[*at, row.cell])
        if isinstance(row, CellMark):
            said = {"cell": row.cell, "kind": row.kind} | ({"on": str(row.on)} if row.on else {})
            return f"{reverse('mark_cell', args=at)}?{urlencode(said)}"
        return f"{reverse('treatment' if isinstance(row, Treatment) else 'event', args=at)}?changes={row.pk}"

    @classmethod
    def of(cls, row: Recorded, hidden: frozenset[str] = frozenset(), voice: Voice = PERSON) -> "Entry":
        """``hidden``: the measures whose answers are not shown. ``voice``: who reads it."""
        kind = type(row).__name__
        if isinstance(row, DayEntry):
            written = row.made_at.astimezone(zoneinfo.ZoneInfo(row.time_zone)).date()
            late = max((written - row.day).days, 0)
            kept = row.confirmed if isinstance(row, AskedBack) else []
            asked = tuple(voice.says(LABELS[name]) for name in kept if name in LABELS)
            halves = [said(name, 0, tube=_tube(row), voice=voice)[0] for name in kept if name not in LABELS]
            rounded = tuple(in_a_line(label, _("A half point in the file, rounded down")) for label in halves)
            lines = _answers(row, hidden, voice)
            return cls(row, TITLES[kind], row.day, late, lines, _confirmed(row), asked, rounded)
        if isinstance(row, CellMark):
            return cls(row, TITLES[kind], row.on, 0, ((CELL_LABELS[row.cell], row.get_kind_display()),))
        if isinstance(row, RememberedOnset):
            return cls(row, TITLES[kind], None, 0, ((CELL_LABELS[row.cell], remembered(row.month, row.precision)),))
        if isinstance(row, Treatment | Event):
            return cls(row, TITLES[kind], row.start, 0, _span(row))
        raise TypeError(kind)


def _confirmed(entry: DayEntry) -> bool:
    sections = [getattr(entry, name) for name in SECTION_MODELS if hasattr(entry, name)]
    return bool(sections) and all(section.confirmed_same for section in sections)


def _tube(entry: DayEntry) -> bool:
    return bool(getattr(entry, "gastrostomy", 0))


def _answers(entry: DayEntry, hidden: frozenset[str], voice: Voice) -> tuple[tuple[Text, Text], ...]:
    tube = _tube(entry)
    shown = {name: value for name, value in values_of(entry).items() if name not in hidden}
    lines = [said(name, value, tube=tube, voice=voice) for name, value in shown.items() if value is not None]
    return (*lines, *((CELL_LABELS[cell], NOT_KNOWN[reason]) for cell, reason in unknown_of(entry).items()))


def _span(row: Treatment | Event) -> tuple[tuple[Text, Text], ...]:
    last = row.stop if isinstance(row, Treatment) else row.end
    lines: list[tuple[Text, Text]] = [(_("What"), row.get_kind_display())]
    if row.label:
        lines.append((_("Name or note"), row.label))
    if isinstance(row, Treatment):
        lines[0] = (_("What"), course_name(row.kind, row.detail, row.side))
        lines += [(_("Dose or setting"), row.dose)] if row.dose else []
    if last:
        lines.append((_("Last day"), str(last)))
    if isinstance(row, Treatment) and row.stop_reason:
        lines.append((_("Why it was stopped"), row.get_stop_reason_display()))
    if getattr(row, "serious", False):
        lines.append((_("How bad"), _("Someone was hurt, or had to help")))
    return tuple(lines)


def read_day(record: Record, user: User, day: dt.date, start: int, stop: int) -> list[Entry]:
    """The entries for a day from ``start`` to ``stop``, as ``user`` may read them: what stands, then what was taken
    back, then what was corrected; of each the newest first. A query, and one for each kind that is there."""
    found = [rows.filter(for_day=day).values_list("pk", "status", "made_at", "kind_of") for rows in heads(record, user)]
    told = sorted(found[0].union(*found[1:], all=True), key=lambda head: head[0])
    told.sort(key=lambda head: (PLACES[head[1]], -head[2].timestamp()))
    shown = told[start:stop]
    rows: dict[uuid.UUID, Recorded] = {}
    for kind in {head[3] for head in shown}:
        rows |= _queryset(KINDS[kind]).in_bulk([head[0] for head in shown if head[3] == kind])
    reads = voice_of(record)
    return [Entry.of(row, hidden_of(row, record, user), reads) for row in (rows[head[0]] for head in shown)]


def day_of(row: Recorded) -> dt.date:
    """The day among whose entries it stands."""
    if isinstance(row, DayEntry):
        return row.day
    return row.start if isinstance(row, Treatment | Event) else local_day(row.patient, row.made_at)


def find_entry(patient: Patient, entry_id: uuid.UUID) -> Recorded | None:
    """The entry of this patient with this id, whichever table holds it."""
    found = (_queryset(model).filter(patient=patient, pk=entry_id).first() for model in KINDS.values())
    return next(filter(None, found), None)


def _queryset(model: type[Recorded]) -> QuerySet:
    related: tuple[str, ...] = tuple(SECTION_MODELS) if model is CheckIn else ()
    if model is Treatment:
        related = ("supersedes__author",)  # whose words it is in
    return model._default_manager.select_related("author", "patient", *related)
