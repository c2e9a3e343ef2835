"""The cards of the first page and of "For today": which there are, in which order, and which have room (ACCESS 4).

What is asked of somebody today is read from `care`; all else is decided of plain values.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.before.read import asks
from care.programme.read import waits
from care.treatments.medicines import waits_for_medicines
from clinical.rules import EMERGENCY
from people.access import Record
from people.models import Membership, User
from symptoms.day.first_day import Stands
from symptoms.read.function_checks import is_due
from symptoms.wording import FlagGroup, Text

MOST, IN_THE_HEAD = 12, 2  # targets of a page; those of its head
START = gettext_lazy("The start: a few questions, one press each")


@dataclass(frozen=True)
class Card:
    """A link. ``done``: nothing more is asked there today; ``can_wait``: until another day."""

    url: str
    text: Text
    done: bool = False
    can_wait: bool = False


@dataclass(frozen=True)
class First:
    """What stands on the first page. ``day``: of `symptoms.day.page`; ``numbers``: how many there are to call;
    ``tells``: something is told until it is read; ``start``: how the first day stands; ``moves``: a move is offered."""

    record: Record
    day: Any
    raised: Sequence[FlagGroup] = ()
    numbers: int = 0
    tells: bool = False
    start: Stands | None = None
    moves: bool = False

    @property
    def is_calm(self) -> bool:
        """Whether it asks for what can wait: not beside two numbers to call or an emergency."""
        return self.numbers < 2 and not any(group.level == EMERGENCY for group in self.raised)

    @property
    def starts(self) -> bool:
        """Whether it leads on to the start: not once a day of one's own waits to be saved."""
        return bool(self.start and not self.start.over and not (self.day.waits and self.day.own))

    @property
    def asks_of_the_week(self) -> bool:
        return self.day.week_due and not self.start and self.numbers < 2 and not self.moves

    @property
    def asks_when_it_began(self) -> bool:
        return self.day.began and not (self.day.waits or self.start or self.numbers or self.tells)

    @property
    def targets(self) -> int:
        """How many there are beside the cards."""
        above = IN_THE_HEAD + self.tells + (min(max(self.numbers, 1), 2) if self.raised else 0)
        return above + (self._of_the_day if self.record.may_write else 0)

    @property
    def _of_the_day(self) -> int:
        day, own = self.day, bool(self.day.own)
        kept = sum(bool(receipt.own) for receipt in day.receipts) + bool(day.fall)
        says = (2 if day.waits else 1 + bool(day.can_be_same)) + bool(own and not day.fall)
        helped = self.record.role == Membership.Role.PATIENT and not own
        moves = 2 if self.moves and not day.waits else 0
        return kept + says + helped + moves + bool(self.asks_of_the_week) + bool(self.asks_when_it_began)


@dataclass(frozen=True)
class Erasing:
    """What was asked for waits: from when on it is done, and where it is called off."""

    due: dt.datetime
    url: str
    account: bool = False


def erasing(record: Record, user: User) -> Erasing | None:
    """Of this record, for who may erase it, or of the account of the person themselves."""
    if record.may_erase and record.patient.erase_due_at:
        return Erasing(record.patient.erase_due_at, reverse("erase_record", args=[record.patient.pk]))
    if record.role == Membership.Role.PATIENT and user.erase_due_at:
        return Erasing(user.erase_due_at, reverse("erase_account"), account=True)
    return None


def asked_today(record: Record, user: User, today: dt.date) -> list[Card]:
    """What is asked of this reader today, and what was and is answered."""
    if record.for_clinician or not record.may_write:
        return []
    pk, found = [record.patient.pk], []
    if asks(record, user, today):
        visit = _("Before the visit: what matters to you?")
        found.append(Card(reverse("before_visit", args=pk), visit, can_wait=True))
    if is_due(record.patient, today):
        check = _("Function check: it is time for the next one")
        found.append(Card(reverse("function_check", args=pk), check, can_wait=True))
    of_the_day = (
        ("medicines", _("Medicines of today"), waits_for_medicines(record.patient, user, today)),
        ("exercises", _("Exercises today"), waits(record.patient, user, today)),
    )
    return found + [Card(reverse(name, args=pk), text, not open) for name, text, open in of_the_day if open is not None]


def for_today(asked: Sequence[Card], url: str, *, calm: bool = True) -> list[Card]:
    """One card for all of it: of the only one, or the only one that is open; else the way to the page of all. None on a
    page that is not ``calm`` where all of it can wait."""
    wait = [card for card in asked if not card.done]
    if wait and not calm and all(card.can_wait for card in wait):
        return []
    if len(asked) < 2 or len(wait) == 1:
        return wait or list(asked)
    text = _("For today: %(count)s") % {"count": len(wait)} if wait else _("For today")
    return [Card(url, text, done=not wait)]


def cards_of_home(page: First, asked: Sequence[Card], *, hides_charts: bool) -> list[Card]:
    """Those of the first page, in their order. Where there is no room for all, the summary leaves first, then
    yesterday, then the pictures, then what is for today. The summary stays longer than yesterday beside two numbers to
    call, for it can be shown to who comes, and where the pictures are hidden. The first day asks nothing else."""
    record, at = page.record, [page.record.patient.pk]
    begun = page.start is not None and page.start.begun
    start = Card(reverse("first_day", args=at), _("Go on with the start") if begun else START)
    yesterday = Card(f"{reverse('check_in', args=at)}?day={page.day.yesterday}", _("Yesterday"))
    pictures = Card(reverse("dashboard", args=at), _("Pictures"))
    summary = Card(reverse("summary", args=at), _("Summary to print"))
    wrong = Card(reverse("wrong_today", args=at), _("Something is wrong today"))
    more = Card(reverse("more", args=at), _("More"))

    first = [start] if page.starts else []
    today = [] if page.start else for_today(asked, reverse("for_today", args=at), calm=page.is_calm)
    before = [yesterday] if record.may_write and not page.start else []
    shown = [] if hides_charts else [pictures]
    always = [wrong, more] if record.may_write else [more]
    order = [*first, *today, *before, *shown, summary, *always]

    last = [summary, *before] if page.numbers > 1 or hides_charts else [*before, summary]
    stay = [*always, *first, *today, *shown, *last][: MOST - page.targets]
    return [card for card in order if card in stay]
