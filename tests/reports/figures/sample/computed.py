"""The computed report of the made-up person."""

import datetime as dt
from typing import Any

from clinical.vocabulary import CELL_NAMES, SUBSCORES
from tests.reports.figures.sample.life import AS_OF, FIRST, LOW_ONCE, STEPS, WEEKS, grade, monday, onset_of


def _involvement() -> list[dict[str, Any]]:
    entries = []
    for cell in CELL_NAMES:
        answered = [week for week in range(WEEKS) if grade(cell, week) is not None]
        entry: dict[str, Any] = dict.fromkeys(("onset", "onset_low", "onset_high"))
        entry |= {"by": "self", "cell": cell, "status": "not_involved", "on_or_before": False, "evidence": ""}
        if cell in STEPS:
            onset = onset_of(cell)
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
        entry["grade_on"] = (monday(answered[-1]) + dt.timedelta(days=4)).isoformat()
        entries.append(entry)
    return entries


def _when(cell: str) -> dict[str, Any]:
    onset = onset_of(cell)
    low, high = onset - dt.timedelta(days=16), onset + dt.timedelta(days=12)
    days = {"on": onset.isoformat(), "low": low.isoformat(), "high": high.isoformat()}
    return days | {"dated": "answers", "precision": None, "by": None}


def _spread() -> dict[str, Any]:
    order = sorted(STEPS, key=onset_of)

    def pair(first: str, second: str) -> dict[str, Any]:
        return {
            "state": "bilateral",
            "first_side": "left",
            "bilateral_on": onset_of(second).isoformat(),
            "days": (onset_of(second) - onset_of(first)).days,
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
        "events": [{"date": onset_of(cell).isoformat(), "cell": cell, "kinds": ["adjacent"]} for cell in order[1:]],
        "bulbar_since": onset_of("speech").isoformat(),
        "bulbar": _when("speech"),
        "breathing_since": None,
        "generalised_since": onset_of("speech").isoformat(),
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
