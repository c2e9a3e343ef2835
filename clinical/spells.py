"""Bad spells: many parts weaker at once and better again within weeks, as with a cold that nobody ticked.

Weakness in ALS spreads from part to part (CLINICAL 4.2); the rule and its limits are our own [P].
"""

import numpy as np
from numpy.typing import NDArray

from clinical.history import Days, Floats, as_weeks

AT_ONCE = 4  # parts that become weaker in one week, and at least half of those that were not
LONGEST = 4  # weeks; what lasts longer is no spell
CLEARLY = 0.75  # low; a caregiver's answer may be weaker and as before at once


def spells(days: Days, low: Floats) -> NDArray[np.bool_]:
    """Which answers (n, 13) belong to a spell: of ``days`` (n,) ascending and ``low`` (n, 13) as ``raters.lows``. At
    the end of the record it is a spell until it has lasted for LONGEST."""
    within = np.zeros(low.shape, bool)
    weeks, starts = np.unique(as_weeks(days), return_index=True)
    if len(weeks) < 2:
        return within
    clearly = low >= CLEARLY
    answers, weaker = (np.add.reduceat(each, starts, axis=0, dtype=np.int64) for each in (~np.isnan(low), clearly))
    bad = (weaker > 0) & (2 * weaker >= answers)
    new = bad[1:] & ~bad[:-1]
    new[1:] &= ~bad[:-2]
    many = new.sum(axis=1)
    begins = 1 + np.flatnonzero((many >= AT_ONCE) & (2 * many >= (~bad[:-1]).sum(axis=1)) & (np.diff(weeks) <= LONGEST))
    over, ends = 0, np.append(starts[1:], len(days))
    for first in begins.tolist():
        if first < over:
            continue
        cells = new[first - 1]
        still = 2 * bad[first:, cells].sum(axis=1) > cells.sum()
        lasted = int(np.argmin(still)) if not still.all() else len(still)
        over = first + lasted
        if weeks[over - 1] - weeks[first] < LONGEST:
            within[starts[first] : ends[over - 1], cells] = True
    return within
