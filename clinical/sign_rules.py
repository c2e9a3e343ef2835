"""What fires: the warning rules as conditions over answers, each with a limit and a level. Source: CLINICAL 7.3.

Only what a history holds. Left out: R01, R02, R16, R23, R25-R27, R30 (not asked), R03 and R04 (they need two SpO2
readings of one day), and of R19 and R22 lost phone calls, words a minute and new daytime need.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from clinical.function import scores
from clinical.history import Days, Floats, History
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES, Source
from clinical.weights import bmi, loss_percent, recent_drop

Bools = NDArray[np.bool_]
Compare = Callable[[Floats, float], Bools]
at_most: Compare = np.less_equal
at_least: Compare = np.greater_equal
below: Compare = np.less
above: Compare = np.greater

FALLS_COUNT_FOR = 90  # days
NIV_SETTLES_IN = 28  # days
SLEEP_LIMITS = {
    "signs.unrefreshing_sleep": 4,
    "signs.daytime_sleepiness": 6,
    "signs.nightmares": 2,
    "signs.poor_concentration": 4,
}


class Level(StrEnum):
    """CLINICAL 7.2, in rising order. No rule here reaches ``emergency``: its signs are not in a history."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class Sign:
    """One condition over time: ``days`` (n,) on which answers settle it, whether it was ``true`` (n,), and the
    ``inputs``, each (n,). ``once``: it fires when it begins ("new") and not again while it lasts.
    """

    rule: str
    level: Level
    days: Days
    true: Bools
    inputs: dict[str, Floats]
    once: bool = False


@dataclass(frozen=True)
class Threshold:
    """One answer beyond a limit."""

    rule: str
    level: Level
    measure: str
    beyond: Compare
    limit: float
    once: bool = False


THRESHOLDS = (
    Threshold("R05", Level.URGENT, "weakness.breathing", at_most, 1, once=True),
    Threshold("R05", Level.URGENT, "function.dyspnea", at_most, 1, once=True),
    Threshold("R06", Level.SOON, "function.orthopnea", at_most, 2, once=True),
    Threshold("R06", Level.URGENT, "function.orthopnea", at_most, 1, once=True),
    Threshold("R06", Level.SOON, "signs.breathless_lying_flat", at_least, 2, once=True),
    Threshold("R07", Level.SOON, "signs.morning_headache", at_least, 3),
    Threshold("R09", Level.SOON, "signs.cannot_clear_phlegm", at_least, 2),
    Threshold("R09", Level.SOON, "peak_cough_flow", below, 270, once=True),
    Threshold("R11", Level.SOON, "signs.coughing_with_food", at_least, 3),
    Threshold("R12", Level.ROUTINE, "signs.long_meals", at_least, 3),
    Threshold("R17", Level.ROUTINE, "signs.saliva_trouble", at_least, 4),
    Threshold("R18", Level.SOON, "signs.cannot_clear_phlegm", at_least, 2),
    Threshold("R19", Level.ROUTINE, "weakness.speech", at_most, 2, once=True),
    Threshold("R20", Level.ROUTINE, "signs.uncontrolled_laughing_crying", at_least, 2),
    Threshold("R22", Level.URGENT, "niv_hours", above, 16, once=True),
    Threshold("R28", Level.ROUTINE, "weakness.neck", at_most, 2, once=True),
)


def signs(history: History) -> Iterator[Sign]:
    """Every condition of every rule; a rule may have several, and fires when any of them does."""
    for row in THRESHOLDS:
        days, values = answers(history, row.measure)
        yield Sign(row.rule, row.level, days, row.beyond(values, row.limit), {row.measure: values}, row.once)
    yield _poor_sleep(history)
    yield _with_infection(history, "R09", "signs.cannot_clear_phlegm", 2)
    yield _with_infection(history, "R10", "signs.more_breathless", 1)
    yield _choking(history)
    yield from _weight(history)
    yield _short_niv(history)
    yield from _falls(history)
    yield from _function_drop(history)
    pain, woke = answers(history, "cramps.worst_pain"), answers(history, "cramps.woke")
    yield _often("R31", "cramps.worst_pain", *pain, pain[1] >= 7, need=3)
    yield _often("R31", "cramps.woke", *woke, woke[1] >= 1, need=3, weeks=2)


def answers(history: History, measure: str) -> tuple[Days, Floats]:
    """The answered days and values of one measure, one a day: of two function checks the lower answer, of two readings
    the one that stands first.
    """
    section = MEASURES[measure].section
    if section == "function":
        values = history.function.items[:, FUNCTION_ITEMS.index(measure.removeprefix("function."))]
        known = np.flatnonzero(~np.isnan(values))
        known = known[np.lexsort((values[known], history.function.days[known]))]
        days, values = history.function.days[known], values[known]
    elif section == "measurement":
        if measure not in history.measurements:
            return np.empty(0, "datetime64[D]"), np.empty(0)
        days, values = history.measurements[measure].days, history.measurements[measure].values
    else:
        found: tuple[Days, Floats] = getattr(history, section).column(measure.removeprefix(f"{section}."))
        return found
    unique, first = np.unique(days, return_index=True)
    return unique, values[first]


def _often(rule: str, measure: str, days: Days, values: Floats, met: Bools, need: int, weeks: int = 1) -> Sign:
    return _settled(rule, Level.SOON, days, *_on_days(days, met, need, weeks), {measure: values})


def _on_days(days: Days, met: Bools, need: int, weeks: int) -> tuple[Bools, Bools]:
    """Up to each day (n,): met on at least ``need`` days in each of the last ``weeks`` seven-day spans, and surely not:
    a span with that many answered days has fewer.
    """
    total = np.append(0, np.cumsum(met))
    yes, no = np.ones(len(days), bool), np.zeros(len(days), bool)
    for week in range(weeks):
        start, end = (np.searchsorted(days, days - 7 * back, side="right") for back in (week + 1, week))
        hits = total[end] - total[start]
        yes &= hits >= need
        no |= (hits < need) & (end - start >= need)
    return yes, no


def _settled(rule: str, level: Level, days: Days, yes: Bools, no: Bools, inputs: dict[str, Floats]) -> Sign:
    """A sign of the days on which the answers say yes or no; where too much is missing they say neither."""
    known = yes | no
    return Sign(rule, level, days[known], yes[known], {name: values[known] for name, values in inputs.items()})


def _columns(history: History, measures: tuple[str, ...]) -> dict[str, Floats]:
    section = history.signs
    return {name: section.values[:, section.columns.index(name.removeprefix("signs."))] for name in measures}


def _poor_sleep(history: History) -> Sign:
    inputs = _columns(history, tuple(SLEEP_LIMITS))
    values = np.column_stack(list(inputs.values()))
    met = (values >= np.array(list(SLEEP_LIMITS.values()))).sum(axis=1)
    known = (met >= 2) | (met + np.isnan(values).sum(axis=1) < 2)
    days = history.signs.days[known]
    spans = _on_days(days, met[known] >= 2, need=1, weeks=2)
    return _settled("R08", Level.SOON, days, *spans, {name: values[known] for name, values in inputs.items()})


def _with_infection(history: History, rule: str, measure: str, limit: float) -> Sign:
    inputs = _columns(history, ("signs.fever", "signs.coloured_phlegm", measure))
    fever, coloured, sign = inputs.values()
    yes = ((fever == 1) | (coloured == 1)) & (sign >= limit)
    no = ((fever == 0) & (coloured == 0)) | (sign < limit)
    return _settled(rule, Level.URGENT, history.signs.days, yes, no, inputs)


def _choking(history: History) -> Sign:
    """Choking that needed help: an event or a weekly answer; a later answer of 0 clears either."""
    days, values = answers(history, "signs.choking_needed_help")
    events = [event.start for event in history.events if event.kind == "choking" and event.serious]
    days = np.concatenate([days, np.array(events, "datetime64[D]")])
    values = np.concatenate([values, np.ones(len(events))])
    order = np.lexsort((values, days))
    days, values = days[order], values[order]
    return Sign("R11", Level.URGENT, days, values >= 1, {"signs.choking_needed_help": values})


def _weight(history: History) -> Iterator[Sign]:
    days, weight, loss = loss_percent(history)
    baseline = "usual_weight" if history.usual_weight else "first_weight"
    inputs = {
        "weight": weight,
        "weight_loss_percent": loss,
        baseline: np.full(len(days), history.usual_weight or weight[:1]),
    }
    for limit in (5, 10):
        yield Sign("R13", Level.SOON, days, loss >= limit, inputs, once=True)
    if len(loss) and loss[-1] >= 5:
        meals, count = answers(history, "signs.long_meals")
        yield Sign("R12", Level.SOON, meals, count >= 3, {"signs.long_meals": count})
    days, drop = recent_drop(history)
    yield Sign("R14", Level.SOON, days, drop >= 2, {"weight_drop": drop})
    days, index = bmi(history)
    yield Sign("R15", Level.SOON, days, index < 18.5, {"bmi": index}, once=True)


def _short_niv(history: History) -> Sign:
    """Under 4 hours on 5 of 7 nights, once the machine has been used for four weeks."""
    days, hours = answers(history, "niv_hours")
    starts = [np.datetime64(span.start, "D") for span in history.treatments if span.kind == "niv"]
    settled = days >= min([*starts, *days[:1]], default=np.datetime64("NaT", "D")) + NIV_SETTLES_IN
    return _often("R21", "niv_hours", days[settled], hours[settled], hours[settled] < 4, need=5)


def _falls(history: History) -> Iterator[Sign]:
    """Falls of the last 90 days. A fall may be in the answers and in the events: the larger count is taken."""
    days, counts = answers(history, "falls")
    events = [event for event in history.events if event.kind == "fall"]
    fell = np.array([event.start for event in events], "datetime64[D]")
    start = np.datetime64(history.at, "D") - FALLS_COUNT_FOR
    falls = max(counts[days > start].sum(), np.count_nonzero(fell > start))
    if falls:
        injured = any(event.serious for event, day in zip(events, fell, strict=True) if day > start)
        level = Level.SOON if falls >= 2 or injured else Level.ROUTINE
        when = np.union1d(days[counts > 0], fell)
        breaks = np.flatnonzero(np.diff(when) > np.timedelta64(FALLS_COUNT_FOR, "D"))
        when = when[breaks[-1] + 1 :] if len(breaks) else when
        yield Sign("R24", level, when, np.ones(len(when), bool), {"falls": np.full(len(when), float(falls))})


def _function_drop(history: History) -> Iterator[Sign]:
    """A total 6 or more below one of 14 to 60 days before, by the same rater group."""
    clinic = np.array([source == Source.CLINICIAN for source in history.function.sources], bool)
    totals = scores(history.function.items)["total"]
    for group in (~clinic, clinic):
        rows = history.function.one_a_day(group & ~np.isnan(totals))
        days, total = history.function.days[rows], totals[rows]
        start, end = np.searchsorted(days, days - 60), np.searchsorted(days, days - 14, side="right")
        known = np.flatnonzero(end > start)
        drop = np.array([total[start[i] : end[i]].max() - total[i] for i in known])
        inputs = {"function.total": total[known], "function.total_drop": drop}
        yield Sign("R29", Level.SOON, days[known], drop >= 6, inputs)
