"""The warning rules by name: a few words for a list or a line of print. The full texts are in symptoms.wording."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.figures.language import Words
from reports.figures.words import capital
from symptoms.wording.flags import LEVELS

Json = dict[str, Any]

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
PRIVATE = frozenset({"R20", "R27", "R30"})


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
class Sign:
    """A raised flag that stands by the latest answers, with its name and its days."""

    rule: str
    level: str
    since: dt.date
    last: dt.date
    state: str

    @property
    def name(self) -> str:
        return capital(NAMES[self.rule])

    @property
    def open(self) -> bool:
        """Nobody of the care team has answered it."""
        return self.state == "open"

    @property
    def when(self) -> str:
        return SHORT[self.level]


def signs_of(report: Json) -> list[Sign]:
    """The flags of a report, the highest level first, the latest first within a level."""
    found = [
        Sign(
            flag["rule"],
            flag["level"],
            dt.date.fromisoformat(flag["since"]),
            dt.date.fromisoformat(flag["last"]),
            flag["state"],
        )
        for flag in report["flags"]
    ]
    return sorted(sorted(found, key=lambda sign: sign.last, reverse=True), key=lambda sign: LEVELS.index(sign.level))


def in_short(signs: list[Sign]) -> str:
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
