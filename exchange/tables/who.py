"""Two spellings that may be one person: asked, never guessed."""

import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from exchange.tables.questions import Asker

NEW = "new"


def folded(reference: str) -> str:
    """What two spellings of a reference have in common: without case, spaces, Unicode form and leading zeros."""
    text = "".join(unicodedata.normalize("NFKC", reference).casefold().split())
    return text.lstrip("0") or text


def same_people(references: Iterable[str], known: Iterable[str], asker: Asker) -> dict[str, str]:
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
        answer: str | None = NEW
        if others:
            sentence = _("Is “%(reference)s” the same person as “%(other)s”? Answer with that reference, or “new”.")
            told = {"reference": reference, "other": "”, “".join(others)}
            answer = asker.ask(f"same.{reference}", sentence % told, (*others, NEW))
        if answer in (None, NEW):
            others.append(reference)
        meant[reference] = reference if answer in (None, NEW) else str(answer)
    return meant
