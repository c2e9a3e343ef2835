"""Which numbers of a table of counts are kept back, so that nobody can work a small group out of the others.

Primary and complementary suppression of a two-way table with its totals: A. Hundepool et al., Statistical Disclosure
Control (Wiley, 2012), chapter 4.
"""

import numpy as np


def with_totals(counts: np.ndarray) -> np.ndarray:
    """Counts (r, c) with a row and a column of totals below and beside them, (r + 1, c + 1)."""
    wide = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def kept_back(counts: np.ndarray, least: int) -> np.ndarray:
    """What of ``with_totals(counts)`` is not told, (r + 1, c + 1) of bool, for whole ``counts`` (r, c) of people.

    A group of 1 to ``least`` - 1 people is not; and so much beside it that none of these follows from what is told, and
    that those of a line which are kept back are ``least`` people or more together, where its total is told. The grand
    total is told, for it is known how many people there are. Raises ``ValueError`` for one under ``least``.
    """
    whole = with_totals(counts)
    if whole[-1, -1] < least:
        raise ValueError("fewer people than the smallest group that may be told")
    hidden = (whole > 0) & (whole < least)
    while (place := _next(whole, hidden, least)) is not None:
        hidden.flat[place] = True
    return hidden


def worked_out(hidden: np.ndarray) -> np.ndarray:
    """Which of the numbers that are kept back follow from those that are told, by sums alone; shape of ``hidden``."""
    places = np.flatnonzero(hidden)
    sums = np.zeros((sum(hidden.shape), hidden.size))
    for row, line in zip(sums, _lines(hidden.shape), strict=True):
        row[line[:-1]], row[line[-1]] = 1, -1
    # A number follows where no direction that leaves all sums as they are moves it.
    _, sizes, directions = np.linalg.svd(sums[:, places])
    free = directions[(sizes > 1e-9).sum() :]
    found = np.zeros(hidden.shape, bool)
    found.flat[places] = (abs(free) < 1e-9).all(axis=0)
    return found


def _lines(shape: tuple[int, ...]) -> list[np.ndarray]:
    """The rows and the columns with their totals, as places in the flat table; the total is the last of each."""
    places = np.arange(np.prod(shape)).reshape(shape)
    return [*places, *places.T]


def _next(whole: np.ndarray, hidden: np.ndarray, least: int) -> int | None:
    """The place of one number more to keep back; None where all is well."""
    for line in _lines(whole.shape):
        there = hidden.flat[line]
        if there[:-1].any() and not there[-1] and whole.flat[line][there].sum() < least:
            return _in_order(whole, hidden, line)[0]
    if not _follows(whole, hidden, least):
        return None
    places = _in_order(whole, hidden, np.arange(whole.size))
    return next((place for place in places if not _follows(whole, _and(hidden, place), least)), places[0])


def _follows(whole: np.ndarray, hidden: np.ndarray, least: int) -> bool:
    return bool((worked_out(hidden) & (whole > 0) & (whole < least)).any())


def _and(hidden: np.ndarray, place: int) -> np.ndarray:
    more = hidden.copy()
    more.flat[place] = True
    return more


def _in_order(whole: np.ndarray, hidden: np.ndarray, places: np.ndarray) -> list[int]:
    """Of these the ones that are told, but for the grand total: people of other groups first, the smallest; then
    totals; an empty cell hides nobody."""
    told = places[~hidden.flat[places] & (places != whole.size - 1)]
    row, column = np.unravel_index(told, whole.shape)
    total = (row == whole.shape[0] - 1) | (column == whole.shape[1] - 1)
    numbers = whole.flat[told]
    return [int(place) for place in told[np.lexsort((numbers, total, numbers == 0))]]
