"""Records of an archive that may be of somebody who is here already: asked, never guessed."""

import uuid
from collections.abc import Iterable

from exchange.archive.read import Line
from exchange.tables.questions import Asker
from exchange.tables.who import NEW, ask_of_one, ask_of_spelling, folded
from people.alike import by_name_and_birth, same_name
from people.models import Clinic, Patient


def same_records(lines: Iterable[Line], clinic: Clinic, asker: Asker) -> dict[uuid.UUID, uuid.UUID]:
    """By the id in the file, the record here that is of the same person, of those that are not here by their id.

    Asked is of records of this clinic alone, in which whoever brings the file writes. Two that the file names are two.
    A reference that somebody else here has, with another name or day of birth, is left to who writes. Raises ``Asked``
    while it is open, and ``CsvRefused`` for what is no answer.
    """
    said = [line.said for line in lines]
    ids = {each["id"] for each in said}
    there = set(Patient.objects.filter(pk__in=ids).values_list("pk", flat=True))
    fresh = [each for each in said if each["id"] not in there]
    records = clinic.patients.exclude(pk__in=ids).filter(merged_into=None).order_by("reference")
    here = dict(records.values_list("reference", "pk")) if fresh else {}
    spellings: dict[str, list[str]] = {}
    for reference in here:
        spellings.setdefault(folded(reference), []).append(reference)
    born = by_name_and_birth(clinic, {each["birth_date"] for each in fresh if each["name"] and each["birth_date"]})
    same = {}
    for each in fresh:
        reference = each["patient"]
        named = born.get((same_name(each["name"]), each["birth_date"]), [])
        alike = [patient.reference for patient in named if patient.pk not in ids]
        answer: str | None = NEW
        if alike:
            answer = ask_of_one(reference, alike, asker)
        elif reference not in here and (spelt := spellings.get(folded(reference))):
            answer = ask_of_spelling(reference, spelt, asker)
        if answer not in (None, NEW):
            same[each["id"]] = here[str(answer)]
    asker.stop_if_asked()
    return same
