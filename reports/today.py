"""What was already said today: which parts, by whom."""

import datetime as dt
from dataclasses import dataclass

from people.models import Patient
from symptoms.models import CheckIn
from symptoms.storage import SECTION_MODELS

SECTIONS = {
    "weakness": "weakness",
    "fasciculation": "twitches and cramps",
    "fatigue": "tiredness",
    "asymmetry": "left and right",
    "signs": "the past seven days",
}


@dataclass(frozen=True)
class Said:
    author_id: int
    author: str
    at: dt.datetime
    sections: tuple[str, ...]


def said_today(patient: Patient, today: dt.date) -> list[Said]:
    """The standing check-ins for a day, the latest last."""
    rows = (
        CheckIn.objects.standing()
        .filter(patient=patient, day=today)
        .order_by("made_at", "pk")
        .values_list("author", "author__name", "made_at", *SECTION_MODELS)
    )
    return [
        Said(author, name, at, tuple(SECTIONS[name] for name, pk in zip(SECTION_MODELS, found, strict=True) if pk))
        for author, name, at, *found in rows
    ]
