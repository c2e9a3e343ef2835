"""A made-up person: two and a half years, left hand first, crossing over, then a leg, then speech; with gaps.

The same shape as the computed report and its weekly series. Made by rule, so that it is the same every time.
"""

from typing import Any

from clinical.report import Report, Series
from clinical.vocabulary import CELL_NAMES, LIMB_REGIONS
from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.marks import Figure
from tests.reports.figures.sample.computed import report
from tests.reports.figures.sample.life import AS_OF, FIRST, WEEKS
from tests.reports.figures.sample.weekly import series, weighed

__all__ = ["AS_OF", "FIRST", "WEEKS", "figure", "made", "nothing", "report", "series", "weighed"]


def made(report: dict[str, Any], series: dict[str, Any]) -> tuple[Report, Series]:
    """A report and series that were changed as JSON, as their dataclasses."""
    return Report.from_json(report), Series.from_json(series)


def figure(name: str, report: dict[str, Any], series: dict[str, Any], context: Context | None = None) -> Figure:
    """What is drawn of a report and series that were changed as JSON."""
    return FIGURES[name](*made(report, series), context)


def nothing() -> tuple[dict[str, Any], dict[str, Any]]:
    """The report and series of someone who has not entered anything."""
    empty_pair = dict.fromkeys(("state", "first_side", "bilateral_on", "days", "side_unknown_since")) | {
        "at_least": False
    }
    involvement = [
        dict.fromkeys(("onset", "onset_low", "onset_high", "grade_now", "grade_on"))
        | {"by": "self", "cell": cell, "status": "no_data", "on_or_before": False, "evidence": ""}
        for cell in CELL_NAMES
    ]
    blank = report() | {
        "involvement": involvement,
        "spread": {"first": [], "maybe_first": [], "order": [], "events": [],
                   "pairs": {"arm": empty_pair, "leg": empty_pair}, "bulbar_since": None,
                   "breathing_since": None, "generalised_since": None},
        "function": [],
        "trends": [],
        "asymmetry": [],
    }  # fmt: skip
    weekly = series() | {
        "first_week": None,
        "weeks": 0,
        "answered": [],
        "weakness": {cell: [] for cell in CELL_NAMES},
        "twitches": [],
        "cramps": {name: [] for name in ("count", "worst_pain", "woke")},
        "fatigue": {name: [] for name in ("now", "worst", "after_small_effort", "recovery_minutes")},
        "asymmetry": {region: {"grade_difference": [], "reported": []} for region in LIMB_REGIONS},
        "grip_index": [],
        "readings": {},
        "phone": {},
        "weight": None,
        "treatments": [],
        "events": [],
        "marks": [],
    }
    return blank, weekly
