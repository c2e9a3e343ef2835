"""Whose word an entry is, told apart by shape and word and never by a colour alone (ACCESS 22)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import Source
from symptoms.wording.question import Text


@dataclass(frozen=True)
class Writer:
    """``shape``: what is drawn of it in the calendar (``_writer.html``)."""

    shape: str
    word: Text


def writers(record: Any) -> dict[str, Writer]:
    """By who wrote it, in the order in which they are told; ``record``: that it is of (``people.access``)."""
    own = record.role == "patient"
    return {
        str(Source.SELF): Writer("circle", _("You") if own else str(record.patient)),
        str(Source.CAREGIVER): Writer("triangle", _("Someone who helps")),
        str(Source.CLINICIAN): Writer("square", _("The clinic")),
    }
