"""Two references that may be one person: asked, never guessed."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from exchange.rows import Problems, Row, Rows
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
            answer = ask_of_spelling(reference, others, asker)
        if answer in (None, NEW):
            others.append(reference)
        meant[reference] = reference if answer in (None, NEW) else str(answer)
    return meant


def ask_of_spelling(reference: str, others: Sequence[str], asker: Asker) -> str | None:
    """Whether it is one of those that are spelt alike."""
    sentence = _("Is “%(reference)s” the same person as “%(other)s”? Answer with that reference, or “new”.")
    told = {"reference": reference, "other": "”, “".join(others)}
    return asker.ask(f"{SPELT}.{reference}", sentence % told, (*others, NEW))


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
            ask_of_one(reference, alike, asker)


def ask_of_one(reference: str, alike: Sequence[str], asker: Asker) -> str | None:
    """Whether it is one of those with the same name and day of birth."""
    sentence = _(
        "“%(reference)s” has the name and the date of birth of “%(other)s”. Is it the same person? Answer with"
        " that reference, or “new”."
    )
    told = {"reference": reference, "other": "”, “".join(alike)}
    return asker.ask(f"{ALIKE}.{reference}", sentence % told, (*alike, NEW))


def as_meant(rows: Rows, clinic: Clinic, asker: Asker, facts: Mapping[str, Mapping[str, Any]] | None = None) -> Rows:
    """The same rows, each of who is meant. ``facts``: by the reference in the file, name and day of birth where they
    are known. Raises ``Asked`` while that is open, and ``CsvRefused``."""
    known = clinic.patients.order_by("reference").values_list("reference", flat=True)
    meant = meant_by(dict.fromkeys(row.patient for row in rows.rows), known, asker)
    ask_alike({meant[name]: said for name, said in (facts or {}).items() if name in meant}, clinic, asker)
    asker.stop_if_asked()
    if all(name == other for name, other in meant.items()):
        return rows
    return _once(replace(rows, rows=tuple(replace(row, patient=meant[row.patient]) for row in rows.rows)))


def _once(rows: Rows) -> Rows:
    """What two spellings say of one day and source, once. Raises ``CsvRefused`` where they differ."""
    problems, kept = Problems(), dict[tuple[Any, ...], Row]()
    for row in rows.rows:
        first = kept.setdefault((row.patient, row.day, row.source), row)
        if replace(first, line=row.line) != row:
            told = _("It says something else than line %(line)d about the same patient, date and source.")
            problems.add(told % {"line": first.line}, row.line)
    problems.refuse_if_any()
    return replace(rows, rows=tuple(kept.values()), repeated=rows.repeated + len(rows.rows) - len(kept))
