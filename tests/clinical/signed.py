"""Small records of which the tests ask for signs."""

import datetime as dt

import numpy as np

from clinical.history import Days, History
from clinical.signs import Flag, flags
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from tests.clinical.records import checks, daily, every, readings

AT = dt.date(2024, 12, 31)


NOT = np.nan


def answered(measure: str, values: list[float], days: Days | None = None) -> History:
    """One measure answered weekly from Monday 1 January 2024 on, unless other days are given."""
    days = every(7, len(values)) if days is None else days
    section = MEASURES[measure].section
    if section == "function":
        answers = np.full((len(days), 12), 4.0)
        answers[:, FUNCTION_ITEMS.index(measure.removeprefix("function."))] = values
        return History(AT, function=checks(days, answers))
    if section == "measurement":
        return History(AT, measurements={measure: readings(days, values)})
    column = measure.removeprefix(f"{section}.").replace(".", "_")
    return History(AT, **{section: daily(section, days, **{column: values})})


def weekly_signs(**columns: list[float]) -> History:
    return History(AT, signs=daily("signs", every(7, len(next(iter(columns.values())))), **columns))


def fired(history: History, *rules: str) -> dict[str, str]:
    """Rule and level, of these rules or of all."""
    return {flag.rule: str(flag.level) for flag in flags(history) if not rules or flag.rule in rules}


def the(history: History, rule: str) -> Flag:
    (found,) = (flag for flag in flags(history) if flag.rule == rule)
    return found


def day(number: int) -> dt.date:
    return dt.date(2024, 1, 1) + dt.timedelta(number)
