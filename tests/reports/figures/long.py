"""Somebody who has written down how it is for a very long time: the made-up person, with more of everything."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from clinical.report import Report, Series
from clinical.vocabulary import CELL_NAMES, SUBSCORES
from clinical.weekly import SIGNS
from tests.reports.figures import sample


def long(chance: Random, weeks: int) -> tuple[Report, Series]:
    """A report and its series of so many weeks, with long and short silences; no two weeks are alike."""
    report, series = sample.report(), sample.series()
    last = sample.FIRST + dt.timedelta(weeks=weeks) - dt.timedelta(days=chance.randint(1, 7))
    report["as_of"] = (last + dt.timedelta(days=chance.choice([0, 3, 40]))).isoformat()

    def weekly(least: float, most: float) -> list[float | None]:
        silent = _silent(chance, weeks)
        value = (lambda: chance.uniform(least, most)) if most > 10 else lambda: chance.randint(int(least), int(most))
        return [None if n in silent or chance.random() < 0.05 else round(value(), 1) for n in range(weeks)]

    def daily(every: int, take: Callable[[], Any]) -> list[list[Any]]:
        days = [n for n in range(0, 7 * weeks - 7, every) if n // 7 not in silent]
        return [[(sample.FIRST + dt.timedelta(days=n)).isoformat(), take(), _source(chance)] for n in days]

    silent = _silent(chance, weeks)
    series |= {"weeks": weeks, "answered": [1] * weeks, "twitches": weekly(0, 3), "marks": []}
    series["weakness"] = {name: [_grade(value) for value in weekly(0, 6)] for name in CELL_NAMES}
    series["cramps"] = {"count": weekly(0, 40), "worst_pain": weekly(0, 10), "woke": weekly(0, 9)}
    series["fatigue"] = {name: weekly(0, 10) for name in series["fatigue"]} | {"recovery_minutes": weekly(0, 200)}
    series["signs"] = {name: weekly(0, 7) for name in SIGNS}
    series["asymmetry"] = {
        region: {"grade_difference": weekly(-4, 4), "reported": weekly(-2, 2)} for region in series["asymmetry"]
    }
    every = chance.choice([1, 3, 7])
    series["readings"] = {
        name: daily(every, lambda: round(chance.uniform(20, 90), 1)) for name in ("weight", "grip.left", "spo2")
    }
    series["grip_index"] = [[day, value - 55] for day, value, _ in daily(every, lambda: chance.randint(20, 90))]
    series["weight"] = sample.weighed(series["readings"]["weight"])
    report["function"] = [
        _check(day, source, chance) for day, _, source in daily(chance.choice([15, 28]), lambda: None)
    ]
    return sample.made(report, series)


def _silent(chance: Random, weeks: int) -> set[int]:
    found: set[int] = set()
    for _ in range(chance.randint(0, 5)):
        first = chance.randrange(weeks)
        found |= set(range(first, first + chance.choice([1, 5, 30, 90])))
    return found


def _source(chance: Random) -> str:
    return chance.choices(["self", "helped", "caregiver", "clinician"], [8, 1, 1, 2])[0]


def _grade(value: float | None) -> int | None:
    return None if value is None else min(4, int(value))


def _check(day: str, source: str, chance: Random) -> dict[str, Any]:
    scores = {name: chance.choice([None, *range(13)]) for name in SUBSCORES}
    known = [score for score in scores.values() if score is not None]
    stage = {"kings": chance.choice([None, "1", "2", "3", "4A"]), "kings_4a": False, "kings_4b": False}
    total = sum(known) if len(known) == len(scores) else None
    mode = "clinic" if source == "clinician" else "app"
    return (
        {"date": day, "source": source, "mode": mode, "items": {}, "total": total, "mitos": 0, "ft9": 0}
        | scores
        | stage
    )
