"""Whose word an entry is, told apart by shape and word and never by a colour alone (ACCESS 22)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from clinical.vocabulary import Source
from symptoms.wording.question import Text


@dataclass(frozen=True)
class Voice:
    """``shape``: what is drawn of it in the calendar (``_voice.html``)."""

    shape: str
    word: Text


def voices(record: Any) -> dict[str, Voice]:
    """By whose voice it is, in the order in which they are told; ``record``: that it is of (``people.access``)."""
    own = record.role == "patient"
    return {
        str(Source.SELF): Voice("circle", _("You") if own else str(record.patient)),
        str(Source.CAREGIVER): Voice("triangle", _("Someone who helps")),
        str(Source.CLINICIAN): Voice("square", _("The clinic")),
    }
