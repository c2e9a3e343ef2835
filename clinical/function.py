"""Function check: subscores and total. Source: CLINICAL 1.1, 1.2 (item frame of *Cedarbaum 1999* [A],
item text on a public copy [T]).
"""

from clinical.history import Floats
from clinical.vocabulary import SUBSCORES

SCORES = (*SUBSCORES, "total")


def scores(items: Floats) -> dict[str, Floats]:
    """The four subscores (0-12) and the total (0-48), each (m,), from ``items`` (m, 12) in the order of FUNCTION_ITEMS.

    nan where any item of the part is missing: no prorating (CLINICAL 1.2 [P]).
    """
    subscores = items.reshape(-1, len(SUBSCORES), 3).sum(axis=2)
    return dict(zip(SCORES, (*subscores.T, items.sum(axis=1)), strict=True))
