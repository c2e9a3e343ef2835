"""A part of the comparison: rows of then, now and what changed."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from reports.figures.language import decimal

SAME = gettext_lazy("the same")
NONE_BEFORE = gettext_lazy("none by that day")
NONE_SINCE = gettext_lazy("no newer one")
NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """``changed``: it stands out. ``own``: the person's own grade beside an examined one. ``private``: not on paper,
    for the person did not agree to that (CLINICAL 13)."""

    label: str
    then: str
    now: str
    what: str
    changed: bool = False
    own: bool = False
    private: bool = False


@dataclass(frozen=True)
class Section:
    """``heads``: over the two columns, where they are not of the two days. ``empty``: said where there is no row."""

    name: str
    title: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    heads: tuple[str, str] | None = None
    empty: str = ""


def signed(difference: float) -> str:
    """``−2``, ``+1.5``; never a word that praises or blames."""
    return decimal(f"{difference:+.10g}").replace("-", "−")
