import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clinical.function import SCORES, scores
from clinical.vocabulary import FUNCTION_ITEMS, SUBSCORES
from tests.clinical.records import items


def of(check: str) -> dict[str, float]:
    return {name: values.item() for name, values in scores(items(check)).items()}


def test_scores_are_four_subscores_and_the_total():
    assert of("221 222 332 221") == {"bulbar": 5, "fine_motor": 6, "gross_motor": 8, "respiratory": 5, "total": 24}


def test_subscore_sums_its_own_three_items():
    weights = dict(zip(FUNCTION_ITEMS, range(12), strict=True))
    answers = np.arange(12.0).reshape(1, 12)

    found = scores(answers)

    for name, parts in SUBSCORES.items():
        assert found[name].item() == sum(weights[item] for item in parts)


def test_missing_item_leaves_its_subscore_and_the_total_unknown():
    np.testing.assert_equal(
        of("444 44- 444 443"),
        {"bulbar": 12, "fine_motor": np.nan, "gross_motor": 12, "respiratory": 11, "total": np.nan},
    )


def test_scores_of_no_check_are_empty():
    assert {name: values.shape for name, values in scores(np.empty((0, 12))).items()} == dict.fromkeys(SCORES, (0,))


@given(st.lists(st.one_of(st.integers(0, 4), st.just(np.nan)), min_size=12, max_size=12))
def test_total_is_the_sum_of_the_subscores(answers):
    found = scores(np.array([answers], float))

    np.testing.assert_equal(found["total"], sum(found[name] for name in SUBSCORES))
