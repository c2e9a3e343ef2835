"""How right onsets, slopes and sides are, on people whose truth is known: ``uv run python -m tests.bench.accuracy``.

Printed, never asserted. Nothing was chosen or changed on the seed of the table.
"""

import argparse

import numpy as np

from clinical.involvement import Status, involvement
from tests.bench import sides, slopes
from tests.bench.simulated import DAYS, FIRST_DAY, SHAPES, Noise, person

SEED = 7041
RATES = {"90 % of days": 0.9, "60 % of days": 0.6, "30 % of days": 0.3, "14 % of days": 0.14, "once a week": None}
NOISES = {
    "usual noise": Noise(),
    "calm: parts as before ALS are always answered so": Noise(weeks=0.1, days=0.12, unaffected=False),
    "rough: bad weeks follow bad weeks": Noise(leaning=0.6),
    "very rough": Noise(weeks=0.2, days=0.4),
}
EDGE = 60  # days: an onset counts as findable from here to as far before the last day


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=200, help="for each shape, rate and noise")
    asked.add_argument("--seed", type=int, default=SEED)
    options = asked.parse_args()
    for told, noise in NOISES.items():
        print(f"\nOnsets, {told}")
        print(f"{'':<16}{'n':>6}{'median error':>14}{'within 28 d':>13}{'bias':>7}{'held':>8}{'width':>7}", end="")
        print(f"{'false':>15}{'missed':>15}{'missed at 60 d':>16}   median error / bias / held by shape")
        for rate, share in RATES.items():
            print(f"{rate:<16}{onsets(options.seed, options.people, share, noise)}", flush=True)
    slopes.table(options.seed, 5 * options.people)
    sides.table(options.seed, 10 * options.people)


def onsets(seed: int, people: int, share: float | None, noise: Noise) -> str:
    """A row: over all shapes, then shape by shape."""
    found = {shape: tried(seed + number, people, shape, share, noise) for number, shape in enumerate(SHAPES)}
    everyone = np.concatenate([rows for rows, _ in found.values()])
    false, healthy, missed, affected, early, due = np.sum([counts for _, counts in found.values()], axis=0)
    by_shape = "  ".join(
        f"{np.median(abs(rows[:, 0])):.0f}/{np.median(rows[:, 0]):+.0f}/{rows[:, 1].mean():.2f}"
        for rows, _ in found.values()
    )
    error, held, width = everyone.T
    counted = (
        f"{n}/{of} {100 * n / max(of, 1):.2f}%" for n, of in ((false, healthy), (missed, affected), (early, due))
    )
    return (
        f"{len(error):>6}{np.median(abs(error)):>14.1f}{np.mean(abs(error) <= 28):>13.1%}{np.median(error):>+7.1f}"
        f"{held.mean():>8.1%}{np.median(width):>7.0f}" + "".join(f"{text:>15}" for text in counted) + f"   {by_shape}"
    )


def tried(seed: int, people: int, shape: str, share: float | None, noise: Noise) -> tuple[np.ndarray, np.ndarray]:
    """Of each onset within the log: error in days, whether the interval held it, its width. And counts: never involved
    but called so, of how many; involved for 60 days at the end but missed, of how many; the same in a report made 60
    days after each onset."""
    random = np.random.default_rng([seed, people, round(1000 * (share or 0))])
    rows, counts = [], np.zeros(6, int)
    for _ in range(people):
        someone = person(random, shape, share, noise)
        verdicts = involvement(someone.history())
        called = np.array([verdict.status is Status.INVOLVED for verdict in verdicts])
        lasting = someone.involved < DAYS - EDGE
        counts[:4] += [
            called[np.isinf(someone.involved)].sum(),
            np.isinf(someone.involved).sum(),
            (~called[lasting]).sum(),
            lasting.sum(),
        ]
        for cell in np.flatnonzero(lasting & (someone.involved > EDGE)):
            then = involvement(someone.history(int(someone.involved[cell]) + EDGE))[cell]
            counts[4:] += [then.status is not Status.INVOLVED, 1]
            if called[cell]:
                rows.append(_row(verdicts[cell], FIRST_DAY + int(someone.involved[cell])))
    return np.array(rows, float), counts


def _row(verdict: object, truth: np.datetime64) -> tuple[int, bool, int]:
    onset, low, high = (
        None if day is None else (np.datetime64(day) - truth).astype(int)
        for day in (verdict.onset, verdict.onset_low, verdict.onset_high)
    )
    start = (FIRST_DAY - truth).astype(int) if low is None else low
    return onset, (low is None or low <= 0) and high is not None and high >= 0, (high or 0) - start


if __name__ == "__main__":
    main()
