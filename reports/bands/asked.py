"""What the person and who helps them want to talk about at the coming visit, in a line each."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.before.lists import List
from care.before.shown import Told

LETTERS = 56  # of a line: what is longer stands on the page that it leads to


@dataclass(frozen=True)
class Asked:
    """``there``: something was said; ``waiting``: how much of it is still to be talked about."""

    person: str = ""
    helper: str = ""
    there: bool = False
    waiting: str = ""


def asked(said: List | None) -> Asked:
    lines = said.lines if said else []
    if said is None or not lines:
        return Asked()
    told = ngettext("%(number)d thing to talk about", "%(number)d things to talk about", said.waiting)
    return Asked(
        person=_line([line for line in lines if line.row.source != "caregiver"]),
        helper=_line([line for line in lines if line.row.source == "caregiver"]),
        there=True,
        waiting=told % {"number": said.waiting} if said.waiting else _("Talked about"),
    )


def _line(lines: list[Told]) -> str:
    """What matters comes first, the rest with its label."""
    told = [line.text for line in lines if line.matters] + [
        f"{line.label}: {line.text}" for line in lines if not line.matters
    ]
    text = "; ".join(told)
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"
