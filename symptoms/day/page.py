"""What a person finds when they come to say how a day is: receipts of what was saved, and what can be said now."""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinical.vocabulary import MEASURES, PRIVATE, Source
from people.access import Record
from people.models import User
from people.prepared import prepared
from symptoms.day.drafts import draft_of
from symptoms.day.walk import is_due
from symptoms.models import CheckIn, Draft, Event, Plan
from symptoms.models.base import Recorded
from symptoms.read.last_said import LastSaid, last_said
from symptoms.read.memories import unanswered
from symptoms.read.plans import plan_of
from symptoms.record.columns import SECTION_MODELS
from symptoms.record.days import spoken
from symptoms.record.roles import source_of, voice_of
from symptoms.wording import NOTES, Text, Voice
from symptoms.wording.names import SECTIONS as SECTION_WORDS
from symptoms.wording.pages import PAGES


@dataclass(frozen=True)
class SavedEntry:
    """One saved entry of the day, and who sees it. ``same``: nothing had changed; ``parts``: what it speaks of."""

    entry_id: uuid.UUID
    sentence: str
    seen: str
    parts: tuple[Text, ...]
    same: bool
    own: bool


@dataclass(frozen=True)
class Fall:
    """One's own fall on the day; ``sentence`` is its receipt."""

    entry_id: uuid.UUID
    sentence: str


@dataclass(frozen=True)
class DayPage:
    """``last``: what was said up to that day; ``waiting``: what was pressed and is not an entry yet. ``began``: this
    reader has saved the day, and may be asked of a weak part when it began; not before, for one thing comes at a time.
    ``fall``: the one of this day that they wrote down last. ``caregiver``: they answer as one.
    """

    day: dt.date
    today: dt.date
    receipts: tuple[SavedEntry, ...]
    last: LastSaid
    plan: Plan
    draft: Draft | None
    new_id: uuid.UUID
    began: bool = False
    fall: Fall | None = None
    caregiver: bool = False

    @property
    def yesterday(self) -> dt.date:
        return self.today - dt.timedelta(days=1)

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def helped(self) -> bool:
        return bool(self.draft and self.draft.helped)

    @property
    def waits(self) -> bool:
        return bool(self.draft and self.draft.waits)

    @property
    def own(self) -> SavedEntry | None:
        """This reader's own entry for the day."""
        return next((receipt for receipt in self.receipts if receipt.own), None)

    @property
    def can_be_same(self) -> bool:
        return self.last.day is not None and bool(self.last.values) and not self.own and not self.waits

    @property
    def week_due(self) -> bool:
        begun = self.last.asked == self.day and self.last.week_left
        due = is_due(self.last.asked, self.day) or (self.caregiver and is_due(self.last.caregiver_asked, self.day))
        return "week" not in self.plan.left_out and (begun or due)


def day_page(record: Record, user: User, day: dt.date, today: dt.date) -> DayPage:
    receipts = tuple(_receipt(record, row, user) for row in _entries(record.patient.pk, day))
    last = last_said(record.patient, day)
    saved = any(receipt.own for receipt in receipts)
    return DayPage(
        day,
        today,
        receipts,
        last,
        plan_of(record.patient, day),
        draft_of(record.patient, user, day, Draft.Kind.CHECK_IN),
        uuid.uuid4(),
        saved and record.may_write and bool(unanswered(record.patient, last, source_of(record))),
        _fall(record, user, day) if saved else None,
        source_of(record) == Source.CAREGIVER,
    )


def _fall(record: Record, user: User, day: dt.date) -> Fall | None:
    falls = Event.objects.standing().filter(patient=record.patient, author=user, start=day, kind=Event.Kind.FALL)
    row = falls.order_by("-made_at", "-pk").first()
    return Fall(row.pk, _("A fall is written down for %(day)s.") % {"day": spoken(day)}) if row else None


@prepared
def _entries(patient: uuid.UUID, day: dt.date) -> QuerySet[CheckIn]:
    """What stands for a day, by whom, and which sections it has; not what they say."""
    confirmed = [f"{name}__confirmed_same" for name in SECTION_MODELS]
    rows = CheckIn.objects.standing().filter(patient=patient, day=day).select_related("author", *SECTION_MODELS)
    private = [f"signs__{MEASURES[name].column}" for name in PRIVATE]
    return rows.only("day", "made_at", "author__email", "author__name", *confirmed, *private).order_by("made_at", "pk")


def receipt_words(record: Record, entry: Recorded, day: dt.date) -> str:
    """``Saved 09:12 by Ada for Monday 2 March. Your team at North Clinic can see it.``"""
    return " ".join(filter(None, (_saved(record, entry, day), _seen(record))))


def _saved(record: Record, entry: Recorded, day: dt.date) -> str:
    return _("Saved %(time)s by %(who)s for %(day)s.") % {
        "time": date_format(timezone.localtime(entry.made_at, zoneinfo.ZoneInfo(record.patient.time_zone)), "H:i"),
        "who": entry.author,
        "day": spoken(day),
    }


def _seen(record: Record) -> str:
    if record.for_clinician or not record.has_team:
        return ""
    seen = voice_of(record).says(PAGES["team_sees"], clinic=record.patient.clinic)
    read = f" {record.reach.reading}" if record.reach.is_set else ""
    return f"{seen}{read}"


def _receipt(record: Record, row: CheckIn, user: User) -> SavedEntry:
    sections = {name: getattr(row, name) for name in SECTION_MODELS if hasattr(row, name)}
    same = bool(sections) and all(section.confirmed_same for section in sections.values())
    parts = tuple(SECTION_WORDS[name] for name in sections)
    own = row.author_id == user.pk
    seen = " ".join(filter(None, (_seen(record), *(notes_on(_private(row), voice_of(record)) if own else ()))))
    return SavedEntry(row.pk, _saved(record, row, row.day), seen, parts, same, own)


def _private(row: CheckIn) -> list[str]:
    """Of what not everybody with access sees, what an entry says."""
    signs = getattr(row, "signs", None)
    return [name for name in PRIVATE if getattr(signs, MEASURES[name].column, None) is not None]


def notes_on(said: Iterable[str], voice: Voice) -> list[str]:
    """Who sees answers that not everybody with access does, by the measures that were answered."""
    return [str(voice.says(NOTES[part])) for part in dict.fromkeys(PRIVATE[name] for name in said if name in PRIVATE)]
