"""People who begin to log a year after onset, as nearly everyone does: what is told of where and when it began.

``uv run python -m tests.bench.late``. Printed, never asserted; nothing was chosen on the seed of the table. ``parts``:
a month is remembered for each part that was weak at the first entry; ``and where it began``: that part as well. ``only
entry``: parts that were weak for a fortnight or longer and are told a day from answers; ``new``: told as new on day 30.
"""

import argparse
import datetime as dt
from dataclasses import dataclass

import numpy as np

from clinical.history import Daily, Floats, History, Memory
from clinical.involvement import involvement, pair_items, since_when
from clinical.need import facts, need
from clinical.opm import Opm, body_region, opm
from clinical.spread import Spread, spread
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import CELL_NAMES, CELLS, Precision
from clinical.when import Dated
from tests.bench.simulated import FIRST_DAY, NEXT, SHAPES, SPANS, Noise, answered_days, good_and_bad_weeks, order_of

SEED = 9316
BEFORE, DAYS = 600, 365  # days before the first entry, and logged
LATE = (300, 460)  # days from the onset to the first entry
RATES = {"90 % of days": 0.9, "30 % of days": 0.3, "once a week": None}


@dataclass(frozen=True)
class Late:
    """``crossed`` (13,): days from the first entry to the day on which each cell fell below 3.5, inf where it never
    did. ``weakness``: what was answered."""

    crossed: Floats
    weakness: Daily

    def memories(self, random: np.random.Generator, off: int, where: bool) -> tuple[Memory, ...]:
        """Of each part that was weak at the first entry its month, ``off`` months early or late."""
        first, found = int(self.crossed.argmin()), []
        for cell in np.flatnonzero(self.crossed <= 0):
            month = (FIRST_DAY + int(self.crossed[cell])).astype("datetime64[M]") + off * int(random.choice([-1, 1]))
            low, high = (edge.astype("datetime64[D]").item() for edge in (month, month + 1))
            ends = low, high - dt.timedelta(days=1)
            found.append(Memory(CELLS[cell], *ends, Precision.MONTH, first=where and cell == first))
        return tuple(found)


def late(random: np.random.Generator, shape: str, share: float | None, noise: Noise) -> Late:
    strength = np.full((BEFORE + DAYS, len(CELL_NAMES)), 4.0)
    begins = -random.uniform(*LATE)
    for cell in order_of(random):
        gone = np.clip((np.arange(-BEFORE, DAYS) - begins) / random.uniform(*SPANS), 0, 1)
        strength[:, CELL_NAMES.index(cell)] = 4 - 4 * SHAPES[shape](gone)
        begins += random.uniform(*NEXT)
    below = strength < 3.5
    crossed = np.where(below.any(axis=0), below.argmax(axis=0) - float(BEFORE), np.inf)
    logged = strength[BEFORE:]
    varied = good_and_bad_weeks(random, noise.weeks, noise.leaning, DAYS)[:, None] + random.normal(
        0, noise.days, logged.shape
    )
    varied[:, (strength == 4).all(axis=0)] = 0
    answers = np.clip(np.rint(logged + varied), 0, 4)
    said = answered_days(random, share)
    said = said[said < DAYS]
    return Late(crossed, Daily(FIRST_DAY + said, answers[said], CELL_NAMES))


def history(someone: Late, memories: tuple[Memory, ...], until: int = DAYS) -> History:
    known = someone.weakness.days < FIRST_DAY + until
    weakness = Daily(someone.weakness.days[known], someone.weakness.values[known], CELL_NAMES)
    return History((FIRST_DAY + until - 1).item(), weakness=weakness, memories=memories)


def told(said: History) -> tuple[Spread, Opm | None, list[Dated | None]]:
    found = involvement(said)
    spreading = spread(found, pair_items(said), said.at, said.began)
    return (
        spreading,
        opm(spreading, since_when(found), said.at),
        [cell.dated if cell.onset_low or not cell.onset_high else None for cell in found],
    )


@dataclass
class Counts:
    people: int = 0
    alone: int = 0
    only_entry: int = 0
    new: int = 0
    letter: int = 0
    months: int = 0
    near: int = 0
    held: int = 0


def counted(seed: int, people: int, share: float | None, off: int | None, where: bool) -> Counts:
    counts = Counts()
    random = np.random.default_rng([seed, people, round(1000 * (share or 0)), off or 0])
    for number in range(people):
        someone = late(random, [*SHAPES][number % len(SHAPES)], share, Noise())
        memories = () if off is None else someone.memories(random, off, where)
        spreading, words, dated = told(history(someone, memories))
        first = int(someone.crossed.argmin())
        counts.people += 1
        counts.alone += spreading.first == (CELLS[first],)
        answered = [cell for cell, by in enumerate(dated) if by is Dated.ANSWERS]
        counts.only_entry += sum(someone.crossed[cell] <= -14 for cell in answered)
        early = history(someone, memories, 30)
        day = told(early)[0]
        newest = need(facts(early, (), day, early.at), (), early.at).spread
        counts.new += newest is not None and someone.crossed[CELLS.index(newest.cell)] <= 0
        _count_opm(counts, words, someone, first)
    return counts


def _count_opm(counts: Counts, words: Opm | None, someone: Late, first: int) -> None:
    region = body_region(CELLS[first])
    others = [n for n, cell in enumerate(CELLS) if body_region(cell) is not region and np.isfinite(someone.crossed[n])]
    counts.letter += words is not None and words.onset is not None and _letter(words.onset, first)
    if not others or words is None or words.low is None or words.high is None or words.propagation != "P1":
        return
    true = max(0.0, (min(someone.crossed[n] for n in others) - someone.crossed[first]) / DAYS_PER_MONTH)
    counts.months += 1
    counts.near += abs(round(true) - (words.months or 0)) <= 1
    counts.held += words.low <= round(true) <= words.high


def _letter(onset: str, first: int) -> bool:
    alone = _opm_of(first)
    return alone is not None and onset == alone.onset


def _opm_of(cell: int) -> Opm | None:
    """What OPM says of a person with that one cell."""
    days = FIRST_DAY + np.arange(70)
    grades = np.full((70, len(CELL_NAMES)), 4.0)
    grades[35:, cell] = 2
    return told(History((days[-1]).item(), weakness=Daily(days, grades, CELL_NAMES)))[1]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=200)
    asked.add_argument("--seed", type=int, default=SEED)
    options = asked.parse_args()
    scenes: list[tuple[str, int | None, bool]] = [("nothing remembered", None, False)]
    for off, words in ((0, "right"), (1, "off by one month"), (3, "off by three")):
        scenes += [(f"parts, {words}", off, False), (f"parts and where it began, {words}", off, True)]
    print(f"{'':<54}{'first alone':>12}{'only entry':>12}{'new at 30 d':>12}{'OPM O':>8}{'n +-1':>8}{'held':>8}")
    for rate, share in RATES.items():
        for scene, off, where in scenes:
            found = counted(options.seed, options.people, share, off, where)
            of, months = found.people, max(found.months, 1)
            print(
                f"{f'{rate}; {scene}':<54}{found.alone / of:>12.1%}{found.only_entry:>12}{found.new:>12}"
                f"{found.letter / of:>8.1%}{found.near / months:>8.1%}{found.held / months:>8.1%}",
                flush=True,
            )


if __name__ == "__main__":
    main()
