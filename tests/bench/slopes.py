"""How often the 95 % range of a slope holds the true one: visits with the known error, and daily answers by week.

uv run python -m tests.bench.slopes            (a part of ``tests.bench.accuracy``)
"""

import argparse
from collections.abc import Iterator

import numpy as np

from clinical.history import Daily, Floats, FunctionChecks, History
from clinical.trends import DAYS_PER_MONTH, WIDEST, State, Trend, trends
from clinical.vocabulary import labels_of
from tests.bench.simulated import DAYS, FIRST_DAY, answered_days, good_and_bad_weeks
from tests.clinical.records import items_of_total

SEM = 1.8
AT = (FIRST_DAY + DAYS).item()
VISITS = {"every 28 days": 28, "every 91 days": 91}
SPANS = {"6 months": 183, "1 year": 365, "2 years": DAYS}


HEADING = f"{'':<32}{'n':>6}{'held':>8}{'half-width':>12}{'usable':>9}{'held if usable':>16}{'usable, too wide':>18}"
MONTHLY, QUARTERLY = 28, 91
CHECKS = (3, 4, 5, 6, 7, 9, 11, 13)
SUBSCORE = "function.gross_motor"
COURSES = {  # of a subscore, points lost, over months of which the last is ``end``: ``pace`` a month on the whole
    "straight": lambda month, end, turn, pace: pace * month,
    "slower, then faster": lambda month, end, turn, pace: pace * (month / 2 + np.maximum(month - turn * end, 0)),
    "falls, then stays": lambda month, end, turn, pace: 2 * pace * np.minimum(month, turn * end),
    "stays, then falls": lambda month, end, turn, pace: 2 * pace * np.maximum(month - turn * end, 0),
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=7041)
    options = asked.parse_args()
    table(options.seed, options.people)


def table(seed: int, people: int) -> None:
    _numbers_of_checks(seed, people)
    _subscores(seed, people)
    print("\nSlopes of the total: visits with an error of 1.8 points; held by the 95 % range")
    print(HEADING)
    for told, step in VISITS.items():
        for span, days in SPANS.items():
            print(f"{f'{told}, {span}':<32}{_row(list(visits(seed, people, step, days)))}", flush=True)
    print("A change told where the decline is straight (it should not be)")
    for told, step in VISITS.items():
        for span, days in SPANS.items():
            found = [trend.change_around is not None for _, trend in visits(seed, people, step, days)]
            print(f"{f'{told}, {span}':<32}{len(found):>6}{np.mean(found):>8.1%}", flush=True)
    print("Slopes of fatigue: daily answers, weeks that lean on one another")
    for leaning in (0.0, 0.3, 0.6, 0.8):
        for rate, share in (("90 %", 0.9), ("60 %", 0.6)):
            for span, days in SPANS.items():
                rows = list(fatigue(seed, people // 4, share, leaning, days))
                print(f"{f'{leaning:g}, {rate} of days, {span}':<32}{_row(rows)}", flush=True)


def _numbers_of_checks(seed: int, people: int) -> None:
    for error in (SEM, 2.5):
        for step in (MONTHLY, QUARTERLY):
            print(f"\nSlopes of the total: so many checks every {step} days, error {error:g}")
            print(HEADING)
            for number in CHECKS:
                print(f"{f'{number} checks':<32}{_row(list(checked(seed, people, step, number, error)))}", flush=True)


def _subscores(seed: int, people: int) -> None:
    """All that are told are usable: a subscore has a slope in no other state."""
    for course in COURSES:
        print(f"\nSlopes of a subscore, {course}: held is of the slope that its checks would have without error")
        print(HEADING + f"{'0 to 0':>9}")
        for error in (0.4, 0.7, 0.9):
            for step, number in ((MONTHLY, 7), (MONTHLY, 13), (MONTHLY, 26), (QUARTERLY, 3), (QUARTERLY, 5)):
                rows = list(subscores(seed, people // 2, course, step, number, error))
                flat = np.mean([trend.slope is not None and trend.low == trend.high for _, trend in rows])
                told = f"error {error:g}, {number} every {step} days"
                print(f"{told:<32}{_row(rows)}{flat:>9.1%}", flush=True)


def days_of(random: np.random.Generator, step: int, number: int) -> np.ndarray:
    """Every so many days, each up to four days early or late."""
    on = step * np.arange(number) + random.integers(-4, 5, number)
    found: np.ndarray = on - on[0]
    return found


def checked(seed: int, people: int, step: int, number: int, error: float) -> Iterator[tuple[float, Trend]]:
    random = np.random.default_rng([seed, step, number, round(10 * error)])
    for _ in range(people):
        on = days_of(random, step, number)
        slope = -abs(random.normal(0.9, 0.6))
        lost = -slope * on[-1] / DAYS_PER_MONTH
        start = random.uniform(min(lost + 4, 42), 44)  # so that few meet an end of the scale
        totals = np.rint(start + slope * on / DAYS_PER_MONTH + random.normal(0, error, number))
        inside = (totals >= 0) & (totals <= 48)
        yield slope, _of_totals(on[inside], totals[inside])


def subscores(
    seed: int, people: int, course: str, step: int, number: int, error: float
) -> Iterator[tuple[float, Trend]]:
    random = np.random.default_rng([seed, list(COURSES).index(course), step, number, round(10 * error)])
    for _ in range(people):
        on = days_of(random, step, number)
        months = on / DAYS_PER_MONTH
        lost = COURSES[course](months, months[-1], random.uniform(0.3, 0.7), abs(random.normal(0.25, 0.2)))
        true = np.clip(random.uniform(6, 12) - lost, 0, 12)
        slope = float(np.polyfit(months, true, 1)[0])
        scores = np.clip(np.rint(true + random.normal(0, error, number)), 0, 12)
        items = np.full((number, 12), 4.0)
        items[:, 6:9] -= np.clip(12 - scores[:, None] - 4 * np.arange(3), 0, 4)
        checks = FunctionChecks(FIRST_DAY + on, items, np.zeros(number), ("clinician",) * number)
        yield slope, _named(History((FIRST_DAY + on[-1]).item(), function=checks), SUBSCORE, "clinician")


def visits(seed: int, people: int, step: int, days: int) -> Iterator[tuple[float, Trend]]:
    random = np.random.default_rng([seed, step, days])
    for _ in range(people):
        on = np.unique(np.clip(np.arange(0, days, step) + random.integers(-4, 5, len(range(0, days, step))), 0, days))
        slope, start = -abs(random.normal(0.9, 0.6)), random.uniform(38, 45)
        totals = start + slope * on / DAYS_PER_MONTH + random.normal(0, SEM, len(on))
        inside = (np.rint(totals) >= 0) & (np.rint(totals) <= 48)
        yield slope, _of_totals(on[inside], np.rint(totals[inside]))


def _of_totals(on: np.ndarray, totals: Floats) -> Trend:
    checks = FunctionChecks(FIRST_DAY + on, items_of_total(*totals), np.zeros(len(on)), ("clinician",) * len(on))
    return _named(History(AT, function=checks), "function.total", "clinician")


def fatigue(seed: int, people: int, share: float, leaning: float, days: int) -> Iterator[tuple[float, Trend]]:
    random = np.random.default_rng([seed, round(100 * share), round(10 * leaning), days])
    columns = labels_of("fatigue")
    for _ in range(people):
        slope = random.normal(0.05, 0.08)
        level = 4 + slope * np.arange(DAYS) / DAYS_PER_MONTH
        level += good_and_bad_weeks(random, 0.6, leaning) + random.normal(0, 0.8, DAYS)
        said = answered_days(random, share)
        said = said[said < days]
        values = np.full((len(said), len(columns)), np.nan)
        values[:, columns.index("now")] = np.clip(np.rint(level[said]), 0, 10)
        history = History(AT, fatigue=Daily(FIRST_DAY + said, values, columns))
        yield slope, _named(history, "fatigue.now", "self")


def _named(history: History, measure: str, source: str) -> Trend:
    return next(found for found in trends(history) if (found.measure, found.source) == (measure, source))


def _row(found: list[tuple[float, Trend]]) -> str:
    told: Floats = np.array(
        [
            (
                trend.low <= slope <= trend.high,
                (trend.high - trend.low) / 2,
                trend.state in (State.USABLE, State.CEILING),
            )
            for slope, trend in found
            if trend.slope is not None and trend.low is not None and trend.high is not None
        ]
    )
    if not len(told):
        return f"{len(found):>6}   no slope is told"
    held, half, usable = told[:, 0], told[:, 1], told[:, 2] == 1
    too_wide = np.sum(half[usable] > WIDEST[found[0][1].measure])
    return (
        f"{len(found):>6}{held.mean():>8.1%}{np.median(half):>12.2f}{usable.sum() / len(found):>9.1%}"
        f"{held[usable].mean() if usable.any() else np.nan:>16.1%}{too_wide:>18}"
    )


if __name__ == "__main__":
    main()
