"""How often two sides are told as they are: even ones, clearly different ones, and the grips of healthy hands.

    uv run python -m tests.bench.sides            (a part of ``tests.bench.accuracy``)

Beside it the same from the last week or the last pair alone, as it was told before.
"""

import argparse
from collections.abc import Iterator

import numpy as np

from clinical.asymmetry import EVEN, Asymmetry, asymmetry, laterality_index
from clinical.history import Daily, History, Readings
from clinical.vocabulary import CELL_NAMES, Side
from clinical.weekly import weekly_lower_median
from tests.bench.simulated import FIRST_DAY, good_and_bad_weeks

WEEKS = 12
RATES = {"90 % of days": 0.9, "30 % of days": 0.3, "once a week": None}
NOISES = {"usual": (0.15, 0.3), "calm": (0.1, 0.2)}  # good and bad weeks, which both share, and days: SD in grades
APART = {"even": 0.0, "one grade apart": 1.0}
HANDS = tuple(CELL_NAMES.index(f"hand.{side}") for side in Side)
ERRORS = (0.06, 0.09)  # of one reading of grip, as a share: 17 % is 2.77 times the first (CLINICAL 5.4)
DOMINANCE = {"right-handed, 10 % stronger": 1.1, "left-handed, even": 1.0}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=7041)
    options = asked.parse_args()
    table(options.seed, options.people)


def table(seed: int, people: int) -> None:
    print("\nLeft and right: hands that are even and were called uneven; a grade apart and called even; told exactly")
    print(f"{'':<32}{'even: uneven':>14}{'last week':>11}{'apart: even':>13}{'last week':>11}{'exactly 1':>11}")
    for noise, sizes in NOISES.items():
        for rate, share in RATES.items():
            even, apart = (np.array(list(graded(seed, people, each, share, sizes))) for each in APART.values())
            print(
                f"{f'{noise}, {rate}':<32}{np.mean(even[:, 0] != 0):>14.1%}{np.mean(even[:, 1] != 0):>11.1%}"
                f"{np.mean(apart[:, 0] <= 0):>13.1%}{np.mean(apart[:, 1] <= 0):>11.1%}"
                f"{np.mean(apart[:, 0] == 1):>11.1%}",
                flush=True,
            )
    print("\nGrips of healthy hands that were called uneven: four pairs a week apart")
    print(f"{'':<44}{'told':>8}{'hand not known':>16}{'last pair':>11}")
    for error in ERRORS:
        for name, share in DOMINANCE.items():
            writing = Side.RIGHT if share > 1 else Side.LEFT
            rows = np.array(list(gripped(seed, 5 * people, share, error, writing)))
            known, unknown, last = np.mean(np.abs(rows) >= EVEN, axis=0)
            print(f"{f'{name}, error {error:.0%}':<44}{known:>8.2%}{unknown:>16.2%}{last:>11.2%}", flush=True)


def graded(
    seed: int, people: int, apart: float, share: float | None, sizes: tuple[float, float]
) -> Iterator[tuple[int, float]]:
    """Left less right, as it is told and by the last week; the right hand is ``apart`` weaker, both get weaker."""
    random = np.random.default_rng([seed, round(10 * apart), round(100 * (share or 0)), round(100 * sizes[0])])
    days = 7 * WEEKS
    for _ in range(people):
        left = random.uniform(0.2 + apart, 4) + random.uniform(0, 4 / 500) * np.arange(days, 0, -1)
        true = np.column_stack([np.minimum(left, 4), np.minimum(left - apart, 4)])
        weeks, each = sizes
        varied = good_and_bad_weeks(random, weeks, 0.0, days)[:, None] + random.normal(0, each, true.shape)
        if share is None:
            said = np.arange(0, days, 7) + random.integers(0, 7, WEEKS)
        else:
            said = np.flatnonzero(random.random(days) < share)
        values = np.full((len(said), len(CELL_NAMES)), np.nan)
        values[:, HANDS] = np.clip(np.rint(true + varied), 0, 4)[said]
        weakness = Daily(FIRST_DAY + said, values, CELL_NAMES)
        _, weekly = weekly_lower_median(weakness.days, weakness.values)
        told = _told(History((FIRST_DAY + days).item(), weakness=weakness))
        before = weekly[-1, HANDS[0]] - weekly[-1, HANDS[1]]
        yield -(told.grade_difference or 0), before


def gripped(seed: int, people: int, share: float, error: float, writing: Side) -> Iterator[tuple[float, float, float]]:
    """The index less dominance where the writing hand is known and where it is not, and that of the last pair."""
    random = np.random.default_rng([seed, round(100 * share), round(100 * error)])
    days = FIRST_DAY + 7 * np.arange(4)
    for _ in range(people):
        left, right = (mean * random.normal(1, error, 4) for mean in (30.0, 30.0 * share))
        measured = {
            name: Readings(days, kg, ("self",) * 4) for name, kg in (("grip.left", left), ("grip.right", right))
        }
        known, unknown = (
            _told(History(days[-1].item(), measurements=measured, writing_hand=hand)).grip_beyond or 0.0
            for hand in (writing, None)
        )
        yield known, unknown, laterality_index(right[-1], left[-1]) or 0.0


def _told(history: History) -> Asymmetry:
    (found,) = asymmetry(history)
    return found


if __name__ == "__main__":
    main()
