"""The printed summary: the blocks of CLINICAL 9.1 in their order, two pages of A4 or Letter at most.

Every block is bounded in length: where more was recorded than fits, its line says how much more the screen has. Wishes,
mood and strain are never filled in here: nobody was asked whether to share them (CLINICAL 13).
"""

from collections.abc import Collection
from dataclasses import dataclass

from clinical.period import Period
from clinical.rules import PRIVATE_ON_PAPER
from reports.figures.context import Context
from reports.figures.marks import Figure
from reports.sheet.body import body_now, spread_lines, symptom_lines
from reports.sheet.care import fall_lines, treatment_lines
from reports.sheet.function import Comparison, comparison
from reports.sheet.lines import Line
from reports.sheet.vital import breathing_lines, eating_lines, sign_lines
from reports.summary import Summary

__all__ = ["Comparison", "Line", "Sheet", "sheet_of"]


@dataclass(frozen=True)
class Sheet:
    """The blocks that the record fills; those that are filled in by hand stand in the template."""

    signs: tuple[Line, ...]
    breathing: tuple[Line, ...]
    eating: tuple[Line, ...]
    function: Comparison | None
    spread: tuple[Line, ...]
    body: Figure
    falls: tuple[Line, ...]
    symptoms: tuple[Line, ...]
    treatments: tuple[Line, ...]


def sheet_of(summary: Summary, period: Period, context: Context, left_out: Collection[str] = PRIVATE_ON_PAPER) -> Sheet:
    """What is printed about a patient whose report has been worked out, since the beginning of the period, without the
    signs of the rules that are ``left_out``."""
    return Sheet(
        signs=sign_lines(summary, period, left_out),
        breathing=breathing_lines(summary, period),
        eating=eating_lines(summary, period),
        function=comparison(summary, period, context),
        spread=spread_lines(summary, period),
        body=body_now(summary, period, context.voice),
        falls=fall_lines(summary, period),
        symptoms=symptom_lines(summary, period),
        treatments=treatment_lines(summary, period),
    )
