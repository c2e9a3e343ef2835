"""The computed report as the JSON that users and other programs rely on (DESIGN 4), and the weekly series beside it.

Dates are ISO, unknown is ``None``, a number that is whole is an int.
"""

import dataclasses
import datetime as dt
from math import isnan
from typing import Any

import numpy as np

from clinical.asymmetry import asymmetry, grip_pairs, laterality_index
from clinical.function import scores
from clinical.history import Floats, History, as_date
from clinical.involvement import Involvement, involvement, pair_items
from clinical.signs import Flag, flags
from clinical.spread import spread
from clinical.staging import stages
from clinical.trends import Trend, trends
from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS, Cell
from clinical.weekly import weekly

Json = dict[str, Any]

READINGS = (
    "weight",
    "fvc_percent",
    "svc_percent",
    "snip",
    "mip",
    "peak_cough_flow",
    "spo2",
    "grip.left",
    "grip.right",
    "niv_hours",
)


def report_json(history: History) -> tuple[Json, tuple[Flag, ...]]:
    """The clinical part of the report and the flags, whose states depend on what the care team did with them."""
    involvements = involvement(history)
    report = {
        "involvement": [_involvement(found) for found in involvements],
        "spread": plain(spread(involvements, pair_items(history), history.at)),
        "function": _function(history),
        "trends": [_trend(found) for found in trends(history)],
        "asymmetry": [plain(found) for found in asymmetry(history)],
    }
    return report, flags(history)


def series_json(history: History) -> Json:
    """The weekly arrays that the figures draw: one entry a week from the first to the last, ``None`` for no answer."""
    weeks = weekly(history)
    return {
        "first_week": as_date(weeks.weeks[0]).isoformat() if len(weeks.weeks) else None,
        "weeks": len(weeks.weeks),
        "answered": weeks.answered.tolist(),
        "weakness": {name: numbers(weeks.weakness[:, i]) for i, name in enumerate(CELL_NAMES)},
        "twitches": numbers(weeks.twitches),
        "cramps": {name: numbers(values) for name, values in weeks.cramps.items()},
        "fatigue": {name: numbers(values) for name, values in weeks.fatigue.items()},
        "asymmetry": {
            str(region): {
                "grade_difference": numbers(weeks.grade_difference[region]),
                "reported": numbers(weeks.reported[region]),
            }
            for region in weeks.grade_difference
        },
        "grip_index": [
            [as_date(day).isoformat(), number(round(index, 1))]
            for day, left, right in zip(*grip_pairs(history), strict=True)
            if (index := laterality_index(right, left)) is not None
        ],
        "readings": {
            name: [
                list(reading)
                for reading in zip(
                    readings.days.astype(str).tolist(), numbers(readings.values), readings.sources, strict=True
                )
            ]
            for name in READINGS
            if (readings := history.measurements.get(name))
        },
        "treatments": [plain(span) for span in history.treatments],
        "events": [plain(span) for span in history.events],
        "marks": [plain(mark) for mark in history.marks],
    }


def _involvement(found: Involvement) -> Json:
    shown = plain(found)
    shown.pop("other_cause")
    return shown


def _trend(found: Trend) -> Json:
    """To two decimals: a third would be below what a date (a day is 0.03 months) and the scale's own error can tell."""
    shown = plain(found)
    shown.pop("adjusted_sd")
    for name in ("slope", "low", "high", "adjusted"):
        shown[name] = shown[name] if shown[name] is None else number(round(shown[name], 2))
    return shown


def _function(history: History) -> list[Json]:
    checks = history.function
    sums = scores(checks.items)
    return [
        {
            "date": day,
            "source": checks.sources[i],
            "mode": checks.modes[i] if checks.modes else None,
            "items": dict(zip(FUNCTION_ITEMS, numbers(checks.items[i]), strict=True)),
            **{name: number(values[i]) for name, values in sums.items()},
            **vars(stage),
        }
        for i, (day, stage) in enumerate(zip(checks.days.astype(str).tolist(), stages(checks), strict=True))
    ]


def number(value: float) -> float | int | None:
    """A plain number for JSON: ``None`` for nan, an int where it is whole."""
    value = float(value)
    if isnan(value):
        return None
    return int(value) if value.is_integer() else round(value, 3)


def numbers(values: Floats) -> list[float | int | None]:
    """The same of an array, without a call for each."""
    return [
        None if value != value else int(value) if value.is_integer() else value  # only nan is not itself
        for value in np.round(values, 3).tolist()
    ]


def plain(value: Any) -> Any:
    """A value of ``clinical`` as JSON takes it; the commonest kinds are asked for first."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float | np.floating):
        return number(float(value))
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, Cell):
        return value.name
    if isinstance(value, dict):
        return {str(plain(key)): plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
