import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.history import FunctionChecks
from clinical.staging import Stage, stages
from clinical.vocabulary import FUNCTION_ITEMS
from tests.clinical.records import checks, every, items

VECTORS = json.loads((Path(__file__).parent / "staging_vectors.json").read_text())


def stage(check: str, gastrostomy: float = 0) -> Stage:
    return stages(checks(every(1, 1), items(check), gastrostomy=gastrostomy))[0]


@pytest.mark.parametrize("vector", VECTORS, ids=range(1, len(VECTORS) + 1))
def test_stages_of_each_worked_vector(vector):
    answers = np.array([[vector["items"][item] for item in FUNCTION_ITEMS]], float)

    (found,) = stages(checks(every(1, 1), answers, gastrostomy=vector["gastrostomy"]))

    assert (found.kings, found.mitos, found.ft9) == (vector["kings"], vector["mitos"], vector["ft9"]), vector["why"]


def test_kings_keeps_both_flags_under_the_label_4b():
    found = stage("444 444 444 443", gastrostomy=1)

    assert (found.kings, found.kings_4a, found.kings_4b) == ("4B", True, True)


def test_kings_4b_is_certain_whatever_is_missing():
    assert stage("--- --- --- --3", np.nan) == Stage(kings="4B", kings_4a=None, kings_4b=True, mitos=None, ft9=None)


def test_kings_is_unknown_where_the_missing_item_could_be_4b():
    assert stage("344 444 444 44-") == Stage(kings=None, kings_4a=False, kings_4b=None, mitos=None, ft9=None)


def test_kings_does_not_need_the_items_it_ignores():
    assert stage("344 44- -4- 4-4").kings == "1"


def test_kings_region_is_certain_by_any_one_of_its_items():
    assert stage("3-- 444 444 444").kings == "1"


def test_kings_is_unknown_while_the_feeding_tube_is():
    found = stage("344 444 444 444", np.nan)

    assert (found.kings, found.kings_4a, found.kings_4b) == (None, None, False)


def test_mitos_communication_is_kept_by_one_good_item():
    assert stage("344 -44 444 444").mitos == 0
    assert stage("144 -44 444 444").mitos is None


def test_mitos_movement_is_lost_by_one_bad_item():
    assert stage("444 441 4-4 444").mitos == 1
    assert stage("444 442 4-4 444").mitos is None


def test_ft9_counts_a_part_that_cannot_exceed_nine():
    assert stage("32- 444 444 444").ft9 == 1
    assert stage("33- 444 444 444").ft9 is None
    assert stage("444 444 444 4--").ft9 is None


def test_nothing_answered_leaves_every_stage_unknown():
    assert stage("--- --- --- ---", np.nan) == Stage(None, None, None, None, None)


def test_no_check_has_no_stage():
    assert stages(FunctionChecks.empty()) == ()


answers = st.lists(st.integers(0, 4), min_size=12, max_size=12)


@settings(max_examples=30)
@given(answers, st.booleans(), st.sets(st.integers(0, 12), max_size=3))
def test_stage_is_known_exactly_where_no_missing_answer_could_change_it(given_items, tube, missing):
    """The mildest and the gravest reading are enough, against every possible reading."""
    known = np.array([*given_items, tube], float)
    with_gaps = known.copy()
    with_gaps[list(missing)] = np.nan
    readings = []
    for values in product(*[(0, 1) if place == 12 else range(5) for place in missing]):
        reading = known.copy()
        reading[list(missing)] = values
        readings.append(reading)
    rows = np.array([with_gaps, *readings])

    found, *possible = stages(FunctionChecks(every(1, len(rows)), rows[:, :12], rows[:, 12], ("self",) * len(rows)))

    for name in ("kings", "kings_4a", "kings_4b", "mitos", "ft9"):
        seen = {getattr(one, name) for one in possible}
        assert getattr(found, name) == (seen.pop() if len(seen) == 1 else None), name
