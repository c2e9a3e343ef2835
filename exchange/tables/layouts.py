"""Layouts that are ready: known by the names of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from clinical.vocabulary import FUNCTION_ITEMS
from exchange.tables.days import DAYS
from exchange.tables.mapping import DAY, OUT, PATIENT, TOTAL, Column
from exchange.tables.names import plain
from symptoms.models.base import Source
from symptoms.wording.question import Text


@dataclass(frozen=True)
class Layout:
    """``needs``: the names by which it is known, as ``names.plain`` writes them. ``columns``: what some of its columns
    mean beside what their names say. ``source``: who said it in such a file, as far as that is likely. ``asked``: a
    sentence where what the columns mean is a guess."""

    name: str
    needs: frozenset[str]
    columns: Mapping[str, Column] = field(default_factory=dict)
    source: str = ""
    asked: Text = ""


_R_ITEMS = (*(f"p{number}" for number in range(1, 10)), "x1r", "x2r", "x3r")

LAYOUTS = (
    Layout(
        "PRO-ACT ALSFRS",
        frozenset({"subject id", "alsfrs delta", "q1 speech"}),
        {
            "alsfrs delta": Column(DAY, order=DAYS),
            "alsfrs r total": Column(TOTAL),
            "alsfrs total": Column(OUT),  # of ten items
            "q10 respiratory": Column(OUT),
            "alsfrs responded by": Column(OUT),
        },
        source=Source.CLINICIAN,
    ),
    Layout(
        "R example",
        frozenset(_R_ITEMS),
        {name: Column(f"function.{item}") for name, item in zip(_R_ITEMS, FUNCTION_ITEMS, strict=True)},
        source=Source.CLINICIAN,
        asked=gettext_lazy(
            "Are p1 to p9 and x1r to x3r the twelve items in their usual order, from speech to breathing machine?"
        ),
    ),
    Layout(
        "REDCap",
        frozenset({"record id", "redcap event name"}),
        {"record id": Column(PATIENT)},
        source=Source.CLINICIAN,
    ),
    Layout("openScale", frozenset({"datetime", "weight", "biceps"}), source=Source.SELF),
    Layout("Withings", frozenset({"date", "weight kg", "fat mass kg"}), source=Source.SELF),
    Layout(
        "Daylio",
        frozenset({"full date", "weekday", "mood", "activities"}),
        {"full date": Column(DAY), "date": Column(OUT)},
        source=Source.SELF,
    ),
)


def layout_of(names: tuple[str, ...]) -> Layout | None:
    known = set(map(plain, names))
    return next((layout for layout in LAYOUTS if layout.needs <= known), None)
