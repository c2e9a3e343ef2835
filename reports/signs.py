"""The warning rules by name: a few words for a list or a line of print. The full texts are in symptoms.wording."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.answers import OPEN, States
from clinical.life import Stand, State, in_order, overdue, stand
from clinical.need import Sign
from clinical.report import Report
from clinical.signs import Flag
from reports.figures.language import Words, date_words, whole_month
from reports.figures.words import capital, clauses
from symptoms.wording import rules

NAMES, SOON, STATES = Words(rules.NAMES), Words(rules.HOW_SOON), Words(rules.STATES)


@dataclass(frozen=True)
class ShownSign:
    """A raised sign in words, with what was done about it, on a day."""

    flag: Flag
    state: str
    today: dt.date

    @property
    def rule(self) -> str:
        return self.flag.rule

    @property
    def level(self) -> str:
        return self.flag.level

    @property
    def since(self) -> dt.date:
        return self.flag.since

    @property
    def last(self) -> dt.date:
        return self.flag.last

    @property
    def name(self) -> str:
        return capital(NAMES[self.rule])

    @property
    def open(self) -> bool:
        """Nobody of the care team has answered it."""
        return self.state == OPEN

    @property
    def stand(self) -> Stand:
        return stand(self.flag, self.state, self.today)

    @property
    def how(self) -> str:
        """``within 2 working days``, ``not answered for 12 days; not at the last answer``; of a known state ``known:
        head drop since October 2025``; ``not heard of since 3 March 2026``. Empty where nothing of it is to be said."""
        return how(Sign.of(self.flag), self.state, self.today)


def how(sign: Sign, state: str, today: dt.date) -> str:
    """What is to be said of a sign beside its name and days (CLINICAL 7.4)."""
    where = stand(sign, state, today)
    if where is Stand.KNOWN:
        said = {"sign": NAMES[sign.rule], "month": whole_month(sign.since)}
        told = [_("known: %(sign)s since %(month)s") % said]
    elif sign.unheard_since:
        return _("not heard of since %(day)s") % {"day": date_words(sign.unheard_since)}
    else:
        days = overdue(sign, today)
        told = [] if state == State.CLOSED else [SOON[sign.level]]
        if days is not None:
            told = [unanswered(days)] if where is Stand.WAITING else []
    return clauses([*told, *([_("not at the last answer")] if sign.clear_answers else [])])


def unanswered(days: int) -> str:
    return ngettext("not answered for %(days)d day", "not answered for %(days)d days", days) % {"days": days}


def signs_of(report: Report, states: States) -> list[ShownSign]:
    """The signs of a report, those to look at first in front; what is known or was not heard of again stands last."""
    with_state = [(flag, states[flag.rule, flag.since]) for flag in report.flags]
    ordered = [ShownSign(flag, state, report.as_of) for flag, state in in_order(with_state, report.as_of)]
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
