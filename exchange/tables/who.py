"""Two references that may be one person: asked, never guessed."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from exchange.tables.mapping import NAME
from exchange.tables.questions import Asker
from people.alike import by_name_and_birth, same_name
from people.models import Clinic

NEW = "new"
SPELT, ALIKE = "same", "alike"  # begin the keys of the questions: by the reference, by name and day of birth


def folded(reference: str) -> str:
    """What two spellings of a reference have in common: without case, spaces, Unicode form and leading zeros."""
    text = "".join(unicodedata.normalize("NFKC", reference).casefold().split())
    return text.lstrip("0") or text


def meant_by(references: Iterable[str], known: Iterable[str], asker: Asker) -> dict[str, str]:
    """By the reference in the file, the one that is meant: of a clinic's ``known`` ones, or an earlier one of the
    file."""
    meant = {reference: reference for reference in known}
    spellings: dict[str, list[str]] = {}
    for reference in meant:
        spellings.setdefault(folded(reference), []).append(reference)
    for reference in references:
        if reference in meant:
            continue
        others = spellings.setdefault(folded(reference), [])
        said = asker.given(f"{ALIKE}.{reference}")
        answer: str | None = said if said in meant else NEW  # what is no answer, ``ask_alike`` refuses
        if others and answer == NEW:
            sentence = _("Is “%(reference)s” the same person as “%(other)s”? Answer with that reference, or “new”.")
            told = {"reference": reference, "other": "”, “".join(others)}
            answer = asker.ask(f"{SPELT}.{reference}", sentence % told, (*others, NEW))
        if answer in (None, NEW):
            others.append(reference)
        meant[reference] = reference if answer in (None, NEW) else str(answer)
    return meant


def ask_alike(facts: Mapping[str, Mapping[str, Any]], clinic: Clinic, asker: Asker) -> None:
    """Who is new by their reference and has the name and the day of birth of somebody here, or above in the file, is
    asked about; the answer is taken by ``meant_by`` when the file is read again. ``facts``: by the reference meant."""
    known = set(clinic.patients.filter(reference__in=list(facts)).values_list("reference", flat=True))
    fresh = {name: said for name, said in facts.items() if name not in known and NAME in said and "birth_date" in said}
    here = by_name_and_birth(clinic, [said["birth_date"] for said in fresh.values()])
    above: dict[tuple[str, Any], list[str]] = {}
    for reference, said in fresh.items():
        key = (same_name(said[NAME]), said["birth_date"])
        others = above.setdefault(key, [])
        alike = [*(patient.reference for patient in here.get(key, [])), *others]
        others.append(reference)
        if alike:
            sentence = _(
                "“%(reference)s” has the name and the date of birth of “%(other)s”. Is it the same person? Answer with"
                " that reference, or “new”."
            )
            told = {"reference": reference, "other": "”, “".join(alike)}
            asker.ask(f"{ALIKE}.{reference}", sentence % told, (*alike, NEW))
