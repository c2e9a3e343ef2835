"""How right onsets, slopes and sides are, on people whose truth is known: ``uv run python -m tests.bench.accuracy``.

Printed, never asserted. Nothing was chosen or changed on the seed of the table.
"""

import argparse
from collections.abc import Iterable

import numpy as np

from clinical.involvement import Involvement, Status, involvement
from tests.bench import sides, slopes
from tests.bench.scenes import MORE_SHAPES, SCENES, Scene
from tests.bench.simulated import DAYS, FIRST_DAY, SHAPES, Noise, person

SEED = 9203
RATES = {"90 % of days": 0.9, "60 % of days": 0.6, "30 % of days": 0.3, "14 % of days": 0.14, "once a week": None}
NOISES = {
    "usual noise": Noise(),
    "calm: parts as before ALS are always answered so": Noise(weeks=0.1, days=0.12, unaffected=False),
    "rough: bad weeks follow bad weeks": Noise(leaning=0.6),
    "very rough": Noise(weeks=0.2, days=0.4),
    "one answer in seventy is any grade at all": Noise(slips=0.015),
}
EDGE = 60  # days: an onset counts as findable from here to as far before the last day
SOON = 28  # days after the crossing, by which it should be called where answers are many


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=200, help="for each shape, rate and scene")
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--only", default="", help="the scenes whose title contains this")
    options = asked.parse_args()
    told = {title: (SHAPES, noise, Scene()) for title, noise in NOISES.items()}
    told |= {title: (SHAPES, Noise(), scene) for title, scene in SCENES.items()}
    told |= {f"shape: {shape}": ((shape,), Noise(), Scene()) for shape in MORE_SHAPES}
    for title, (shapes, noise, scene) in told.items():
        if options.only not in title:
            continue
        print(f"\nOnsets, {title}")
        print(f"{'':<14}{'n':>6}{'no day':>8}{'error':>7}{'in 28 d':>9}{'bias':>7}{'held':>8}{'width':>7}", end="")
        print(f"{'false':>15}{'missed':>15}{'at 60 d':>15}{'by 28 d':>9}   error / bias / held by shape")
        for rate, share in RATES.items():
            print(f"{rate:<14}{onsets(options.seed, options.people, share, noise, scene, shapes)}", flush=True)
    if options.only in "slopes":
        slopes.table(options.seed, 5 * options.people)
    if options.only in "sides":
        sides.table(options.seed, 10 * options.people)


def onsets(
    seed: int,
    people: int,
    share: float | None,
    noise: Noise,
    scene: Scene = Scene(),  # noqa: B008  frozen
    shapes: Iterable[str] = tuple(SHAPES),
) -> str:
    """A row: over all shapes, then shape by shape."""
    found = {shape: tried(seed + number, people, shape, share, noise, scene) for number, shape in enumerate(shapes)}
    everyone = np.concatenate([rows for rows, _ in found.values()])
    false, healthy, missed, affected, early, due, soon = np.sum([counts for _, counts in found.values()], axis=0)
    by_shape = "  ".join(
        f"{np.nanmedian(abs(rows[:, 0])):.0f}/{np.nanmedian(rows[:, 0]):+.0f}/{np.nanmean(rows[:, 1]):.2f}"
        for rows, _ in found.values()
    )
    error, held, width = everyone.T
    counted = (
        f"{n}/{of} {100 * n / max(of, 1):.2f}%" for n, of in ((false, healthy), (missed, affected), (early, due))
    )
    return (
        f"{len(error):>6}{np.isnan(error).sum():>8}"
        f"{np.nanmedian(abs(error)):>7.1f}{np.mean(abs(error) <= 28):>9.1%}{np.nanmedian(error):>+7.1f}"
        f"{np.nanmean(held):>8.1%}{np.nanmedian(width):>7.0f}"
        + "".join(f"{text:>15}" for text in counted)
        + f"{soon / max(due, 1):>9.1%}   {by_shape}"
    )


def tried(
    seed: int, people: int, shape: str, share: float | None, noise: Noise, scene: Scene
) -> tuple[np.ndarray, np.ndarray]:
    """Of each onset within the log: error in days, whether the interval held it, its width; the last two nan where
    there is no interval, all three where it is taken for one of before the first entry. And counts: never involved but
    called so, of how many; involved for 60 days at the end but missed, of how many; the same in a report made 60 days
    after each onset; and called in one made after 28."""
    random = np.random.default_rng([seed, people, round(1000 * (share or 0))])
    rows, counts = [], np.zeros(7, int)
    for _ in range(people):
        someone = person(random, shape, share, noise, scene)
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
            crossed = int(someone.involved[cell])
            soon, then = (
                involvement(someone.history(crossed + days))[cell].status is Status.INVOLVED for days in (SOON, EDGE)
            )
            counts[4:] += [not then, 1, soon]
            if called[cell]:
                rows.append(_row(verdicts[cell], FIRST_DAY + crossed))
    return np.array(rows, float), counts


def _row(verdict: Involvement, truth: np.datetime64) -> tuple[int, float, float]:
    onset, low, high = (
        None if day is None else (np.datetime64(day) - truth).astype(int)
        for day in (verdict.onset, verdict.onset_low, verdict.onset_high)
    )
    if onset is None or high is None:
        return (np.nan if onset is None else onset), np.nan, np.nan
    start = (FIRST_DAY - truth).astype(int) if low is None else low
    return onset, (low is None or low <= 0) and high >= 0, high - start


if __name__ == "__main__":
    main()
