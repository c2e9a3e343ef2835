"""The warning rules by name: a few words for a list or a line of print. The full texts are in symptoms.wording."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from care.answers import OPEN, States
from clinical.need import Sign, in_order
from clinical.report import Report
from clinical.rules import RULES
from clinical.signs import Flag
from reports.figures.language import Words
from reports.figures.words import capital

# The signs of CLINICAL 7.3, in plain words, as they stand within a sentence.
NAMES = Words(
    {
        "R01": gettext_lazy("severe breathlessness"),
        "R02": gettext_lazy("confusion, very hard to wake"),
        "R03": gettext_lazy("oxygen reading low"),
        "R04": gettext_lazy("oxygen reading lower than usual limits"),
        "R05": gettext_lazy("breathless at rest"),
        "R06": gettext_lazy("hard to breathe lying flat"),
        "R07": gettext_lazy("morning headaches"),
        "R08": gettext_lazy("sleep and daytime sleepiness"),
        "R09": gettext_lazy("weak cough"),
        "R10": gettext_lazy("signs of a chest infection"),
        "R11": gettext_lazy("choking or coughing with food or drink"),
        "R12": gettext_lazy("meals take long"),
        "R13": gettext_lazy("weight below usual"),
        "R14": gettext_lazy("quick weight loss"),
        "R15": gettext_lazy("low weight for height"),
        "R16": gettext_lazy("too little to drink"),
        "R17": gettext_lazy("saliva"),
        "R18": gettext_lazy("thick phlegm"),
        "R19": gettext_lazy("speech"),
        "R20": gettext_lazy("laughing or crying that can't be controlled"),
        "R21": gettext_lazy("breathing machine used little"),
        "R22": gettext_lazy("breathing machine needed more"),
        "R23": gettext_lazy("machine or tube fault"),
        "R24": gettext_lazy("falls"),
        "R25": gettext_lazy("swollen leg or chest pain"),
        "R26": gettext_lazy("sudden change"),
        "R27": gettext_lazy("low mood"),
        "R28": gettext_lazy("head drop"),
        "R29": gettext_lazy("function check changed more than usual"),
        "R30": gettext_lazy("strain of the caregiver"),
        "R31": gettext_lazy("cramps"),
    }
)
# Mood, laughing and crying, and a caregiver's strain are printed only where the person agreed (CLINICAL 13).
PRIVATE = frozenset(rule.id for rule in RULES.values() if rule.private)


# How soon the care team is told to be told (CLINICAL 7.2).
SHORT = Words(
    {
        "emergency": gettext_lazy("emergency"),
        "urgent": gettext_lazy("same day"),
        "soon": gettext_lazy("within 2 working days"),
        "routine": gettext_lazy("next visit"),
    }
)


# What the care team did, in the words of its states.
STATES = Words(
    {
        "acknowledged": gettext_lazy("acknowledged"),
        "snoozed": gettext_lazy("snoozed"),
        "closed": gettext_lazy("closed"),
    }
)


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
        return SHORT[self.level]


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
