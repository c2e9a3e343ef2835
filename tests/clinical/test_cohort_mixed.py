import numpy as np
import pytest

from clinical.cohort.course import design
from clinical.cohort.mixed import fit
from tests.clinical.cohorts import unbalanced


def simulated(people, checks, seed=3):
    """Slopes about −0.9 with a standard deviation of 0.5, levels about 44 with 4, one check off by 1.8."""
    random = np.random.default_rng(seed)
    person = np.repeat(np.arange(people), checks)
    months = np.tile(np.arange(checks, dtype=float), people) + np.repeat(random.uniform(3, 30, people), checks)
    own = random.multivariate_normal([44, -0.9], [[16, 0.3], [0.3, 0.25]], people)
    return person, months, own[person, 0] + own[person, 1] * months + random.normal(0, 1.8, len(person))


def test_the_estimates_are_those_of_statsmodels():
    """statsmodels 0.15.0: MixedLM(totals, design, groups=person, exog_re=design without bends).fit(reml=True)."""
    person, months, totals = unbalanced()
    found = fit(person, months, design(months, (12,)), totals)

    assert found.fixed == pytest.approx([43.25131677, -0.5780302, -0.2086802], rel=1e-4)
    assert found.between == pytest.approx(np.array([[17.39386851, -0.86049229], [-0.86049229, 0.16632254]]), rel=1e-3)
    assert found.within**2 == pytest.approx(0.897121950880033, rel=1e-4)


def test_the_covariance_is_that_of_weighted_least_squares_on_whole_matrices():
    person, months, totals = unbalanced()
    rows = design(months, (12,))
    found = fit(person, months, rows, totals)
    random = rows[:, :2]
    covered = random @ found.between @ random.T * (person[:, None] == person) + found.within**2 * np.eye(len(person))
    weighed = rows.T @ np.linalg.inv(covered)

    assert found.covariance == pytest.approx(np.linalg.inv(weighed @ rows), rel=1e-6)
    assert found.fixed == pytest.approx(np.linalg.solve(weighed @ rows, weighed @ totals), rel=1e-6)


def test_what_was_planted_is_found():
    person, months, totals = simulated(2000, 8)
    found = fit(person, months, design(months, ()), totals)

    assert found.fixed == pytest.approx([44, -0.9], abs=0.25)
    assert found.between[1, 1] ** 0.5 == pytest.approx(0.5, abs=0.02)
    assert found.within == pytest.approx(1.8, abs=0.03)


def test_the_range_of_the_slope_holds_the_true_one_as_often_as_it_says():
    held = 0
    for seed in range(60):
        person, months, totals = simulated(25, 6, seed)
        found = fit(person, months, design(months, ()), totals)
        reach = 2.069 * found.covariance[1, 1] ** 0.5  # Student's t with 23 degrees of freedom
        held += abs(found.fixed[1] + 0.9) <= reach

    assert 53 <= held <= 60


def test_people_who_do_not_differ_leave_nothing_between_them():
    person = np.repeat(np.arange(30), 6)
    months = np.tile(np.arange(6.0), 30)
    totals = 40 - 0.5 * months + np.tile([1.0, -1, 1, -1, 1, -1], 30)
    found = fit(person, months, design(months, ()), totals)

    assert np.abs(found.between).max() == pytest.approx(0, abs=1e-3)


def test_it_does_not_depend_on_where_months_begin():
    person, months, totals = unbalanced()
    here, there = (fit(person, months + by, design(months + by, ()), totals) for by in (0, 100))

    assert there.fixed[1] == pytest.approx(here.fixed[1], rel=1e-4)
    assert there.between[1, 1] == pytest.approx(here.between[1, 1], rel=1e-3)
    assert there.fixed[0] + 100 * there.fixed[1] == pytest.approx(here.fixed[0], rel=1e-4)


def test_as_many_values_as_columns_are_refused():
    with pytest.raises(ValueError, match="more values"):
        fit(np.array([0, 1]), np.array([1.0, 2]), np.ones((2, 2)), np.array([1.0, 2]))
