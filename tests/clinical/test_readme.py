"""Every worked number of the room's README is worked out again here and looked up on the page."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

import clinical
from clinical.asymmetry import DOMINANCE, Asymmetry, asymmetry, beyond_dominance, laterality_index, percent_difference
from clinical.autocorrelation import _autocorrelation, widening
from clinical.change_point import turn
from clinical.counted import HALF
from clinical.disclosure import kept_back, with_totals
from clinical.function import SCORES, scores
from clinical.history import History, Memory
from clinical.involvement import Involvement, involvement
from clinical.memory import days_meant
from clinical.slope import Slope, adjusted, least_squares, moderated, standard_error, theil_sen
from clinical.staging import Stage, stages
from clinical.trends import DAYS_PER_MONTH, RATERS, USABLE_DAYS, WIDEST, State, trends
from clinical.vocabulary import CELL_BY_NAME, CELLS, Precision, Side
from clinical.weekly import _median, weekly_grouped_median, weekly_lower_median
from tests.clinical.records import checks, daily, every, items

ROOM = Path(clinical.__file__).parent
PAGE = " ".join((ROOM / "README.md").read_text().split())  # a sentence may run over two lines


def says(sentence: str) -> bool:
    return sentence in PAGE


def ranged(slope: Slope, digits: int) -> str:
    return f"{slope.value:.{digits}f} ({slope.low:.{digits}f} to {slope.high:.{digits}f})"


def score_every(step: int, *values: float, score: str = "total") -> Slope:
    """Through a whole record; of a subscore, its three items are lowered in turn."""
    lost = np.array(values)[:, None] - (48 if score == "total" else 12)
    answers = np.full((len(values), 12), 4.0)
    answers[:, : 12 if score == "total" else 3] += np.clip(lost + 4 * np.arange(12 if score == "total" else 3), -4, 0)
    record = History(at=dt.date(2025, 6, 1), function=checks(every(step, len(values)), answers))
    found = trends(record)[SCORES.index(score)]
    return Slope(found.slope, found.low, found.high)


def hand_remembered(precision: Precision, year: int, month: int) -> Involvement:
    """Twenty Mondays of 4 and ten of 3, and one memory."""
    hand = CELL_BY_NAME["hand.left"]
    memory = Memory(hand, *days_meant(dt.date(year, month, 1), precision), precision)
    grades = daily("weakness", every(7, 30), hand_left=[4] * 20 + [3] * 10)
    return involvement(History(dt.date(2024, 12, 31), grades, memories=(memory,)))[CELLS.index(hand)]


def stage(check: str, gastrostomy: float = 0) -> Stage:
    return stages(checks(every(1, 1), items(check), gastrostomy=gastrostomy))[0]


def test_page_names_every_module():
    for module in ROOM.glob("[a-z]*.py"):
        assert says(f"`{module.stem}`"), module.name


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([4, 4, 3, 3], "the answers 4, 4, 3, 3 for one hand has the weekly value {:g}."),
        ([4, 3, 2], "With 4, 3, 2 it is {:g}."),
    ],
)
def test_weekly_value_as_worked(answers, sentence):
    _, values = weekly_lower_median(every(1, len(answers)), np.array([answers], float).T)

    assert says(sentence.format(values.item()))


def test_weekly_medians_as_worked():
    plain = _median(np.array([[[3.0], [3], [4], [4]]])).item()
    _, grouped = weekly_grouped_median(every(1, 3), np.array([[4.0, 4, 3]]).T, least=3)

    assert says(f"the ordinary median, which may lie between two answers: 4, 4, 3, 3 gives {plain:g}.")
    assert says(f"4, 4, 3 gives {grouped.item():g}, where the ordinary median is 4.")


def test_memory_as_worked():
    said = ((Precision.MONTH, 2024, 3), (Precision.SEASON, 2023, 12), (Precision.YEAR, 2024, 6))
    month, season, year = (days_meant(dt.date(of, first, 1), precision) for precision, of, first in said)

    assert says('"March 2024" means {} to {}, three months from December 2023 on mean {} to {}'.format(*month, *season))
    assert says('"2024" means {} to {}.'.format(*year))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ((Precision.MONTH, 2024, 2), '"February 2024" is set aside: {} answers from {} to {} say as before.'),
        ((Precision.MONTH, 2024, 7), 'So is "July 2024": {} answers from {} to {} say weaker.'),
    ],
)
def test_memory_that_is_set_aside_as_worked(said, sentence):
    found = hand_remembered(*said).set_aside

    assert says(sentence.format(found.days, found.since, found.until))


def test_memory_that_contradicts_nothing_as_worked():
    crossed = [hand_remembered(*said) for said in ((Precision.MONTH, 2024, 5), (Precision.YEAR, 2024, 1))]

    assert [(found.set_aside, found.onset.month) for found in crossed] == [(None, 5), (None, 5)]
    assert says('"May 2024" and "2024" contradict nothing')


def test_function_scores_as_worked():
    *subscores, total = (values.item() for values in scores(items("221 222 332 221")).values())

    parts = ", ".join(f"{score:g}" for score in subscores)
    assert says(f"the items 221 222 332 221 give the subscores {parts} and the total {total:g}.")
    assert [name for name, values in scores(items("221 222 332 22-")).items() if np.isnan(values)] == [
        "respiratory",
        "total",
    ]


def test_stages_as_worked():
    found = stage("221 222 332 221", gastrostomy=1)

    assert found.kings_4a
    assert says(
        f"221 222 332 221 with a gastrostomy is King's {found.kings} (4A is true as well), "
        f"MiToS {found.mitos} (swallowing, breathing) and FT9 {found.ft9}."
    )
    assert (stage("144 344 444 444").mitos, stage("144 144 444 444").mitos) == (0, 1)
    assert (stage("--- --- --- --3", np.nan).kings, stage("444 444 444 44-").kings) == ("4B", None)


def test_left_and_right_as_worked():
    assert says(
        f"a grip of 30 kg right and 20 kg left has the laterality index {laterality_index(30, 20):+.1f} "
        f"and the percent difference {percent_difference(30, 20):.1f}; "
        f"0 kg and 12 kg have {laterality_index(0, 12):+.1f} and {percent_difference(0, 12):.1f};"
    )


def hands(right: list[float], left: list[float]) -> Asymmetry:
    weakness = daily("weakness", every(7, len(right)), hand_left=left, hand_right=right)
    return asymmetry(History(at=dt.date(2025, 6, 1), weakness=weakness))[0]


def test_grades_of_four_weeks_as_worked():
    even, one, two = (hands(right, [4] * 4).grade_difference for right in ([4, 4, 4, 3], [4, 4, 3, 3], [2, 2, 3, 3]))

    assert even == 0
    assert says(f"4, 4, 4, 3 on four Mondays are even, at 4, 4, 3, 3 they differ by {one}, at 2, 2, 3, 3 by {two}.")


def test_grips_beyond_the_writing_hand_as_worked():
    index = np.array([laterality_index(33, 30)])
    right, left = (beyond_dominance(index, side).item() for side in (Side.RIGHT, Side.LEFT))

    assert says(f"for a right-hander 100 · 0.1 / 2.1 = {DOMINANCE:.1f}, for a left-hander nothing")
    assert says(
        f"33 kg right and 30 kg left has the index {index.item():+.1f}, and {right:+.1f} is left; "
        f"a left-hander with the same has {left:+.1f} left."
    )


def test_fall_of_the_good_side_as_worked():
    assert hands([4, 4, 4, 3, 2, 2, 2], [2] * 7).evened_by == "right"
    assert hands([2, 2, 2, 3, 4, 4, 4], [4] * 7).evened_by is None
    assert says("the right hand 4, 4, 4, 3, 2, 2, 2 beside 2 throughout on the left are even by the fall of the right;")


def test_weeks_that_lean_as_worked():
    weeks = np.arange(12.0)
    values = np.array([3, 3.5, 4, 3.5, 3, 3.5, 4.5, 5, 4.5, 4, 4, 4.5])
    months = weeks * 7 / DAYS_PER_MONTH
    narrow = theil_sen(months, values)
    left = values - narrow.value * months
    wide = theil_sen(months, values, lambda slope: widening(weeks, values - slope * months))
    assert says(
        f"have ρ = {_autocorrelation(np.ones(12), left - left.mean()):.2f} and the slope {ranged(wide, 2)} a month, "
        f"which is too wide to be shown; taken as independent they would have {narrow.low:.2f} to {narrow.high:.2f}."
    )


def test_change_as_worked():
    days = every(28, 10)
    totals = np.array([46, 46, 45, 46, 45, 44, 42, 40, 38, 36.0])
    around, low, high = (days[place] for place in turn((days - days[0]).astype(float) / DAYS_PER_MONTH, totals))

    assert says(f"from 1 January 2024 on turn around {around} ({low} to {high}).")


def test_slope_as_worked():
    totals = np.array([41.0, 40, 40, 38, 33, 37, 36])
    months = np.arange(7.0)
    found, left = ranged(moderated(months, totals), 1), least_squares(months, totals).left

    assert says(f"the totals 41, 40, 40, 38, 33, 37, 36 leave {left:.2f} and have the slope {found}.")
    assert says(f"Checked every 28 days instead, they have {ranged(score_every(28, *totals), 2)}.")
    assert says(f"44, 42, 38 every 91 days have {ranged(score_every(91, 44, 42, 38), 2)}.")
    assert says(f"the seven totals above have by Theil-Sen the slope {ranged(theil_sen(months, totals), 1)}.")


def test_slope_of_a_subscore_as_worked():
    falling = ranged(score_every(56, 12, 11, 10, 9, score="bulbar"), 2)
    level = ranged(score_every(28, *[12] * 7, score="bulbar"), 2)

    assert says(f"The subscores 12, 11, 10, 9 every 56 days leave nothing and have {falling};")
    assert says(f"seven equal ones every 28 days have {level}.")


def test_page_lists_the_widest_range_of_every_scale():
    assert set(WIDEST.values()) == {1.0, 0.6}
    for score, width, top in (("total", WIDEST["function.total"], 48), ("subscore", WIDEST["function.bulbar"], 12)):
        assert says(f"| {score}, 0 to {top} | {width:.1f} point")
    assert says(f"| weight, grip | {WIDEST['grip.left']:.1f} kg |")
    assert says(f"| `usable` | 3 checks, {USABLE_DAYS} days,")


def test_errors_as_worked():
    monthly, quarterly = standard_error(np.arange(7.0)), standard_error(np.array([0.0, 3, 6]))

    assert says(f"seven monthly checks {monthly:.2f}, three quarterly ones {quarterly:.2f}.")


def test_adjusted_slope_as_worked():
    wide, narrow = adjusted(-2.0, 0.80), adjusted(-2.0, 0.34)

    assert says(
        f"a slope of -2.0 with an error of 0.80 becomes {wide.value:.2f} ± {wide.sd:.2f}, "
        f"with an error of 0.34 it becomes {narrow.value:.2f} ± {narrow.sd:.2f}."
    )


def test_range_of_four_weights_holds_as_often_as_it_says():
    """All pairs rise or all fall in 2 of the 24 orders of four values."""
    assert says(f"about {100 * (1 - 2 / 24):.0f} % of the time")


def test_half_of_a_week_as_worked():
    assert 3 / 7 < HALF < 4 - 3 - 7 / 13
    assert says(f"three of seven are {3 / 7:.2f}")
    assert says(f"with d = -7/13 a 3 counts {4 - 3 - 7 / 13:.2f}")


def test_counts_that_are_kept_back_as_worked():
    counts = np.array([[7, 3], [8, 9]])

    assert with_totals(counts).tolist() == [[7, 3, 10], [8, 9, 17], [15, 12, 27]]
    assert kept_back(counts, 5).tolist() == [[True, True, False], [True, True, False], [False] * 3]
    assert says("of the rows 7, 3 and 8, 9, with the totals 10, 17 and 15, 12, the 3 is kept back")


def test_page_lists_every_state_and_rater():
    assert all(says(f"| `{state}` |") for state in State)
    assert all(says(f'"{rater}"') for rater in RATERS)
