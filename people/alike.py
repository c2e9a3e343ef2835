"""Records that may be of one person, by name and day of birth: found to be asked about, never guessed."""

import datetime as dt
import unicodedata

from people.models import Clinic, Patient


def same_name(name: str) -> str:
    """What two spellings of a name have in common: without case, Unicode form, and spaces that are more or fewer."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def same_people(clinic: Clinic, name: str, birth_date: dt.date | None) -> list[Patient]:
    """The records of a clinic with this name and this day of birth, also closed ones, but none that was merged; nobody
    where one of the two is not known."""
    wanted = same_name(name)
    if not wanted or birth_date is None:
        return []
    born = clinic.patients.filter(birth_date=birth_date, merged_into=None).order_by("reference")
    return [patient for patient in born if same_name(patient.name) == wanted]
