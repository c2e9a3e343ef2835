"""The warning rules by name: a few words for a list or a line of print. The full texts are in symptoms.wording."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.answers import OPEN, States
from clinical.need import Sign, in_order
from clinical.report import Report
from clinical.rules import RULES
from clinical.signs import Flag
from reports.figures.language import Words
from reports.figures.words import capital
from symptoms.wording import rules

NAMES, SOON, STATES = Words(rules.NAMES), Words(rules.HOW_SOON), Words(rules.STATES)
# Mood, laughing and crying, and a caregiver's strain are printed only where the person agreed (CLINICAL 13).
PRIVATE = frozenset(rule.id for rule in RULES.values() if rule.private)


@dataclass(frozen=True)
class ShownSign:
    """A raised sign that stands by the latest answers, in words, with what was done about it."""

    flag: Flag
    state: str

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
    def when(self) -> str:
        return SOON[self.level]


def signs_of(report: Report, states: States) -> list[ShownSign]:
    """The signs of a report, the highest level first, the latest first within a level."""
    by_episode = {(flag.rule, flag.since): flag for flag in report.flags}
    ordered = in_order(map(Sign.of, report.flags))
    return [ShownSign(by_episode[sign.rule, sign.since], states[sign.rule, sign.since]) for sign in ordered]


def in_short(signs: list[ShownSign]) -> str:
    """How many wait for an answer, and how soon the highest of them wants one."""
    waiting = [sign for sign in signs if sign.open]
    if not waiting:
        return _("None is open.")
    told = ngettext(
        "%(open)d open; the highest: %(sign)s (%(when)s).",
        "%(open)d open; the highest: %(sign)s (%(when)s).",
        len(waiting),
    )
    return told % {"open": len(waiting), "sign": NAMES[waiting[0].rule], "when": waiting[0].when}
