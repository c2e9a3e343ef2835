"""The weekly series of the made-up person, and what was measured."""

import datetime as dt
from typing import Any

import numpy as np

from clinical.history import History, Readings
from clinical.plain import plain
from clinical.vocabulary import CELLS, LIMB_REGIONS
from clinical.weights import weights
from tests.reports.figures.sample.life import AS_OF, FIRST, SILENT, WEEKS, grade


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


def _phone() -> dict[str, list[list[Any]]]:
    days = [(FIRST + dt.timedelta(days=600 + n)).isoformat() for n in range(40)]
    return {
        "steps": [[day, 4200 - 30 * n, "self"] for n, day in enumerate(days)],
        "walking_asymmetry": [[day, round(3 + n % 7 / 10, 1), "self"] for n, day in enumerate(days)],
    }


def _grip_index() -> list[list[Any]]:
    left, right = (_readings()[f"grip.{side}"] for side in ("left", "right"))
    pairs = zip(left, right, strict=True)
    return [[day, round(100 * (right - left) / (right + left), 1)] for (day, left, _), (_, right, _) in pairs]


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
        "phone": _phone(),
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
