"""Stages estimated from a function check: King's, MiToS and FT9. Source: CLINICAL 2.2-2.4.

An estimated stage is never a clinical stage, and King's "0" says only that no region is shown by these answers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clinical.function import scores
from clinical.history import Floats, FunctionChecks
from clinical.vocabulary import FUNCTION_ITEMS, SUBSCORES

KINGS = ("0", "1", "2", "3", "4A", "4B")


@dataclass(frozen=True)
class Stage:
    """The stages of one check; None where the missing answers could change it. 4A and 4B may both be true: the label
    is then "4B"."""

    kings: str | None
    kings_4a: bool | None
    kings_4b: bool | None
    mitos: int | None
    ft9: int | None


def stages(checks: FunctionChecks) -> tuple[Stage, ...]:
    """The stages of every check, in order.

    A lower item never lowers a stage, nor does a gastrostomy. So a stage is certain exactly where the mildest reading
    of what is missing (4, no gastrostomy) and the gravest (0, gastrostomy) agree.
    """
    items, tube = (
        np.concatenate([np.where(np.isnan(said), worst_case, said) for worst_case in cases])
        for said, cases in ((checks.items, (4, 0)), (checks.gastrostomy, (0, 1)))
    )
    mildest, gravest = np.split(_staged(items, tube == 1), 2)
    found = []
    for low, high in zip(mildest.tolist(), gravest.tolist(), strict=True):
        kings, kings_4a, kings_4b, mitos, ft9 = (
            mild if mild == grave else None for mild, grave in zip(low, high, strict=True)
        )
        found.append(
            Stage(
                None if kings is None else KINGS[kings],
                None if kings_4a is None else bool(kings_4a),
                None if kings_4b is None else bool(kings_4b),
                mitos,
                ft9,
            )
        )
    return tuple(found)


def _filled(values: Floats, value: float) -> Floats:
    return np.where(np.isnan(values), value, values)


def _staged(items: Floats, gastrostomy: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Columns (m, 5): place in KINGS, 4A, 4B, MiToS, FT9, from complete ``items`` (m, 12)."""
    item = dict(zip(FUNCTION_ITEMS, items.T, strict=True))
    breathing_aid = item["respiratory_insufficiency"]

    kings_4b = (item["dyspnea"] == 0) | (breathing_aid < 4)
    regions = np.sum(
        [
            (item["speech"] < 4) | (item["salivation"] < 4) | (item["swallowing"] < 4),
            (item["handwriting"] < 4) | (item["cutting_food"] < 4),
            item["walking"] < 4,
        ],
        axis=0,
    )
    kings = np.select([kings_4b, gastrostomy], [KINGS.index("4B"), KINGS.index("4A")], regions)
    mitos = np.sum(
        [
            (item["walking"] <= 1) | (item["dressing_hygiene"] <= 1),
            item["swallowing"] <= 1,
            (item["speech"] <= 1) & (item["handwriting"] <= 1),
            (item["dyspnea"] <= 1) | (breathing_aid <= 2),
        ],
        axis=0,
    )
    part = scores(items)
    ft9 = np.sum([part[name] <= 9 for name in SUBSCORES], axis=0)
    return np.column_stack([kings, gastrostomy, kings_4b, mitos, ft9]).astype(np.int64)
