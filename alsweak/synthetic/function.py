"""The twelve items that follow from the strength of the cells (CLINICAL 4.1 says which cell an item touches)."""

import numpy as np

from alsweak.synthetic.course import Floats
from clinical.vocabulary import CELL_NAMES

NIV_FROM, GASTROSTOMY_FROM = 2.2, 1.6  # strength of breathing and of swallowing below which the machine or tube comes


def cell(strength: Floats, name: str) -> Floats:
    """One cell's strength from (n, 13) -> (n,); a region without its side is the mean of both."""
    wanted = [i for i, cell_name in enumerate(CELL_NAMES) if cell_name == name or cell_name.startswith(f"{name}.")]
    return strength[:, wanted].mean(axis=1)


def exact_items(strength: Floats, writing_hand: str, niv_days: Floats) -> Floats:
    """(n, 13) -> (n, 12), not rounded. ``niv_days`` (n,): days since a breathing machine came, nan before."""
    hands, arms, trunk = cell(strength, "hand"), cell(strength, "upper_arm"), cell(strength, "trunk")
    thighs, feet, breathing = cell(strength, "thigh"), cell(strength, "foot"), cell(strength, "breathing")
    swallowing, speech = cell(strength, "swallowing"), cell(strength, "speech")
    legs = 0.5 * (thighs + feet)
    machine = np.where(np.isnan(niv_days), 4.0, np.where(niv_days < 120, 3.0, np.where(breathing > 1, 2.0, 1.0)))
    return np.stack(
        [
            speech,
            0.4 * speech + 0.6 * swallowing,
            swallowing,
            cell(strength, f"hand.{writing_hand}"),
            hands,
            0.5 * (hands + arms),
            0.5 * (trunk + 0.5 * (thighs + arms)),
            legs,
            np.minimum(legs, 0.3 * feet + 0.7 * thighs),
            breathing,
            np.minimum(4, breathing + 0.4),
            machine,
        ],
        axis=1,
    )


def days_since(below: np.ndarray) -> Floats:
    """Days since a state (n,) of daily truths first held, nan before that."""
    if not below.any():
        return np.full(len(below), np.nan)
    count = np.arange(len(below)) - float(np.argmax(below))
    return np.where(count >= 0, count, np.nan)
