"""What was found in an export, in sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.vocabulary import PHONE
from exchange.phone.export import Export
from exchange.tables.questions import Question
from people.days import in_words
from symptoms.wording.question import Text

NAMES: dict[str, Text] = {
    "weight": gettext_lazy("Weight"),
    "steps": gettext_lazy("Steps"),
    "walking_asymmetry": gettext_lazy("Walking asymmetry"),
}


def found_in(export: Export) -> dict[str, str]:
    """By measure, on how many days there is one: ``212 days, from 3 March 2024 to 8 May 2026``. What there is none of
    is not in it."""
    found = {}
    for name in ("weight", *PHONE):
        days = [day.day for day in export.days if getattr(day, name) is not None]
        if days:
            told = ngettext("%(count)d day, %(first)s", "%(count)d days, from %(first)s to %(last)s", len(days))
            found[name] = told % {"count": len(days), "first": in_words(days[0]), "last": in_words(days[-1])}
    return found


def notes_of(export: Export) -> tuple[str, ...]:
    """What was taken for granted, and what was left out."""
    return tuple(_notes(export, found_in(export)))


def with_day(question: Question, days: Mapping[int, Any]) -> Question:
    """A question about a single value, with the day that it is of. ``days``: by line."""
    _settled, line, _column = question.key.split(".", 2)
    return replace(question, sentence=f"{in_words(days[int(line)])}: {question.sentence}")


def _notes(export: Export, found: dict[str, str]) -> Iterator[str]:
    if "weight" in found:
        yield _("Of several weights of a day, the first is kept.")
    if "steps" in found:
        yield _("Where a watch and a phone counted the same day, the steps of the one that counted most are kept.")
    if "walking_asymmetry" in found:
        yield _("Of the walking asymmetry of a day, the mean is kept.")
    if export.left_out:
        told = ngettext(
            "%(count)d record that says nothing that can be was left out.",
            "%(count)d records that say nothing that can be were left out.",
            export.left_out,
        )
        yield told % {"count": export.left_out}
    for table in export.missing:
        yield _("The export has no table “%(table)s”.") % {"table": table}
