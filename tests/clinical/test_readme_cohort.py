"""The worked numbers on many people together: worked out again, and looked up on the page."""

import numpy as np
import pytest

from clinical.cohort.course import KNOTS, design
from clinical.cohort.mixed import fit
from clinical.cohort.person import path
from clinical.cohort.view import overview
from clinical.cohort.withheld import Parted, parted
from tests.clinical.cohorts import some
from tests.clinical.test_cohort_person import course
from tests.clinical.test_readme_spread import says


def test_all_others():
    assert parted({"a": 30, "b": 25, "c": 8, "d": 3}).others == 11
    assert says("of 66 people with 30, 25, 8 and 3 in four groups the 3 follow from the others")
    assert says("here “all others 11”".replace("“", '"').replace("”", '"'))


def test_what_two_tables_would_tell_together():
    arms = some(6, "arm.left", "none", opm="O2d") + some(4, "arm.left", "none", opm="O2p")
    arms += some(10, "arm.right", "none", opm="O2d") + some(2, "arm.right", "none", opm="O2p")
    view = overview(arms + some(7, "breathing", "none", opm="O3r") + some(3, "axial", "none", opm="O3a"))

    assert (view.onset.others, view.opm) == (10, Parted())
    assert says('Of left arm 10, right arm 12, breathing 7 and neck 3 "all others" are 10')


def test_the_way_of_one_person():
    way = path(course({"hand.right": "2025-01-10", "thigh.right": "2025-04-10", "hand.left": "2025-06-10"}))

    assert way == ("arm.right", "leg.same", "arm.other")
    assert says('Right hand in January, right thigh in April, left hand in June is "right arm", "leg, same side"')


def test_the_line_of_four_people():
    slopes, levels = np.array([-1.6, -0.4, -1.2, -0.8]), np.array([44.0, 40, 38, 42])
    months, off = np.array([0.0, 2, 4]), np.array([0.5, -1, 0.5])
    totals = levels[:, None] + slopes[:, None] * (months - 2) + off
    found = fit(np.repeat(np.arange(4), 3), np.tile(months, 4), design(np.tile(months, 4), ()), totals.ravel())

    assert found.fixed[1] == pytest.approx(-1, abs=1e-6)
    assert found.covariance[1, 1] ** 0.5 == pytest.approx(slopes.std(ddof=1) / 2, rel=1e-3)
    assert found.within**2 == pytest.approx(1.5, rel=1e-3)
    assert found.between[1, 1] == pytest.approx(slopes.var(ddof=1) - 1.5 / 8, rel=1e-2)
    assert KNOTS == (12, 24, 48)
    assert says("the mean slope is −1.00 with a standard error of 0.26 (0.52 / √4), σ² is 1.5")
    assert says("0.267, the error makes 1.5 / 8, so that people differ by 0.28 points a month")
    assert found.covariance[1, 1] ** 0.5 == pytest.approx(0.26, abs=0.005)
    assert found.between[1, 1] ** 0.5 == pytest.approx(0.28, abs=0.005)
