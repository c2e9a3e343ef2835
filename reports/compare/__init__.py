"""Two days of one record side by side, for the care team: every number is of ``clinical.compare``, here it gets words.

Summary, comparison and what the visits hold in, frozen dataclasses out: no query, no clock, no HTML.
"""

from dataclasses import dataclass

from care.visits.strength import StrengthTable
from clinical.compare import Comparison
from clinical.opm import Confirmed
from reports.compare.examined import line_section, strength_section
from reports.compare.function import function_sections
from reports.compare.measured import measured_section, treatment_section
from reports.compare.rows import Section
from reports.compare.signs import sign_section
from reports.compare.spread import grade_section, spread_section
from reports.figures.marks import Figure
from reports.figures.small.between import between
from reports.summary import Summary

__all__ = ["Compared", "Section", "compared"]


@dataclass(frozen=True)
class Compared:
    bodies: Figure
    sections: tuple[Section, ...]
    engine: str


def compared(
    summary: Summary, found: Comparison, strength: StrengthTable | None, lines: tuple[Confirmed, ...]
) -> Compared:
    """``strength``: at the last visits up to the two days; ``lines``: of OPM, the oldest first."""
    return Compared(
        bodies=between(found.grades, found.then, found.now),
        sections=(
            grade_section(found),
            spread_section(summary, found),
            *function_sections(found),
            measured_section(found),
            sign_section(summary, found),
            strength_section(found, strength),
            treatment_section(found),
            line_section(found, lines),
        ),
        engine=summary.report.engine,
    )
