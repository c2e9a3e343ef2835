"""How exact onsets could be at best, beside how exact they are: ``uv run python -m tests.bench.bounds``.

Somebody who knows how these people answer, that each part falls in one of four shapes and how long it may take, and who
weighs all of that by the answers (the median of the posterior): from "weaker" or not alone, as ``clinical.onset``, and
from the grades. ``one of four``: the shape of the part is not known; ``known``: it is. And the share of parts that have
fewer than two weeks with an answer of 3 or less in the 60 days after they crossed, which no rule of two weeks can call
by these. Printed, never asserted.
"""

import argparse

import numpy as np
from scipy.special import ndtr

from clinical.history import Floats, as_weeks
from clinical.involvement import involvement
from tests.bench.accuracy import EDGE, RATES, SEED
from tests.bench.simulated import DAYS, FIRST_DAY, SHAPES, SPANS, Noise, Person, person

USUAL = Noise()
STEPS = 2000
GONE = np.linspace(0, 1, STEPS + 1)
BEGINS, SPAN = (
    places.ravel() for places in np.meshgrid(np.arange(-500, DAYS, 5.0), np.arange(SPANS[0], SPANS[1] + 1, 50.0))
)


def likelihoods(shape: str) -> tuple[Floats, Floats, Floats]:
    """The crossings of all begins and spans; the logarithms of how likely each grade (STEPS + 1, 5), and a grade below
    4 or 4 (STEPS + 1, 2), is where a share of the time is gone."""
    strength = 4 - 4 * SHAPES[shape](GONE)
    upper = np.array([0.5, 1.5, 2.5, 3.5, np.inf])
    below = ndtr((upper - strength[:, None]) / np.hypot(USUAL.weeks, USUAL.days))
    grades = (1 - USUAL.slips) * np.diff(below, axis=1, prepend=0) + USUAL.slips / 5
    twofold = np.stack([grades[:, :4].sum(axis=1), grades[:, 4]], axis=1)
    return BEGINS + GONE[np.argmax(strength < 3.5)] * SPAN, np.log(grades), np.log(twofold)


KNOWN = {shape: likelihoods(shape) for shape in SHAPES}


def median(crossings: Floats, likely: Floats) -> float:
    order = np.argsort(crossings)
    weights = np.cumsum(np.exp(likely - likely.max())[order])
    return float(crossings[order][np.searchsorted(weights, weights[-1] / 2)])


def errors(someone: Person, shape: str) -> tuple[list[list[float]], int, int]:
    """Of each onset within the log that is told a day: the errors as told, and by the bounds. And how many crossed at
    all, and how many of these had hardly a low answer in EDGE days."""
    days = (someone.days - FIRST_DAY).astype(float)
    places = np.rint(np.clip((days[:, None] - BEGINS) / SPAN, 0, 1) * STEPS).astype(int)
    verdicts, found, crossed, unsaid = involvement(someone.history()), [], 0, 0
    for cell in np.flatnonzero((someone.involved < DAYS - EDGE) & (someone.involved > EDGE)):
        truth, grades, onset = someone.involved[cell], someone.answers[:, cell].astype(int), verdicts[cell].onset
        soon = (days >= truth) & (days < truth + EDGE) & (grades <= 3)
        crossed, unsaid = crossed + 1, unsaid + (len(np.unique(as_weeks(someone.days[soon]))) < 2)
        if onset is None:
            continue
        row = [float((np.datetime64(onset) - FIRST_DAY).astype(int))]
        for table, said in ((2, (grades == 4).astype(int)), (1, grades)):
            likely = {name: known[table][places, said[:, None]].sum(axis=0) for name, known in KNOWN.items()}
            anyone = np.concatenate([KNOWN[name][0] for name in KNOWN]), np.concatenate([*likely.values()])
            row += [median(*anyone), median(KNOWN[shape][0], likely[shape])]
        found.append([day - truth for day in row])
    return found, crossed, unsaid


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=60, help="for each shape and rate")
    asked.add_argument("--seed", type=int, default=SEED)
    options = asked.parse_args()
    print(f"{'median error, days':<20}{'n':>6}{'told':>7}", end="")
    print("".join(f"{of + ', ' + shape:>23}" for of in ("yes or no", "grades") for shape in ("one of four", "known")))
    for rate, share in RATES.items():
        rows, crossed, unsaid = [], 0, 0
        for number, shape in enumerate(SHAPES):
            random = np.random.default_rng([options.seed + number, options.people, round(1000 * (share or 0))])
            for _ in range(options.people):
                more, of, without = errors(person(random, shape, share, USUAL), shape)
                rows, crossed, unsaid = rows + more, crossed + of, unsaid + without
        told, *bounds = np.median(np.abs(np.array(rows)), axis=0)
        print(f"{rate:<20}{len(rows):>6}{told:>7.1f}" + "".join(f"{bound:>23.1f}" for bound in bounds), end="")
        print(f"   hardly a low answer in {EDGE} days: {unsaid / crossed:.1%}", flush=True)


if __name__ == "__main__":
    main()
