"""When the answers of one cell turned from "as before" to "weaker", and how surely that is known.

Source: likelihood-ratio test of a monotone function at a point, inverted (Banerjee and Wellner, Annals of Statistics
2001). What is followed is the share of answers of 3 or less: the crossing is where it passes one half. The share is
taken to rise or stay, never to fall; nothing else is assumed about the shape of the decline.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, as_date, as_weeks

LOW = 3  # this grade or less is weaker than before
FORTNIGHT = 14  # days; shorter blocks take good and bad weeks for news, longer ones blur the crossing
LIMIT = 1.3  # of Q; the limit distribution says 1.6, but few answers near a crossing vary as much as LEAST_VARIANCE
SLACK = 1  # day at either end, for days are whole
LEAST_VARIANCE = 0.25  # of one answer, yes or no, where both are as likely
NEAR = 0.25  # from one half; further from it answers hardly vary and would make the noise look too small
MIXED = 0.4  # from one half; further from it there are hardly any turns to be counted
TAKEN = 2.0  # degrees of freedom that a level of a monotone fit takes (Meyer and Woodroofe, Annals of Statistics 2000)
LEAST_WEEKS = 6
STICKIEST = 0.9  # share of repeated answers; with more there is no telling


class Crossing(NamedTuple):
    """The likeliest day and its 90 % interval; ``low`` is None where a crossing before the first answer can't be
    excluded, ``high`` at the latest the last answered day."""

    on: dt.date
    low: dt.date | None
    high: dt.date


# Neighbouring blocks with one fitted value: their total, weight, number, and the sum of squares explained up to here.
Level = tuple[float, float, int, float]


@dataclass(frozen=True)
class Fit:
    """The closest monotone course of one cell, by fortnights. ``number`` (n,) days since 1970 and ``low`` (n,) of the
    answers; ``middle`` (b,) of each fortnight; ``explained`` (b + 1,) by a crossing before fortnight t. ``first`` and
    ``last`` are the share of low answers less one half as fitted at either end. ``turns`` of ``expected`` between low
    and not, where they are mixed."""

    number: NDArray[np.int64]
    low: NDArray[np.bool_]
    middle: Floats
    explained: Floats
    least: float
    variance: float
    first: float
    last: float
    turns: float
    expected: float


def fit(days: Days, low: Floats, least: float = LEAST_VARIANCE) -> Fit | None:
    """From ``days`` (n,) ascending and ``low`` (n,): 1 for an answer of LOW or less, 0 for one above, between where it
    may be either. ``least``: the least variance of one answer. None with fewer than LEAST_WEEKS answered weeks."""
    weeks = as_weeks(days)
    if np.count_nonzero(weeks[1:] != weeks[:-1]) < LEAST_WEEKS - 1 or not len(days):
        return None
    number = days.astype(np.int64)
    fortnight = (weeks - weeks[0]) // 2
    starts = np.append(0, 1 + np.flatnonzero(fortnight[1:] != fortnight[:-1]))
    answers = np.append(starts[1:], len(number)) - starts.astype(float)
    means = np.add.reduceat(0.5 - low, starts) / answers  # from +1/2, all as before, to -1/2, all weaker

    before, levels = _explained(means, answers)
    after, _ = _explained(-means[::-1], answers[::-1])
    values = np.array([total / weight for total, weight, _, _ in levels])
    blocks = np.array([number_of for _, _, number_of, _ in levels])
    level = np.repeat(np.arange(len(blocks)), blocks).repeat(answers.astype(int))
    turns, expected = _turns(low >= 0.5, level, (np.abs(values) <= MIXED) & (blocks > 1))
    return Fit(
        number=number,
        low=low >= 0.5,
        middle=np.add.reduceat(number, starts) / answers,
        explained=before + after[::-1],  # the best t is where the unconstrained fit crosses
        least=least,
        variance=_variance(means, answers, values, blocks),
        first=-float(values[0]),
        last=-float(values[-1]),
        turns=turns,
        expected=expected,
    )


def repeats(fits: Iterable[Fit]) -> float:
    """The share of answers that only say what the last one said, from all cells of a person: 0 to STICKIEST.

    Where low answers and others are mixed, n1 and n0 of them turn into one another 2 n1 n0 / n times if each is pressed
    as felt (Wald and Wolfowitz, Annals of Mathematical Statistics 1940), and less often the more are repeated.
    """
    turns, expected = 1.0, 1.0  # as pressed, until there is something to go by
    for found in fits:
        turns, expected = turns + found.turns, expected + found.expected
    return float(np.clip(1 - turns / expected, 0, STICKIEST))


def crossing(found: Fit, until: int | None = None, repeated: float = 0.0) -> Crossing:
    """The crossing of a cell some of whose answers are low. ``until``: its last answered day, where that is not in the
    fit, ``repeated`` as ``repeats``.

    The day is the median of all possible crossings, each weighed by exp(-Q) with Q as in ``README.md``, and no further
    into answers that leave no doubt than half a gap. Whoever repeats answers tells a change late, and vaguely.
    """
    number, middle = found.number, found.middle
    variance = max(found.variance, found.least * (1 + repeated) / (1 - repeated))
    gaps = np.sort(number[1:] - number[:-1])
    late = repeated / (1 - repeated) * float(gaps[len(gaps) // 2])
    cost = (found.explained.max() - found.explained) / variance
    edges = np.concatenate([middle[:1] - FORTNIGHT / 2, middle, middle[-1:] + FORTNIGHT / 2])
    likely = np.append(0, np.cumsum(np.exp(-cost) * (edges[1:] - edges[:-1])))
    on = _between_answers(float(np.interp(likely[-1] / 2, likely, edges)), number, found.low)

    places = (edges[:-1] + edges[1:]) / 2
    first, last = np.flatnonzero(cost <= LIMIT)[[0, -1]]
    low = _at_limit(places, cost, first, first - 1) - SLACK - late if first else -np.inf
    end = int(number[-1]) if until is None else until
    high = _at_limit(places, cost, last, last + 1) + SLACK if last < len(middle) else end
    day = max(int(np.ceil(on - repeated * late)), int(number[0]))  # weeks that lean look repeated, but are not late
    return Crossing(
        as_date(day),
        as_date(min(day, int(np.floor(low)))) if low >= number[0] else None,
        as_date(max(day, min(int(np.ceil(high)), end))),
    )


def _at_limit(places: Floats, cost: Floats, inside: int, outside: int) -> float:
    """Where the cost reaches LIMIT, on the straight line between two neighbouring places."""
    share = (LIMIT - cost[inside]) / (cost[outside] - cost[inside])
    return float(places[inside] + (places[outside] - places[inside]) * share)


def _between_answers(day: float, number: NDArray[np.int64], low: NDArray[np.bool_]) -> float:
    """The day, moved to where the answers leave no doubt: not before the middle of the gap that the first low one ends,
    nor after that of the gap between the last of the others and the low one that follows it; or the last low one."""
    before = np.append(number[0], (number[:-1] + number[1:]) / 2)
    settled = len(low) - int(low[::-1].argmin())  # from here on all are low
    latest = before[0] if low.all() else before[settled] if low[-1] else number[low][-1]
    return float(min(max(day, before[low.argmax()]), latest))


def _explained(means: Floats, answers: Floats) -> tuple[Floats, list[Level]]:
    """The sum of squares that a non-increasing fit held at or above 0 explains of the first t blocks, t = 0 ... n.

    One pass of pooling adjacent violators. The fit held at or above 0 is the free fit with its negative levels set to
    0, and as a projection on a cone it explains its own squared length. Also the levels of the free fit to all blocks.
    Blocks of +1/2 at the beginning and of -1/2 at the end violate nothing and are taken at once.
    """
    head = int(np.argmax(means != 0.5)) if (means != 0.5).any() else len(means)
    tail = len(means) - int(np.argmax(means[::-1] != -0.5)) if (means != -0.5).any() else 0
    tail = max(head, tail)
    certain = np.append(0.0, np.cumsum(answers[:head]) / 4)
    levels: list[Level] = [(2 * certain[-1], 4 * certain[-1], head, certain[-1])] if head else []
    explained: list[float] = []
    for total, weight in zip((means * answers)[head:tail].tolist(), answers[head:tail].tolist(), strict=True):
        blocks, earlier = 1, explained[-1] if explained else float(certain[-1])
        while levels:
            sum_before, weight_before, blocks_before, _ = levels[-1]
            if sum_before * weight > total * weight_before:
                break
            levels.pop()
            total, weight, blocks = total + sum_before, weight + weight_before, blocks + blocks_before
            earlier = levels[-1][3] if levels else 0.0
        now = earlier + total * total / weight if total > 0 else earlier
        explained.append(now)
        levels.append((total, weight, blocks, now))
    now = explained[-1] if explained else float(certain[-1])
    if tail < len(means):
        weight = float(answers[tail:].sum())
        levels.append((-weight / 2, weight, len(means) - tail, now))
    return np.concatenate([certain, explained, np.full(len(means) - tail, now)]), levels


def _variance(means: Floats, answers: Floats, values: Floats, blocks: NDArray[np.int64]) -> float:
    """Variance of one answer about the unconstrained fit near its crossing; 0 where it has no block near it.

    From the means of blocks, so that good and bad weeks, which all answers of a week share, count in full.
    """
    near = np.abs(values) <= NEAR
    residuals, counted = means - np.repeat(values, blocks), np.repeat(near, blocks)
    spread = answers[counted] @ residuals[counted] ** 2
    return float(spread / max(counted.sum() - TAKEN * near.sum(), 1.0))


def _turns(low: NDArray[np.bool_], level: NDArray[np.int64], mixed: NDArray[np.bool_]) -> tuple[float, float]:
    """How often neighbouring answers of a mixed level differ, and how often they would if each was pressed as felt. A
    level of one fortnight is no mixture but may be a step."""
    differ = (low[1:] != low[:-1]) & (level[1:] == level[:-1]) & mixed[level[1:]]
    answers, weaker = np.bincount(level), np.bincount(level, low)
    return float(differ.sum()), float((2 * weaker * (answers - weaker) / answers)[mixed].sum())
