"""Records that may be of one person, by name and day of birth: found to be asked about, never guessed."""

import datetime as dt
import unicodedata
from collections.abc import Iterable

from people.models import Clinic, Patient


def same_name(name: str) -> str:
    """What two spellings of a name have in common: without case, Unicode form, and spaces that are more or fewer."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def same_people(clinic: Clinic, name: str, birth_date: dt.date | None) -> list[Patient]:
    """The records of a clinic with this name and this day of birth, also closed ones, but none that was merged or made
    by mistake; nobody where one of the two is not known."""
    return by_name_and_birth(clinic, [birth_date]).get((same_name(name), birth_date), []) if birth_date else []


def by_name_and_birth(clinic: Clinic, days: Iterable[dt.date]) -> dict[tuple[str, dt.date | None], list[Patient]]:
    """The same of everybody born on these days, by ``same_name`` and day; without those whose name is not known."""
    born = clinic.patients.filter(birth_date__in=set(days), merged_into=None).exclude(name="")
    found: dict[tuple[str, dt.date | None], list[Patient]] = {}
    for patient in born.exclude(ended_why=Patient.Ending.MISTAKE).order_by("reference"):
        found.setdefault((same_name(patient.name), patient.birth_date), []).append(patient)
    return found
