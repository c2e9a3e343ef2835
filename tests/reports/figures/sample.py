"""A made-up person: two and a half years, left hand first, crossing over, then a leg, then speech; with gaps.

The same shape as the computed report and its weekly series. Made by rule, so that it is the same every time.
"""

import datetime as dt
from typing import Any

import numpy as np

from clinical.history import History, Readings
from clinical.plain import plain
from clinical.report import Report, Series
from clinical.vocabulary import CELL_NAMES, CELLS, LIMB_REGIONS, SUBSCORES
from clinical.weights import weights
from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.marks import Figure

FIRST = dt.date(2023, 1, 2)
WEEKS = 130
AS_OF = dt.date(2025, 6, 27)
SILENT = {*range(31, 35), 58, *range(83, 90), 112}  # weeks without any answer

# For each cell: the week from which it has each lower grade.
STEPS = {
    "hand.left": {8: 3, 40: 2, 78: 1, 118: 0},
    "upper_arm.left": {22: 3, 64: 2, 105: 1},
    "hand.right": {37: 3, 80: 2},
    "upper_arm.right": {66: 3, 110: 2},
    "foot.left": {54: 3, 98: 2},
    "thigh.left": {76: 3},
    "foot.right": {92: 3},
    "trunk": {100: 3},
    "speech": {116: 3},
    "swallowing": {124: 3},
}
LOW_ONCE = {"hand.left": (5,), "hand.right": (33, 35), "neck": (90,), "foot.left": (51,)}


def grade(cell: str, week: int) -> int | None:
    if week in SILENT or (cell in ("neck", "trunk") and week % 4):
        return None
    reached = [grade for start, grade in STEPS.get(cell, {}).items() if week >= start]
    usual = min(reached, default=4)
    return max(0, usual - 1) if week in LOW_ONCE.get(cell, ()) else usual


def _monday(week: int) -> dt.date:
    return FIRST + dt.timedelta(weeks=week)


def _involvement() -> list[dict[str, Any]]:
    entries = []
    for cell in CELL_NAMES:
        answered = [week for week in range(WEEKS) if grade(cell, week) is not None]
        entry: dict[str, Any] = dict.fromkeys(("onset", "onset_low", "onset_high"))
        entry |= {"by": "self", "cell": cell, "status": "not_involved", "on_or_before": False, "evidence": ""}
        if cell in STEPS:
            onset = _monday(min(STEPS[cell])) + dt.timedelta(days=2)
            entry |= {
                "status": "involved",
                "onset": onset.isoformat(),
                "onset_low": (onset - dt.timedelta(days=16)).isoformat(),
                "onset_high": (onset + dt.timedelta(days=12)).isoformat(),
                "evidence": "two of three answered weeks at grade 3 or lower",
                "dated": "answers",
                "from_well": True,
                "by": "clinician" if cell == "foot.right" else "self",
            }
        elif cell in LOW_ONCE:
            entry |= {"status": "possible", "by": "self"}
        entry["grade_now"] = grade(cell, answered[-1])
        entry["grade_on"] = (_monday(answered[-1]) + dt.timedelta(days=4)).isoformat()
        entries.append(entry)
    return entries


def _when(cell: str) -> dict[str, Any]:
    onset = _onset(cell)
    low, high = onset - dt.timedelta(days=16), onset + dt.timedelta(days=12)
    days = {"on": onset.isoformat(), "low": low.isoformat(), "high": high.isoformat()}
    return days | {"dated": "answers", "precision": None, "by": None}


def _onset(cell: str) -> dt.date:
    return _monday(min(STEPS[cell])) + dt.timedelta(days=2)


def _spread() -> dict[str, Any]:
    order = sorted(STEPS, key=_onset)

    def pair(first: str, second: str) -> dict[str, Any]:
        return {
            "state": "bilateral",
            "first_side": "left",
            "bilateral_on": _onset(second).isoformat(),
            "days": (_onset(second) - _onset(first)).days,
            "at_least": False,
            "side_unknown_since": None,
            "began": _when(first),
            "both": _when(second),
        }

    return {
        "first": ["hand.left"],
        "maybe_first": [],
        "order": order,
        "pairs": {"arm": pair("hand.left", "hand.right"), "leg": pair("foot.left", "foot.right")},
        "events": [{"date": _onset(cell).isoformat(), "cell": cell, "kinds": ["adjacent"]} for cell in order[1:]],
        "bulbar_since": _onset("speech").isoformat(),
        "bulbar": _when("speech"),
        "breathing_since": None,
        "generalised_since": _onset("speech").isoformat(),
    }


_SCORES = {
    "bulbar": [12] * 24 + [11, 11, 10, 10, 10, 9],
    "fine_motor": [12, 12, 11, 11, 11, 10, 10, 9, 9, 9, 8, 8, 8, 8, 7, 7, 7, 6, 7, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 2],
    "gross_motor": [12] * 11 + [11, 11, 12, 11, 11, 10, 10, 10, 9, 9, 9, 8, 8, 8, 7, 7, 7, 6, 6],
    "respiratory": [12] * 27 + [11, 10, 10],
}
_STAGES = {0: "1", 9: "2", 25: "3"}


def _check(month: int, source: str, shift: int = 0) -> dict[str, Any]:
    scores: dict[str, int | None] = {name: _SCORES[name][month] for name in SUBSCORES}
    scores["fine_motor"] = max(0, (scores["fine_motor"] or 0) + shift)
    if month == 6:
        scores["gross_motor"] = None
    known = [score for score in scores.values() if score is not None]
    return {
        "date": (FIRST + dt.timedelta(days=9 + 28 * month + (5 if source == "clinician" else 0))).isoformat(),
        "source": source,
        "mode": _mode(source),
        "items": {},
        **scores,
        "total": sum(known) if len(known) == 4 else None,
        "kings": max((start, stage) for start, stage in _STAGES.items() if month >= start)[1],
        "kings_4a": False,
        "kings_4b": False,
        "mitos": 0,
        "ft9": 0,
    }


def _function() -> list[dict[str, Any]]:
    months = [month for month in range(30) if month not in (8, *range(14, 21))]
    checks = [
        _check(month, "caregiver" if month in (11, 26) else "helped" if month > 26 else "self") for month in months
    ]
    checks += [_check(month, "clinician", -1) for month in (3, 10, 17, 24, 29)]
    return sorted(checks, key=lambda check: (check["date"], check["source"]))


def _trend(measure: str, source: str, state: str, *slope: float) -> dict[str, Any]:
    at = dict(zip(("slope", "low", "high"), slope or (None, None, None), strict=True))
    return {"measure": measure, "source": source, "state": state, **at, "per": "month", "n": 22, "first": "2023-01-11",
            "last": "2025-04-02", "method": "least-squares", "adjusted": None, "mode": _mode(source),
            "change_around": None, "change_low": None, "change_high": None}  # fmt: skip


def _mode(source: str) -> str:
    return "clinic" if source == "clinician" else "app"


def _trends() -> list[dict[str, Any]]:
    return [
        _trend("function.bulbar", "self", "usable", 0.0, -0.078, 0.0),
        _trend("function.fine_motor", "self", "usable", -0.362, -0.376, -0.346),
        _trend("function.gross_motor", "self", "usable", -0.236, -0.272, -0.192),
        _trend("function.respiratory", "self", "early"),
        _trend("function.total", "self", "usable", -0.671, -0.805, -0.575),
        *(_trend(f"function.{name}", "clinician", "very_early") for name in (*SUBSCORES, "total")),
    ]


def _weekly(*values: float | None) -> list[float | None]:
    return [None if week in SILENT else values[week % len(values)] for week in range(WEEKS)]


def _difference(region: str, week: int) -> int | None:
    left, right = grade(f"{region}.left", week), grade(f"{region}.right", week)
    return None if left is None or right is None else right - left


def _readings() -> dict[str, list[list[Any]]]:
    def dated(step: int, values: list[float], source: str, first: int = 12) -> list[list[Any]]:
        return [[(FIRST + dt.timedelta(days=first + step * n)).isoformat(), v, source] for n, v in enumerate(values)]

    weights = [round(78.4 - 0.075 * week + (0.6, -0.4, 0.2, -0.1)[week % 4], 1) for week in range(WEEKS)]
    weight = [entry for n, entry in enumerate(dated(7, weights, "self", 4)) if n not in SILENT and n % 2 == 0]
    return {
        "weight": weight,
        "fvc_percent": dated(91, [104, 101, 99, 101, 95, 90, 84, 77, 69, 61], "clinician"),
        "svc_percent": [],
        "snip": dated(91, [92, 90, 84, 86, 79, 70, 66, 58, 51, 44], "clinician"),
        "mip": [],
        "peak_cough_flow": dated(182, [480, 455, 430, 380, 310], "clinician"),
        "spo2": dated(182, [98, 98, 97, 97, 96], "clinician"),
        "grip.left": dated(91, [21, 19, 15, 13, 11, 8, 6, 4, 2, 0], "clinician"),
        "grip.right": dated(91, [38, 38, 37, 36, 33, 31, 28, 26, 23, 20], "clinician"),
        "niv_hours": dated(7, [2, 3.5, 5, 4, 6, 6.5], "self", 850),
    }


def _grip_index() -> list[list[Any]]:
    left, right = (_readings()[f"grip.{side}"] for side in ("left", "right"))
    pairs = zip(left, right, strict=True)
    return [[day, round(100 * (right - left) / (right + left), 1)] for (day, left, _), (_, right, _) in pairs]


def report() -> dict[str, Any]:
    return {
        "patient": "S_1",
        "as_of": AS_OF.isoformat(),
        "engine": "2026-11.2",
        "current": True,
        "involvement": _involvement(),
        "spread": _spread(),
        "function": _function(),
        "trends": _trends(),
        "asymmetry": [
            {
                "region": "hand",
                "date": "2025-06-20",
                "grade_difference": 2,
                "grade_on": "2025-06-20",
                "grade_since": "2025-05-26",
                "reported": -2,
                "grip_index": 88.3,
                "grip_since": "2025-01-11",
                "grip_on": "2025-04-12",
                "grip_beyond": 83.6,
                "writing_hand": "right",
                "evened_by": None,
            }
        ],
        "flags": [],
    }


def series() -> dict[str, Any]:
    differences = {region: [_difference(region, week) for week in range(WEEKS)] for region in LIMB_REGIONS}
    return {
        "first_week": FIRST.isoformat(),
        "weeks": WEEKS,
        "answered": [0 if week in SILENT else 5 for week in range(WEEKS)],
        "weakness": {cell.name: [grade(cell.name, week) for week in range(WEEKS)] for cell in CELLS},
        "twitches": _weekly(*(1,) * 9, 2, 2, 1, 0, 0, 1, 1, 3, 2, 2, None, 1),
        "cramps": {
            "count": _weekly(2, 1, 1, 0, 2, 3, 3, 5, 4, 2, 1),
            "worst_pain": _weekly(4, 3, 3, 0, 5, 6, 6, 7, 6, 4, 2),
            "woke": _weekly(0, 0, 1, 0, 0, 2, 1, 0, 0, 0, 0),
        },
        "fatigue": {
            "now": [
                value and min(10, value + week // 40) for week, value in enumerate(_weekly(3, 3, 4, 4, 4, 3, 2, 2))
            ],
            "worst": [
                value and min(10, value + week // 35) for week, value in enumerate(_weekly(4, 4, 5, 5, 6, 5, 4, 4))
            ],
            "after_small_effort": _weekly(2, 2, 3, None, 4, 4, 3),
            "recovery_minutes": _weekly(15, 15, 30, 30, 45, 60, 60, 45, 30),
        },
        "asymmetry": {
            region: {
                "grade_difference": differences[region],
                "reported": [
                    None if d is None or week % 3 else max(-2, min(2, -d)) for week, d in enumerate(differences[region])
                ],
            }
            for region in LIMB_REGIONS
        },
        "grip_index": _grip_index(),
        "readings": _readings(),
        "weight": weighed(_readings()["weight"]),
        "treatments": [
            {"kind": "riluzole", "label": "Riluzole", "start": "2023-03-20", "end": None},
            {"kind": "brace", "label": "Ankle-foot brace, left", "start": "2024-05-06", "end": None},
            {"kind": "physiotherapy", "label": "Physiotherapy", "start": "2023-09-04", "end": "2024-02-26"},
            {"kind": "niv", "label": "Mask ventilation at night", "start": "2025-05-02", "end": None},
        ],
        "events": [{"kind": "infection", "label": "Chest infection", "start": "2024-08-01", "end": "2024-08-19"}],
        "marks": [{"cell": "foot.right", "kind": "involved", "on": "2024-10-09"}],
    }


def weighed(readings: list[list[Any]], usual: float | None = None, height: float | None = None, place: int = 0) -> Any:
    """What these readings of weight come to, as the series has it; ``place``: 1 for the other scale."""
    days = np.array([day for day, *_rest in readings], "datetime64[D]")
    kg, sources = np.array([kg for _, kg, _ in readings], float), tuple(source for *_rest, source in readings)
    known = {"weight": Readings(days, kg, sources)} if readings else {}
    said = weights(History(AS_OF, measurements=known, usual_weight=usual, height=height))
    return plain(said[place]) if len(said) > place else None


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
        "weight": None,
        "treatments": [],
        "events": [],
        "marks": [],
    }
    return blank, weekly
