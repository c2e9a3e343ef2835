"""How many signs a record raises, which of them are old without evidence, and how often a rule fires for nothing.

``uv run python -m tests.bench.signs [--people 150] [--seed 20261127]``. The people are those of ``manage.py seed``; the
signs are looked at once a week, as a team would. Printed, never asserted.
"""

import datetime as dt
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from clinical.conditions import answers
from clinical.history import Daily, Days, FunctionChecks, History, Readings
from clinical.rules import RISING, RULES, Level
from clinical.signs import Flag, flags
from clinical.vocabulary import FUNCTION_ITEMS, MEASURES
from tests.bench.lived import DAY, END, living, until
from tests.clinical.records import items_of_total

WEEK, OLD = 7, 60
YEAR = 365
SEM = 1.8
Seen = dict[tuple[str, dt.date], Flag]


def main() -> None:
    parser = ArgumentParser()
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--days", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20261127)
    wanted = parser.parse_args()
    people = [living(wanted.seed, number, wanted.days) for number in range(wanted.people)]
    raised_by(people)
    planted(wanted.seed, people)
    quick_loss(wanted.seed, wanted.people)
    function_drop(wanted.seed, wanted.people)


def weekly(history: History, first: dt.date) -> Iterator[tuple[dt.date, tuple[Flag, ...]]]:
    for number in range(WEEK - 1, (history.at - first).days + 1, WEEK):
        day = first + number * DAY
        yield day, flags(until(history, day))


def new_ones(looks: Iterator[tuple[dt.date, tuple[Flag, ...]]]) -> Seen:
    """The episodes that were seen, each as it was when first looked at."""
    seen: Seen = {}
    for _day, raised in looks:
        for flag in raised:
            seen.setdefault((flag.rule, flag.since), flag)
    return seen


def first_day(history: History) -> dt.date:
    found: dt.date = history.weakness.days[0].item()
    return found


# --- How many, how old ---


def raised_by(people: list[History]) -> None:
    episodes: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    weeks = firings = 0
    listed = urgent = old = 0
    for history in people:
        looks = list(weekly(history, first_day(history)))
        new = new_ones(iter(looks))
        episodes.update(rule for rule, _since in new)
        levels.update(str(flag.level) for flag in new.values())
        counted: Counter[tuple[str, dt.date]] = Counter()
        for _day, raised in looks:
            for flag in raised:
                counted[flag.rule, flag.since] = max(counted[flag.rule, flag.since], flag.count)
        firings += sum(counted.values())
        weeks += len(looks)
        still = [flag for flag in flags(history) if getattr(flag, "unheard_since", None) is None]
        pressing = [flag for flag in still if RISING.index(flag.level) >= RISING.index(Level.URGENT)]
        listed, urgent = listed + len(still), urgent + len(pressing)
        old += sum((history.at - _answered(history, flag)).days > OLD for flag in pressing)
    per = 100 / weeks
    told = ", ".join(f"{rule} {count * per:.1f}" for rule, count in episodes.most_common())
    print(
        f"{len(people)} people, {weeks} weeks: per 100 patient-weeks "
        f"{sum(episodes.values()) * per:.1f} new episodes, {firings * per:.1f} firings ({told})"
    )
    print(
        "by level when first looked at:", ", ".join(f"{level} {levels[level] * per:.1f}" for level in reversed(RISING))
    )
    print(
        f"open on the last day: {listed}, of them urgent {urgent}, "
        f"of these over {OLD} days since anybody answered their question {old}",
        flush=True,
    )


def _answered(history: History, flag: Flag) -> dt.date:
    """The last answer to any question that the rule of a sign reads, or its last firing (an event)."""
    days = [answers(history, measure)[0] for measure in RULES[flag.rule].measures if measure in MEASURES]
    return max([flag.last, *(found[-1].item() for found in days if len(found))])


# --- Urgent changes that are there ---


def planted(seed: int, people: list[History]) -> None:
    """Each kind of urgent change into each record, on a day on which its question was answered."""
    missed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for number, history in enumerate(people):
        random = np.random.default_rng([seed, 7, number])
        for name, rule, level, changed, day in changes(random, history):
            if any(flag.rule == rule for flag in flags(until(history, day - DAY))):
                continue
            tried[name] += 1
            raised = [flag for flag in flags(until(changed, day)) if flag.rule == rule]
            missed[name] += not any(RISING.index(flag.level) >= RISING.index(level) for flag in raised)
    told = ", ".join(f"{name} {missed[name]} of {count}" for name, count in tried.items())
    print(f"planted changes that were missed: {told}", flush=True)


def changes(random: Any, history: History) -> Iterator[tuple[str, str, Level, History, dt.date]]:
    def some(days: Days) -> np.datetime64:
        return days[random.integers(len(days) // 4, len(days))]  # type: ignore[no-any-return]

    grades, signs, checks = history.weakness, history.signs, history.function
    day = some(grades.days)
    yield "breathless at rest (R05)", "R05", Level.URGENT, *_with(history, "weakness", day, breathing=1)
    day = some(signs.days)
    yield "choking (R11)", "R11", Level.URGENT, *_with(history, "signs", day, choking_needed_help=1)
    infection = {"fever": 1, "more_breathless": 1}
    yield "chest infection (R10)", "R10", Level.URGENT, *_with(history, "signs", day, **infection)
    phlegm = {"coloured_phlegm": 1, "cannot_clear_phlegm": 3}
    yield "phlegm (R09)", "R09", Level.URGENT, *_with(history, "signs", day, **phlegm)
    if len(checks.days):
        day = some(checks.days)
        items = checks.items.copy()
        items[checks.days >= day, FUNCTION_ITEMS.index("orthopnea")] = 1
        yield (
            "sleeps upright (R06)",
            "R06",
            Level.URGENT,
            replace(history, function=replace(checks, items=items)),
            day.item(),
        )
    day = some(grades.days)
    hours = Readings(np.array([day]), np.array([18.0]), ("self",))
    yield "machine all day (R22)", "R22", Level.URGENT, _measured(history, niv_hours=hours), day.item()
    for rule, level, low in (("R03", Level.EMERGENCY, 87.0), ("R04", Level.URGENT, 92.0)):
        pair = {name: Readings(np.array([day]), np.array([low]), ("self",)) for name in ("spo2", "spo2_second")}
        if "spo2_second" in MEASURES:
            yield f"SpO2 {low:g} twice ({rule})", rule, level, _measured(history, **pair), day.item()


def _with(history: History, section: str, day: np.datetime64, **said: float) -> tuple[History, dt.date]:
    """The same with other answers from a day on."""
    daily: Daily = getattr(history, section)
    values = daily.values.copy()
    for name, value in said.items():
        values[daily.days >= day, daily.columns.index(name)] = value
    return replace(history, **{section: replace(daily, values=values)}), day.item()


def _measured(history: History, **readings: Readings) -> History:
    return replace(history, measurements=history.measurements | readings)


# --- Fired for nothing ---


def quick_loss(seed: int, people: int) -> None:
    """R14 where the weight of a day varies by 0.7 kg, and it stays or falls by 0.3 kg a month."""
    for told, step in (("every day", 1), ("every third day", 3), ("once a week", 7)):
        for slope in (0.0, -0.3):
            random = np.random.default_rng([seed, 14, step, round(-10 * slope)])
            found = [_false("R14", _weights(random, step, slope)) for _ in range(people)]
            print(f"R14 false a person-year, weighed {told}, {slope:+.1f} kg a month: "
                  f"{np.mean(found):.2f}", flush=True)  # fmt: skip


def _weights(random: Any, step: int, slope: float) -> History:
    on = np.arange(0, YEAR, step)
    kg = 75 + slope * on / 30.4375 + random.normal(0, 0.7, len(on))
    days = np.datetime64(END - YEAR * DAY, "D") + on
    return History(END, measurements={"weight": Readings(days, kg.round(1), ("self",) * len(days))})


def function_drop(seed: int, people: int) -> None:
    """R29 where the total falls by 0.9 points a month with an error of 1.8; and drops that are there."""
    for told, source, step in (("month", "self", 28), ("fortnight", "self", 14), ("week", "self", 7)):
        random = np.random.default_rng([seed, 29, step])
        found = [_false("R29", _checked(random, step, source)) for _ in range(people)]
        print(f"R29 false a person-year, checked every {told}: {np.mean(found):.2f}", flush=True)
    for fell in (6, 8, 10):
        random = np.random.default_rng([seed, 30, fell])
        heard = [bool(_dropped(random, fell)) for _ in range(people)]
        print(f"R29 hears a drop of {fell} between two of its monthly checks within two checks: "
              f"{np.mean(heard):.0%}", flush=True)  # fmt: skip


def _checked(random: Any, step: int, source: str, fell: float = 0.0) -> History:
    on = np.arange(0, YEAR, step)
    total = random.uniform(40, 46) - 0.9 * on / 30.4375 - fell * (on >= YEAR // 2) + random.normal(0, SEM, len(on))
    days = np.datetime64(END - YEAR * DAY, "D") + on
    items = items_of_total(*np.clip(np.rint(total), 0, 48))
    return History(END, function=FunctionChecks(days, items, np.zeros(len(on)), (source,) * len(on)))


def _dropped(random: Any, fell: float) -> bool:
    """Whether either of the two checks after a drop raises it."""
    history = _checked(random, 28, "self", fell)
    half = np.datetime64(END - YEAR * DAY, "D") + YEAR // 2
    after = [day.item() for day in history.function.days if day >= half][:2]
    return any(flag.rule == "R29" and flag.last >= after[0] for day in after for flag in flags(until(history, day)))


def _false(rule: str, history: History) -> int:
    """New episodes of a rule in a year."""
    days = history.function.days if rule == "R29" else history.measurements["weight"].days
    looks = ((day.item(), flags(until(history, day.item()))) for day in days)
    return sum(name == rule for name, _since in new_ones(looks))


if __name__ == "__main__":
    main()
