import datetime as dt
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clinical.function import SCORES, GivenTotal, given_totals, scores
from clinical.history import FunctionChecks, History
from clinical.report import compute
from clinical.vocabulary import FUNCTION_ITEMS, SUBSCORES
from tests.clinical.records import checks, every, items, items_of_total, on, readings


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


def test_a_given_total_stands_beside_what_the_clinic_s_own_items_come_to():
    days = on("2025-01-01", "2025-02-01", "2025-03-01")
    scored = checks(days, items("444 444 444 444", "333 333 333 333", "444 44- 444 444"), "clinician")

    found = given_totals(readings(on("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"), [48, 35, 40, 41]), scored)

    assert found == (
        GivenTotal(dt.date(2025, 1, 1), 48, 48),
        GivenTotal(dt.date(2025, 2, 1), 35, 36),
        GivenTotal(dt.date(2025, 3, 1), 40, None),
        GivenTotal(dt.date(2025, 4, 1), 41, None),
    )
    assert [(each.alone, each.differs) for each in found] == [
        (False, False),
        (False, True),
        (True, False),
        (True, False),
    ]


def test_the_person_s_own_items_are_not_what_a_clinic_s_total_is_compared_with():
    own = checks(on("2025-01-01"), items("444 444 444 444"), "self")

    assert given_totals(readings(on("2025-01-01"), [41]), own) == (GivenTotal(dt.date(2025, 1, 1), 41, None),)


@given(
    st.lists(st.integers(0, 48), max_size=8),
    st.lists(st.integers(0, 48), min_size=1, max_size=8),
    st.sampled_from(["self", "clinician"]),
)
def test_nothing_is_worked_out_of_a_given_total(scored, given_ones, source):
    days = every(28, len(scored))
    answers = items_of_total(*scored) if scored else np.empty((0, 12))
    history = History(dt.date(2025, 12, 31), function=checks(days, answers, source))
    with_totals = replace(history, totals_given=readings(every(28, len(given_ones)), given_ones, "clinician"))

    without, made = compute(history, "A-1"), compute(with_totals, "A-1")

    assert [each.total for each in made.report.totals_given] == given_ones
    assert (replace(made.report, totals_given=()), made.series) == (without.report, without.series)


def test_no_check_and_no_total_is_none_given():
    assert given_totals(readings(on(), []), FunctionChecks.empty()) == ()
