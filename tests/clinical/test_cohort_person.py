import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.cohort.flow import following
from clinical.cohort.person import TAKEN, Course, Total, onset_day, path, person
from clinical.involvement import Involvement, Status
from clinical.item_rule import PairMark
from clinical.report import Report
from clinical.spread import spread
from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import CELLS, Pair, Precision, Source
from clinical.when import Dated
from tests.clinical.spreading import AT, on

JANUARY, APRIL, JUNE, AUGUST = "2025-01-10", "2025-04-10", "2025-06-10", "2025-08-10"


def course(onsets, marks=None, function=(), precision=None):
    """Cells with the day of their onset, ``<=2025-01-10`` for on or before the first entry."""
    found = []
    for cell in CELLS:
        said = onsets.get(cell.name)
        if said is None:
            found.append(Involvement(cell, Status.NOT_INVOLVED, grade_on=AT))
        elif said.startswith("<="):
            day = on(said.removeprefix("<="))
            found.append(Involvement(cell, Status.INVOLVED, on_or_before=True, onset_high=day, dated=Dated.ALREADY))
        else:
            found.append(Involvement(cell, Status.INVOLVED, on(said), dated=Dated.ANSWERS, precision=precision))
    pairs = tuple(PairMark(Pair(pair), on(since), "walking") for pair, since in (marks or {}).items())
    return Course(tuple(found), spread(tuple(found), pairs, AT), tuple(function))


@pytest.mark.parametrize(
    ("onsets", "expected"),
    [
        ({}, ("unknown",)),
        ({"speech": JANUARY}, ("bulbar", "none")),
        ({"speech": JANUARY, "swallowing": APRIL}, ("bulbar", "none")),
        ({"neck": JANUARY, "breathing": APRIL}, ("axial", "breathing", "none")),
        ({"hand.left": JANUARY, "hand.right": APRIL}, ("arm.left", "arm.other", "none")),
        ({"hand.left": JANUARY, "upper_arm.left": APRIL, "foot.left": JUNE}, ("arm.left", "leg.same", "none")),
        (
            {"hand.right": JANUARY, "thigh.right": APRIL, "hand.left": JUNE, "speech": AUGUST},
            ("arm.right", "leg.same", "arm.other"),
        ),
        ({"foot.left": JANUARY, "hand.right": APRIL}, ("leg.left", "arm.other", "none")),
        ({"speech": JANUARY, "hand.left": APRIL, "hand.right": JUNE}, ("bulbar", "arm", "arm.other")),
        ({"speech": JANUARY, "hand.left": APRIL, "foot.left": JUNE}, ("bulbar", "arm", "leg.same")),
        ({"hand.left": JANUARY, "hand.right": JANUARY}, ("several",)),
        ({"speech": JANUARY, "hand.left": APRIL, "foot.left": APRIL}, ("bulbar", "several")),
        ({"speech": JANUARY, "neck": APRIL, "hand.left": JUNE, "foot.left": JUNE}, ("bulbar", "axial", "several")),
        ({"hand.left": f"<={JANUARY}"}, ("arm.left", "none")),
        ({"hand.left": f"<={JANUARY}", "speech": APRIL}, ("arm.left", "bulbar", "none")),
        ({"hand.left": f"<={JANUARY}", "speech": f"<={JANUARY}"}, ("several",)),
    ],
)
def test_the_way_is_where_it_began_and_two_further_places(onsets, expected):
    assert path(course(onsets)) == expected


def test_a_place_without_a_date_leaves_the_order_unknown():
    remembered = course({"hand.left": JANUARY, "foot.left": f"<={APRIL}", "speech": JUNE})

    assert path(remembered) == ("arm.left", "unknown")


def test_a_pair_that_only_the_function_check_names_has_no_side():
    assert path(course({"hand.left": JANUARY}, marks={"leg": APRIL})) == ("arm.left", "leg", "none")
    assert path(course({"speech": JANUARY}, marks={"leg": APRIL, "arm": JUNE})) == ("bulbar", "leg", "arm")
    assert path(course({"speech": APRIL}, marks={"leg": JANUARY})) == ("unknown",)


DAYS = st.sampled_from([JANUARY, APRIL, JUNE, AUGUST, f"<={JANUARY}"])


@given(
    st.dictionaries(st.sampled_from([cell.name for cell in CELLS]), DAYS, max_size=6),
    st.dictionaries(st.sampled_from([str(pair) for pair in Pair]), st.sampled_from([JANUARY, JUNE]), max_size=2),
)
def test_each_way_is_one_of_those_that_there_can_be(onsets, marks):
    way = path(course(onsets, marks))
    for step in range(1, len(way)):
        assert way[step] in following(way[:step])
    assert following(way) == ()


def total(day, points, source=Source.SELF, mode="app"):
    return Total(on(day), source, points, mode)


def test_months_and_totals_are_of_their_own_checks_in_the_browser_since_onset():
    checks = [
        total("2024-12-01", 48),
        total("2025-02-01", 46),
        total("2025-03-01", 44, Source.HELPED),
        total("2025-03-15", 40, Source.CAREGIVER),
        total("2025-03-20", 39, Source.CLINICIAN, "clinic"),
        total("2025-03-25", 41, Source.SELF, "phone"),
        total("2025-04-01", None),
        total("2025-05-01", 43, mode=None),
    ]
    made = person(course({}, function=checks), dt.date(2025, 1, 1), "month")

    assert made.totals == (46, 44, 43)
    assert made.months == pytest.approx([31 / DAYS_PER_MONTH, 59 / DAYS_PER_MONTH, 120 / DAYS_PER_MONTH])


@pytest.mark.parametrize(
    ("onsets", "month", "precision", "expected"),
    [
        ({"hand.left": APRIL}, "2024-11-01", "month", "2024-11-01"),
        ({"hand.left": APRIL}, "2024-11-01", "season", "2024-11-01"),
        ({"hand.left": APRIL}, "2024-11-01", "year", None),
        ({"hand.left": APRIL}, None, "month", APRIL),
        ({"hand.left": f"<={APRIL}"}, None, "month", None),
        ({}, None, "month", None),
    ],
)
def test_months_are_counted_from_what_is_known_to_the_season_at_least(onsets, month, precision, expected):
    found = onset_day(course(onsets), month and on(month), precision)

    assert found == (expected and on(expected))


def test_a_first_part_of_which_only_the_year_is_remembered_begins_no_count():
    assert onset_day(course({"hand.left": APRIL}, precision=Precision.YEAR), None, "month") is None


def test_what_is_read_has_the_names_of_a_report():
    assert set(TAKEN) <= {each.name for each in dataclasses.fields(Report)}
