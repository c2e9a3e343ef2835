"""What fires: the rows of ``rules`` as conditions over a record, each with the days on which answers settle it.

Source: CLINICAL 7.3, 7.4. Left out, since a history does not hold it: of R04 a lung disease, of R19 lost phone calls
and words a minute, of R24 a hit on the head.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clinical.function import drops
from clinical.history import Days, Floats, History, starts_of
from clinical.rules import CANNOT_CLEAR, INFECTION, RULES, Level, Limit
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from clinical.weights import Losses, Scale, bmi, losses, recent_drop

Bools = NDArray[np.bool_]

FALLS_COUNT_FOR = 90  # days
NIV_SETTLES_IN = 28  # days


@dataclass(frozen=True)
class Condition:
    """One condition over time: ``days`` (n,) on which answers settle it, whether it was ``true`` (n,), and the
    ``inputs``, each (n,). ``once``: it fires when it begins ("new") and not again while it lasts; ``step``: how many
    limits of the same answer come before its own. ``weekly``: it is asked about the past seven days. ``heard``: the
    last day on which it was answered, where that is not the last of ``days``.
    """

    rule: str
    level: Level
    days: Days
    true: Bools
    inputs: dict[str, Floats]
    once: bool = False
    step: int = 0
    weekly: bool = False
    heard: np.datetime64 | None = None


def conditions(history: History) -> Iterator[Condition]:
    """Every condition of every rule; a rule may have several, and fires when any of them does."""
    for rule in RULES.values():
        for limit in rule.limits:
            days, values = answers(history, limit.measure)
            yield _beyond(rule.id, limit, days, {limit.measure: values})
    for name in ("R03", "R04"):
        yield _low_twice(history, name)
    yield _poor_sleep(history)
    yield _with_infection(history, "R09", CANNOT_CLEAR)
    yield _with_infection(history, "R10", RULES["R10"].combined[-1])
    yield _choking(history)
    yield from _weight(history)
    yield _short_niv(history)
    yield _daytime_need(history)
    yield from _falls(history)
    yield from _function_drop(history)


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
    first = starts_of(days)
    return days[first], values[first]


def _beyond(rule: str, limit: Limit, days: Days, inputs: dict[str, Floats]) -> Condition:
    """The condition of one limit on ``inputs``, of which ``limit.measure`` is one."""
    met = limit.beyond(inputs[limit.measure], limit.limit)
    if limit.days is None:
        return _of(rule, limit, days, met, inputs)
    return _settled(rule, limit, days, *_on_days(days, met, limit.days, limit.weeks), inputs)


def _of(rule: str, limit: Limit, days: Days, true: Bools, inputs: dict[str, Floats]) -> Condition:
    return Condition(rule, limit.level, days, true, inputs, limit.new, _step(rule, limit), limit.weekly)


def _step(rule: str, limit: Limit) -> int:
    if not limit.new:
        return 0
    return [each for each in (*RULES[rule].limits, *RULES[rule].combined) if each.measure == limit.measure].index(limit)


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


def _settled(rule: str, limit: Limit, days: Days, yes: Bools, no: Bools, inputs: dict[str, Floats]) -> Condition:
    """A sign of the days on which the answers say yes or no; where too much is missing they say neither."""
    known = yes | no
    return _of(rule, limit, days[known], yes[known], {name: values[known] for name, values in inputs.items()})


def _low_twice(history: History, rule: str) -> Condition:
    """Two oxygen readings of one day beyond the limit, whoever took them. One alone says neither yes nor no."""
    limit, _second = RULES[rule].combined
    taken = [found for each in RULES[rule].combined if (found := history.measurements.get(each.measure))]
    days = np.concatenate([np.empty(0, "datetime64[D]"), *(found.days for found in taken)])
    values = np.concatenate([np.empty(0), *(found.values for found in taken)])
    order = np.lexsort((values, days))
    values = values[order]
    days, first = days[order], starts_of(days[order])
    days, count = days[first], np.diff(first, append=len(days))
    lowest, second = values[first], values[np.minimum(first + 1, first + count - 1)]
    yes = (count > 1) & limit.beyond(second, limit.limit)
    no = ~limit.beyond(lowest, limit.limit)
    inputs = {"spo2": lowest, "spo2_second": np.where(count > 1, second, np.nan)}
    return _settled(rule, limit, days, yes, no, inputs)


def _columns(history: History, measures: tuple[str, ...]) -> dict[str, Floats]:
    section = history.signs
    return {name: section.values[:, section.columns.index(name.removeprefix("signs."))] for name in measures}


def _poor_sleep(history: History) -> Condition:
    """Two of the four, in each of two weeks."""
    limits = RULES["R08"].combined
    inputs = _columns(history, tuple(limit.measure for limit in limits))
    values = np.column_stack(list(inputs.values()))
    met = (values >= np.array([limit.limit for limit in limits])).sum(axis=1)
    known = (met >= 2) | (met + np.isnan(values).sum(axis=1) < 2)
    days = history.signs.days[known]
    spans = _on_days(days, met[known] >= 2, need=1, weeks=2)
    return _settled("R08", limits[0], days, *spans, {name: values[known] for name, values in inputs.items()})


def _with_infection(history: History, rule: str, limit: Limit) -> Condition:
    """Beyond a limit together with a fever or coloured phlegm."""
    inputs = _columns(history, (*(sign.measure for sign in INFECTION), limit.measure))
    fever, coloured, sign = inputs.values()
    yes = ((fever == 1) | (coloured == 1)) & limit.beyond(sign, limit.limit)
    no = ((fever == 0) & (coloured == 0)) | (sign < limit.limit)
    return _settled(rule, INFECTION[0], history.signs.days, yes, no, inputs)


def _choking(history: History) -> Condition:
    """Choking that needed help: an event or a weekly answer; a later answer of 0 clears either."""
    (limit,) = RULES["R11"].combined
    days, values = answers(history, limit.measure)
    events = [event.start for event in history.events if event.kind == "choking" and event.serious]
    days = np.concatenate([days, np.array(events, "datetime64[D]")])
    values = np.concatenate([values, np.ones(len(events))])
    order = np.lexsort((values, days))
    return _beyond("R11", limit, days[order], {limit.measure: values[order]})


def _weight(history: History) -> Iterator[Condition]:
    meals, loss = RULES["R12"].combined
    (quick,), (thin,) = RULES["R14"].combined, RULES["R15"].combined
    lost_much = False
    for scale in Scale:
        lost = losses(history, scale)
        baseline = "usual_weight" if lost.usual else "first_weight"
        inputs = {
            "weight": lost.kg,
            "weight_loss_percent": lost.percent,
            baseline: np.full(len(lost.days), lost.baseline or np.nan),
        }
        for limit in RULES["R13"].combined:
            yield _crossed(_weighed("R13", limit, lost, inputs))
        if len(index := bmi(history.height, lost.kg)):
            yield _weighed("R15", thin, lost, {thin.measure: index})
        days, drop = recent_drop(lost)
        yield _beyond("R14", quick, days, {quick.measure: drop})
        lost_much |= bool(_weighed("R12", loss, lost, inputs).true[-1:].any())
    if lost_much:
        days, count = answers(history, meals.measure)
        yield _beyond("R12", meals, days, {meals.measure: count})


def _weighed(rule: str, limit: Limit, lost: Losses, inputs: dict[str, Floats]) -> Condition:
    """It takes two weights on the same scale: a median of several, else the one before has to say so too."""
    met = limit.beyond(inputs[limit.measure], limit.limit)
    before = np.append(False, met[:-1])[: len(met)]
    return _settled(rule, limit, lost.days, met & (lost.several | before), ~met, inputs)


def _crossed(sign: Condition) -> Condition:
    """From the first day on which it was not so: what was so from the beginning is no change."""
    first = int(sign.true.argmin()) if len(sign.true) and not sign.true.all() else len(sign.true)
    inputs = {name: values[first:] for name, values in sign.inputs.items()}
    return replace(sign, days=sign.days[first:], true=sign.true[first:], inputs=inputs)


def _short_niv(history: History) -> Condition:
    """Little used, once the machine has been used for four weeks."""
    (limit,) = RULES["R21"].combined
    days, hours = answers(history, limit.measure)
    starts = [np.datetime64(span.start, "D") for span in history.treatments if span.kind == "niv"]
    settled = days >= min([*starts, *days[:1]], default=np.datetime64("NaT", "D")) + NIV_SETTLES_IN
    return _beyond("R21", limit, days[settled], {limit.measure: hours[settled]})


def _daytime_need(history: History) -> Condition:
    """The check at which the machine came to be needed by day as well."""
    (limit,) = RULES["R22"].combined
    days, answer = answers(history, limit.measure)
    met = limit.beyond(answer, limit.limit)
    return _of("R22", limit, days, met & ~np.append(False, met[:-1])[: len(met)], {limit.measure: answer})


def _falls(history: History) -> Iterator[Condition]:
    """Falls of the last 90 days. A fall may be in the answers and in the events: the larger count is taken."""
    one, several = RULES["R24"].combined
    days, counts = answers(history, one.measure)
    events = [event for event in history.events if event.kind == "fall"]
    fell = np.array([event.start for event in events], "datetime64[D]")
    start = np.datetime64(history.at, "D") - FALLS_COUNT_FOR
    falls = max(counts[days > start].sum(), np.count_nonzero(fell > start))
    if falls >= one.limit:
        injured = any(event.serious for event, day in zip(events, fell, strict=True) if day > start)
        level = several.level if falls >= several.limit or injured else one.level
        when = np.union1d(days[counts > 0], fell)
        breaks = np.flatnonzero(np.diff(when) > np.timedelta64(FALLS_COUNT_FOR, "D"))
        when = when[breaks[-1] + 1 :] if len(breaks) else when
        inputs = {"falls": np.full(len(when), float(falls))}
        heard = np.union1d(days, fell)[-1]
        yield Condition("R24", level, when, np.ones(len(when), bool), inputs, heard=heard)


def _function_drop(history: History) -> Iterator[Condition]:
    (limit,) = RULES["R29"].combined
    for found in drops(history.function):
        yield _beyond("R29", limit, found.days, {"function.total": found.totals, limit.measure: found.fell})
