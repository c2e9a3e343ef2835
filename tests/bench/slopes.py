"""How often the 95 % range of a slope holds the true one: visits with the known error, and daily answers by week."""

from collections.abc import Iterator

import numpy as np

from clinical.history import Daily, Floats, FunctionChecks, History
from clinical.trends import DAYS_PER_MONTH, State, Trend, trends
from clinical.vocabulary import labels_of
from tests.bench.simulated import DAYS, FIRST_DAY, answered_days, good_and_bad_weeks
from tests.clinical.records import items_of_total

SEM = 1.8
AT = (FIRST_DAY + DAYS).item()
VISITS = {"every 28 days": 28, "every 91 days": 91}
SPANS = {"6 months": 183, "1 year": 365, "2 years": DAYS}


def table(seed: int, people: int) -> None:
    print("\nSlopes of the total: visits with an error of 1.8 points; held by the 95 % range")
    print(f"{'':<32}{'n':>6}{'held':>8}{'half-width':>12}{'usable':>9}{'held if usable':>16}{'usable over 1.0':>17}")
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


def visits(seed: int, people: int, step: int, days: int) -> Iterator[tuple[float, Trend]]:
    random = np.random.default_rng([seed, step, days])
    for _ in range(people):
        on = np.unique(np.clip(np.arange(0, days, step) + random.integers(-4, 5, len(range(0, days, step))), 0, days))
        slope, start = -abs(random.normal(0.9, 0.6)), random.uniform(38, 45)
        totals = start + slope * on / DAYS_PER_MONTH + random.normal(0, SEM, len(on))
        inside = (np.rint(totals) >= 0) & (np.rint(totals) <= 48)
        on, totals = on[inside], np.rint(totals[inside])
        checks = FunctionChecks(FIRST_DAY + on, items_of_total(*totals), np.zeros(len(on)), ("clinician",) * len(on))
        yield slope, _named(History(AT, function=checks), "function.total", "clinician")


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
    return (
        f"{len(found):>6}{held.mean():>8.1%}{np.median(half):>12.2f}{usable.sum() / len(found):>9.1%}"
        f"{held[usable].mean() if usable.any() else np.nan:>16.1%}{np.sum(half[usable] > 1):>17}"
    )
