"""A linear mixed model: one curve for many people, from which each has a level and a slope of their own.

Laird and Ware 1982 [O]; restricted likelihood, profiled to the three numbers of the random part and maximised by the
simplex of Nelder and Mead 1965 [O], as lme4 does (Bates 2015 [O]). Plain numpy.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.history import Floats

START = np.array([1.0, 0.0, 0.5])  # a factor of the random part, in units of the error
ENOUGH = 1e-10  # by how much a better fit has to be better
STEPS = 2000
TINY = 1e-12


@dataclass(frozen=True)
class Mixed:
    """``fixed`` (p,) with their ``covariance`` (p, p); ``between`` (2, 2): the covariance of the people's levels (where
    time is 0) and slopes; ``within``: the standard deviation of one value about its person's curve."""

    fixed: Floats
    covariance: Floats
    between: Floats
    within: float


@dataclass(frozen=True)
class Sums:
    """Of each of m people, of z = (1, time): ``zz`` (m, 2, 2), ``zx`` (m, 2, p), ``zy`` (m, 2); of all: the rest."""

    zz: Floats
    zx: Floats
    zy: Floats
    xx: Floats
    xy: Floats
    yy: float
    values: int


def fit(person: NDArray[np.int64], times: Floats, design: Floats, values: Floats) -> Mixed:
    """``values`` (n,) of ``person`` (n,), 0 to m - 1 in order, at ``times`` (n,); ``design`` (n, p), whose columns are
    independent and hold the constant. Raises ``ValueError`` where there are no more values than columns."""
    n, p = design.shape
    if n <= p:
        raise ValueError("more values than columns are needed")
    middle, wide = times.mean(), times.std() or 1.0
    begin = np.linalg.lstsq(design, values, rcond=None)[0]
    sums = _sums(person, (times - middle) / wide, design, values - design @ begin)
    factor = _lowest(lambda said: _solved(said, sums)[0], START)
    _deviance, fixed, inverse, error = _solved(factor, sums)
    back = np.array([[1, -middle / wide], [0, 1 / wide]])  # from level and slope about the middle to those at 0
    made = back @ _lower(factor)
    return Mixed(fixed + begin, error * inverse, error * made @ made.T, float(error**0.5))


def _sums(person: NDArray[np.int64], times: Floats, design: Floats, values: Floats) -> Sums:
    starts = np.flatnonzero(np.diff(person, prepend=-1))
    z = np.stack([np.ones_like(times), times], axis=1)

    def of_each(right: Floats) -> Floats:
        made: Floats = np.add.reduceat(z[:, :, None] * right[:, None, :], starts, axis=0)
        return made

    return Sums(
        zz=of_each(z),
        zx=of_each(design),
        zy=of_each(values[:, None])[:, :, 0],
        xx=design.T @ design,
        xy=design.T @ values,
        yy=float(values @ values),
        values=len(values),
    )


def _lower(factor: Floats) -> Floats:
    first, across, second = factor
    return np.array([[first, 0], [across, second]])


def _solved(factor: Floats, sums: Sums) -> tuple[float, Floats, Floats, float]:
    """Of a random part: minus twice the restricted log-likelihood (without its constant), the fixed part, the inverse
    of its normal equations, the variance of one value."""
    lower = _lower(factor)
    own = lower.T @ sums.zz @ lower + np.eye(2)
    taken = lower @ np.linalg.inv(own) @ lower.T
    zx, zy = taken @ sums.zx, np.einsum("mij,mj->mi", taken, sums.zy)
    xx = sums.xx - np.einsum("mia,mib->ab", sums.zx, zx)
    xy = sums.xy - np.einsum("mia,mi->a", sums.zx, zy)
    inverse = np.linalg.inv(xx)
    fixed = inverse @ xy
    left = max(sums.yy - float(np.einsum("mi,mi->", sums.zy, zy)) - float(fixed @ xy), TINY)
    freedom = sums.values - len(fixed)
    spread = np.log(np.linalg.det(own)).sum() + np.linalg.slogdet(xx)[1]
    return float(spread + freedom * np.log(left / freedom)), fixed, inverse, left / freedom


def _lowest(cost: Callable[[Floats], float], start: Floats) -> Floats:
    """Where ``cost`` is least, by a simplex of its three numbers that is begun twice: it may have become flat."""
    best = start
    for size in (0.5, 0.1):
        corners = [best, *(best + size * step for step in np.eye(len(best)))]
        best = _walked(cost, [(cost(at), at) for at in corners])
    return best


def _walked(cost: Callable[[Floats], float], corners: list[tuple[float, Floats]]) -> Floats:
    for _step in range(STEPS):
        corners.sort(key=lambda corner: corner[0])
        (best, _at), (worst, far) = corners[0], corners[-1]
        if worst - best <= ENOUGH * (abs(best) + 1):
            break
        middle = np.mean([at for _cost, at in corners[:-1]], axis=0)

        def tried(by: float, middle: Floats = middle, far: Floats = far) -> tuple[float, Floats]:
            at = middle + by * (middle - far)
            return cost(at), at

        reflected = tried(1)
        if reflected[0] < best:
            corners[-1] = min(reflected, tried(2), key=lambda corner: corner[0])
        elif reflected[0] < corners[-2][0]:
            corners[-1] = reflected
        else:
            inside = tried(0.5 if reflected[0] < worst else -0.5)
            if inside[0] < min(reflected[0], worst):
                corners[-1] = inside
            else:
                nearest = corners[0][1]
                corners[1:] = [(cost(at), at) for at in ((at + nearest) / 2 for _cost, at in corners[1:])]
    return min(corners, key=lambda corner: corner[0])[1]
