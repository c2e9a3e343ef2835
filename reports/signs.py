"""The warning rules by name: a few words for a list or a line of print. The full texts are in symptoms.wording."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from symptoms.wording.flags import LEVELS

Json = dict[str, Any]

# The signs of CLINICAL 7.3, in plain words.
NAMES = {
    "R01": "Severe breathlessness",
    "R02": "Confusion, very hard to wake",
    "R03": "Oxygen reading low",
    "R04": "Oxygen reading lower than usual limits",
    "R05": "Breathless at rest",
    "R06": "Hard to breathe lying flat",
    "R07": "Morning headaches",
    "R08": "Sleep and daytime sleepiness",
    "R09": "Weak cough",
    "R10": "Signs of a chest infection",
    "R11": "Choking or coughing with food or drink",
    "R12": "Meals take long",
    "R13": "Weight below usual",
    "R14": "Quick weight loss",
    "R15": "Low weight for height",
    "R16": "Too little to drink",
    "R17": "Saliva",
    "R18": "Thick phlegm",
    "R19": "Speech",
    "R20": "Laughing or crying that can't be controlled",
    "R21": "Breathing machine used little",
    "R22": "Breathing machine needed more",
    "R23": "Machine or tube fault",
    "R24": "Falls",
    "R25": "Swollen leg or chest pain",
    "R26": "Sudden change",
    "R27": "Low mood",
    "R28": "Head drop",
    "R29": "Function check changed more than usual",
    "R30": "Strain of the caregiver",
    "R31": "Cramps",
}
# Mood, laughing and crying, and a caregiver's strain are printed only where the person agreed (CLINICAL 13).
PRIVATE = frozenset({"R20", "R27", "R30"})


# How soon the care team is told to be told (CLINICAL 7.2).
SHORT = {"emergency": "emergency", "urgent": "same day", "soon": "within 2 working days", "routine": "next visit"}


@dataclass(frozen=True)
class Sign:
    """A raised flag that stands by the latest answers, with its name and its days."""

    rule: str
    name: str
    level: str
    since: dt.date
    last: dt.date
    state: str

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
            NAMES[flag["rule"]],
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
        return "None is open."
    return f"{len(waiting)} open; the highest: {waiting[0].name.lower()} ({waiting[0].when})."
