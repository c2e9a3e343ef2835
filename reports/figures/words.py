"""The words of the figures: plain, sides always written out (ACCESS 23), within the safety statement (CLINICAL 13)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from clinical.vocabulary import CELLS, Cell, Region, Source

REGIONS = {
    Region.SPEECH: "speech",
    Region.SWALLOWING: "swallowing",
    Region.NECK: "neck",
    Region.UPPER_ARM: "upper arm",
    Region.HAND: "hand",
    Region.BREATHING: "breathing",
    Region.TRUNK: "back and belly",
    Region.THIGH: "thigh",
    Region.FOOT: "foot",
}
SUBSCORES = {
    "bulbar": "Speech, saliva, swallowing",
    "fine_motor": "Hand tasks and dressing",
    "gross_motor": "Turning, walking, stairs",
    "respiratory": "Breathing",
}
SOURCES = {
    Source.SELF: "self-reported",
    Source.HELPED: "self-reported with help",
    Source.CAREGIVER: "caregiver",
    Source.CLINICIAN: "clinic",
}
MODES = {"app": "in the browser", "phone": "by phone", "clinic": "in the clinic"}
GRADES = {4: "as before ALS", 3: "", 2: "", 1: "", 0: "no function"}

# Treatments and events by the names that people use for them.
KINDS = {
    "riluzole": "Riluzole",
    "edaravone": "Edaravone",
    "tofersen": "Tofersen",
    "niv": "Breathing machine (mask)",
    "cough_assist": "Cough assist or suction",
    "gastrostomy": "Feeding tube",
    "aac": "Speech device",
    "orthosis": "Brace, splint or collar",
    "mobility_aid": "Stick, frame or wheelchair",
    "physiotherapy": "Physiotherapy",
    "symptom_medicine": "Medicine for a symptom",
    "other": "Other",
    "fall": "Fall",
    "choking": "Choking",
    "infection": "Cold or chest infection",
    "hospital_stay": "Hospital stay",
}

NO_ANSWER = "no answer"
SELF_REPORTED = "Self-reported, not checked by a clinician unless marked so."
NOT_THE_CAUSE = "A change after a treatment started does not show that the treatment caused it."
STAGE_MEANING = "A stage describes what is affected now. It does not say how long."
NO_STAGE = "not shown by these answers"
BOTH_4 = "4B (4A also)"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def name_of(cell: Cell) -> str:
    """``left hand``, ``speech``."""
    return f"{cell.side} {REGIONS[cell.region]}" if cell.side else REGIONS[cell.region]


NAMES = {cell.name: name_of(cell) for cell in CELLS}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def date_words(day: dt.date) -> str:
    """``3 March 2025``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: dt.date) -> str:
    """``3 Mar 2025``."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def month_words(day: dt.date) -> str:
    """``Mar 2025``."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def months(days: int) -> str:
    """Days as months of 30.4375 days: ``5.9 months``."""
    return f"{days / 30.4375:.1f} months"


def number(value: float | None, missing: str = NO_ANSWER) -> str:
    return missing if value is None else f"{value:.10g}"


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def stage_words(check: Mapping[str, Any]) -> str:
    """King's stage of a check that has one: ``2``, ``4B (4A also)``; its "0" is no stage of King's (CLINICAL 2.2)."""
    if check["kings"] == "0":
        return NO_STAGE
    return BOTH_4 if check["kings_4a"] and check["kings_4b"] else str(check["kings"])


def source_words(source: str) -> str:
    return SOURCES[Source(source)]
