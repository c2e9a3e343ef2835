"""The warning rules by name: a few words for a list or a line of print. The full texts are in symptoms.wording."""

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.answers import OPEN, Life, Lives, States
from care.models import SignAnswer
from clinical.life import Stand, State, due, fired_on, in_order, overdue, stand
from clinical.need import Sign
from clinical.report import Report
from clinical.signs import Flag
from people.models import Patient
from reports.figures.language import Words, date_words, whole_month
from reports.figures.words import capital, clauses
from symptoms.wording import rules

NAMES, SOON, STATES, LEVELS = map(Words, (rules.NAMES, rules.HOW_SOON, rules.STATES, rules.LEVEL_NAMES))
SHAPES = {"emergency": "octagon", "urgent": "triangle", "soon": "diamond", "routine": "circle"}


@dataclass(frozen=True)
class ShownSign:
    """A raised sign in words, with what was done about it, on a day. ``patient``: whose, where it can be answered."""

    flag: Flag | Sign
    life: Life
    today: dt.date
    patient: Patient | None = None

    @property
    def rule(self) -> str:
        return self.flag.rule

    @property
    def level(self) -> str:
        return self.flag.level

    @property
    def shape(self) -> str:
        """That of its level, which stands beside the word."""
        return SHAPES[self.flag.level]

    @property
    def level_name(self) -> str:
        return LEVELS[self.flag.level]

    @property
    def since(self) -> dt.date:
        return self.flag.since

    @property
    def last(self) -> dt.date:
        return self.flag.last

    @property
    def count(self) -> int:
        """Days on which it fired; of a sign from a list, which does not hold them, one."""
        return self.flag.count if isinstance(self.flag, Flag) else 1

    @property
    def name(self) -> str:
        return capital(NAMES[self.rule])

    @property
    def key(self) -> str:
        """The sign on any page."""
        return f"{self.patient.pk}-{self.rule}" if self.patient else self.rule

    @property
    def state(self) -> str:
        return self.life.state

    @property
    def open(self) -> bool:
        """Nobody of the care team has answered it."""
        return self.state == OPEN

    @property
    def stand(self) -> Stand:
        return stand(self.flag, self.state, self.today, self.life.reason)

    @property
    def how(self) -> str:
        """``within 2 working days``, ``not answered for 12 days; not at the last answer``; of a known state ``known:
        head drop since October 2025``; ``not heard of since 3 March 2026``. Empty where nothing of it is to be said."""
        return how(self.flag, self.state, self.today, self.life.reason)

    @property
    def how_listed(self) -> str:
        """The same where a badge says the level: of what was answered no time is told any more."""
        return how(self.flag, self.state, self.today, self.life.reason, soon=self.open)

    @property
    def due(self) -> dt.date | None:
        """By when an answer is wanted, of what waits and is in time."""
        waits = self.stand is Stand.WAITING and overdue(self.flag, self.today) is None
        return due(self.flag.level, fired_on(self.flag)) if waits else None

    @property
    def answer(self) -> SignAnswer | None:
        """The one that counts, unless the sign has fired again since."""
        return None if self.open else self.life.answer

    @property
    def said(self) -> str:
        """``Seen by Cleo, 4 June 2026, 10:12``; empty where nobody has answered."""
        return answered(self.answer, zone_of(self.patient)) if self.answer else ""

    @property
    def before(self) -> str:
        """The answer after which the sign has fired again, or came back."""
        return answered(self.life.answer, zone_of(self.patient)) if self.open and self.life.answer else ""

    @property
    def note(self) -> str:
        return self.answer.note if self.answer else ""

    @property
    def replied(self) -> str:
        """What was written back to the person with the answer."""
        return self.answer.replied.text if self.answer and self.answer.replied else ""

    @property
    def may_reply(self) -> bool:
        return bool(self.answer and self.answer.tells and not self.replied)

    @property
    def press(self) -> uuid.UUID:
        """The id of the next answer: a press that arrives twice is one row."""
        return uuid.uuid4()


def how(sign: Flag | Sign, state: str, today: dt.date, reason: str = "", *, soon: bool = True) -> str:
    """What is to be said of a sign beside its name and days (CLINICAL 7.4); ``soon``: also how soon it wants a word."""
    where = stand(sign, state, today, reason)
    if where is Stand.KNOWN:
        said = {"sign": NAMES[sign.rule], "month": whole_month(sign.since)}
        told = [_("known: %(sign)s since %(month)s") % said]
    elif sign.unheard_since:
        return _("not heard of since %(day)s") % {"day": date_words(sign.unheard_since)}
    else:
        days = overdue(sign, today)
        told = [SOON[sign.level]] if soon and state != State.CLOSED else []
        if days is not None:
            told = [unanswered(days)] if where is Stand.WAITING else []
    return clauses([*told, *([_("not at the last answer")] if sign.clear_answers else [])])


def unanswered(days: int) -> str:
    return ngettext("not answered for %(days)d day", "not answered for %(days)d days", days) % {"days": days}


def answered(answer: SignAnswer, zone: dt.tzinfo) -> str:
    """``Seen by Cleo, 4 June 2026, 10:12``."""
    said = {"who": answer.by, "when": when(answer.at, zone)}
    if answer.until:
        return _("Put off to %(day)s by %(who)s, %(when)s") % (said | {"day": date_words(answer.until)})
    if answer.reason:
        return _("Closed (%(reason)s) by %(who)s, %(when)s") % (said | {"reason": answer.get_reason_display()})
    if answer.action == SignAnswer.Action.CLOSED:
        return _("Closed by %(who)s, %(when)s") % said
    return _("Seen by %(who)s, %(when)s") % said


def taken_back(answer: SignAnswer, zone: dt.tzinfo) -> str:
    """By whom and when it was undone; empty where it was not."""
    if not answer.undone:
        return ""
    return _("undone by %(who)s, %(when)s") % {"who": answer.undone.by, "when": when(answer.undone.at, zone)}


def zone_of(patient: Patient | None) -> dt.tzinfo:
    """Of the clinic, by whose clock its team reads."""
    return zoneinfo.ZoneInfo(patient.clinic.time_zone if patient else "UTC")


def when(at: dt.datetime, zone: dt.tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{date_words(local.date())}, {local:%H:%M}"


def signs_of(report: Report, states: States) -> list[ShownSign]:
    """The signs of a report, those to look at first in front; what is known or was not heard of again stands last."""
    return _ordered(report.flags, {key: Life(state) for key, state in states.items()}, report.as_of)


def signs_to_answer(patient: Patient, flags: Iterable[Flag | Sign], lives: Lives, on: dt.date) -> list[ShownSign]:
    """The same with who did what, for pages on which they are answered."""
    return _ordered(flags, lives, on, patient)


def _ordered(
    flags: Iterable[Flag | Sign], lives: Lives, on: dt.date, patient: Patient | None = None
) -> list[ShownSign]:
    states = [(flag, lives[flag.rule, flag.since].state) for flag in flags]
    ordered = [ShownSign(flag, lives[flag.rule, flag.since], on, patient) for flag, _state in in_order(states, on)]
    return sorted(ordered, key=lambda sign: PLACES[sign.stand])


PLACES = {Stand.WAITING: 0, Stand.ANSWERED: 0, Stand.KNOWN: 1, Stand.UNHEARD: 2}


def in_short(signs: list[ShownSign]) -> str:
    """How many wait for an answer, and how soon the first of them wants one; how many are not asked about, where that
    would be passed over."""
    waiting = [sign for sign in signs if sign.stand is Stand.WAITING]
    if not waiting:
        number = rules.kinds_not_asked()
        told = ngettext(
            "None is open; %(number)d kind is not asked about.",
            "None is open; %(number)d kinds are not asked about.",
            number,
        )
        return told % {"number": number}
    told = ngettext(
        "%(open)d open; the first: %(sign)s (%(how)s).",
        "%(open)d open; the first: %(sign)s (%(how)s).",
        len(waiting),
    )
    return told % {"open": len(waiting), "sign": NAMES[waiting[0].rule], "how": waiting[0].how}
