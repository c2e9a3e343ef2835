"""Small records for the tests of this room, written as one would write them down."""

import numpy as np

from clinical.history import Daily, Days, Floats, FunctionChecks, Readings

START = "2024-01-01"  # a Monday


def every(step: int, count: int, start: str = START) -> Days:
    """``count`` days, ``step`` days apart."""
    return np.datetime64(start, "D") + step * np.arange(count)


def on(*dates: str) -> Days:
    return np.array(dates, "datetime64[D]")


def items(*checks: str) -> Floats:
    """``444 344 444 44-`` is one check, ``-`` an item that was not answered."""
    return np.array(
        [[np.nan if answer == "-" else float(answer) for answer in check.replace(" ", "")] for check in checks]
    ).reshape(-1, 12)


def items_of_total(*totals: float) -> Floats:
    """Checks with these totals; the first items are lowered last."""
    lost = 48 - np.array(totals, float)[:, None]
    return 4 - np.clip(lost - 4 * np.arange(12)[::-1], 0, 4)


def checks(days: Days, answers: Floats, source: str = "self", gastrostomy: float = 0) -> FunctionChecks:
    return FunctionChecks(days, answers, np.full(len(days), gastrostomy, float), (source,) * len(days))


def daily(section: str, days: Days, **columns: list[float]) -> Daily:
    """A section with these columns answered, ``hand_left=[4, 3]`` for ``hand.left``; nan everywhere else."""
    empty = Daily.empty(section)
    values = np.full((len(days), len(empty.columns)), np.nan)
    for at, name in enumerate(empty.columns):
        values[:, at] = columns.pop(name.replace(".", "_"), [np.nan] * len(days))
    assert not columns, f"{section} has no {columns}"
    return Daily(days, values, empty.columns)


def readings(days: Days, values: list[float], source: str = "self") -> Readings:
    return Readings(days, np.array(values, float), (source,) * len(days))
