import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.cohort.flow import OTHERS, forks, kinds
from clinical.cohort.person import OpenSign, Person
from clinical.cohort.view import NOT_GIVEN, Days, Overview, overview
from clinical.cohort.withheld import LEAST, Count, Parted
from clinical.rules import Level
from tests.clinical.cohorts import checked, some

KINDS = sorted(kinds(NOT_GIVEN))
STEPS = np.array([(*path, "", "")[:3] for path, _opm, _reached in KINDS])
LETTERS = np.array([(opm, reached) for _path, opm, reached in KINDS])


def counts(found: Parted) -> dict[str, int]:
    return {each.name: each.people for each in found.shown}


def test_four_people_are_not_shown():
    assert overview(some(4, "bulbar", "none")) is None
    assert overview(some(5, "bulbar", "none")).onset == Parted((Count("bulbar", 5),))


def test_people_are_counted_by_where_it_began_and_where_it_went():
    view = overview(
        some(12, "arm.left", "arm.other", "bulbar", opm="O2d", reached="P1")
        + some(8, "arm.left", "arm.other", "leg.same", opm="O2d", reached="P1")
        + some(7, "arm.left", "none", opm="O2p", reached="P0")
        + some(9, "bulbar", "none", opm="O1", reached="P0")
    )

    assert view.people == 36
    assert counts(view.onset) == {"bulbar": 9, "arm.left": 27}
    assert {band.path: band.people for band in view.flow} == {
        ("bulbar", "none"): 9,
        ("arm.left", "arm.other"): 20,
        ("arm.left", "none"): 7,
        ("arm.left", "arm.other", "bulbar"): 12,
        ("arm.left", "arm.other", "leg.same"): 8,
    }
    assert counts(view.opm) == {"O1": 9, "O2d": 20, "O2p": 7}
    assert counts(view.reached) == {"P0": 16, "P1": 20}


def test_a_small_branch_is_among_the_others_of_its_own_branch():
    view = overview(
        some(9, "arm.left", "bulbar", "none") + some(6, "arm.left", "arm.other", "none") + some(2, "arm.left", "none")
    )

    assert {band.path: band.people for band in view.flow if len(band.path) == 2} == {
        ("arm.left", "bulbar"): 9,
        ("arm.left", OTHERS): 8,
    }


def test_a_table_that_would_tell_with_another_is_left_out():
    """Breathing 7 and neck 3 are together; an O of 7 with r would part them."""
    people = (
        some(6, "arm.left", "none", opm="O2d", reached="P0")
        + some(4, "arm.left", "none", opm="O2p", reached="P0")
        + some(10, "arm.right", "none", opm="O2d", reached="P0")
        + some(2, "arm.right", "none", opm="O2p", reached="P0")
        + some(7, "breathing", "none", opm="O3r", reached="P0")
        + some(3, "axial", "none", opm="O3a", reached="P0")
    )
    view = overview(people)

    assert (counts(view.onset), view.onset.others) == ({"arm.left": 10, "arm.right": 12}, 10)
    assert view.opm == Parted()
    assert counts(view.reached) == {"P0": 32}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 14)), min_size=2, max_size=14))
def test_no_small_group_is_shown_nor_follows_from_what_is(said):
    people = [
        each
        for (path, opm, reached), n in said
        for each in some(n, *path, opm=opm.replace(NOT_GIVEN, ""), reached=reached.replace(NOT_GIVEN, ""))
    ]
    view = overview(people)
    if view is None:
        assert len(people) < LEAST
        return
    shown, secret = as_sums(view, people)
    assert all(total >= LEAST for _rows, total in shown)
    rows = np.array([row for row, _total in shown], float)
    for row in secret:
        combined = np.linalg.lstsq(rows.T, row.astype(float), rcond=None)[0]
        assert not np.allclose(combined @ rows, row), "a hidden group is a combination of what is shown"
    assert all(row @ true(people) == total for row, total in shown)


def as_sums(view: Overview, people: list[Person]):
    """What a reader sees, as sums over all kinds of people; and the groups of one to four people that are hidden."""
    shown, secret = [(np.ones(len(KINDS)), view.people)], []

    def table(found: Parted, groups):
        if not found.shown:
            return
        named = counts(found)
        for name, n in named.items():
            shown.append((groups[name], n))
        left = [rows for name, rows in groups.items() if name not in named]
        if found.others is not None:
            shown.append((np.any(left, axis=0), found.others))
        secret.extend(rows for name, rows in groups.items() if 0 < rows @ truth < LEAST)

    truth = true(people)
    for fork in forks(Counter(each.path for each in people)):
        bands = [band for band in view.flow if band.path[:-1] == fork.path]
        found = view.onset if not fork.path else fork.parted
        if fork.path and not bands:
            continue
        depth = len(fork.path) + 1
        table(found, {n: (STEPS[:, :depth] == (*fork.path, n)).all(axis=1) for n in fork.counts})
    for letters, found in zip(LETTERS.T, (view.opm, view.reached), strict=True):
        table(found, {name: letters == name for name in set(letters)})
    return shown, secret


def true(people):
    there = Counter((each.path, each.opm or NOT_GIVEN, each.reached or NOT_GIVEN) for each in people)
    return np.array([there[kind] for kind in KINDS])


def test_how_much_was_kept_and_how_many_weeks_have_an_entry():
    people = [
        Person(kept=share, weeks=weeks) for share, weeks in ((0.2, 0), (0.25, 4), (0.7, 5), (1.0, 12), (None, 11))
    ]
    view = overview(people * 6)

    assert counts(view.kept) == {"0": 6, "25": 6, "50": 6, "75": 6, "no_plan": 6}
    assert counts(view.weeks) == {"0": 6, "1": 6, "5": 6, "9": 6, "12": 6}


def test_of_an_open_sign_the_oldest_of_each_person_counts():
    waiting = [
        Person(waiting=(OpenSign(Level.URGENT, days), OpenSign(Level.URGENT, 1), OpenSign(Level.SOON, 2)))
        for days in (10, 20, 30, 40, 50)
    ]
    view = overview(waiting + [Person()] * 5)

    assert [(each.level, each.days) for each in view.waiting] == [
        (Level.URGENT, Days(5, 20, 30, 40)),
        (Level.SOON, Days(5, 2, 2, 2)),
    ]
    assert overview(waiting + [Person()] * 4).waiting[0].days.people is None  # four without one would follow
    assert overview(waiting[:4] + [Person()] * 6).waiting == ()


def test_answers_to_signs_are_counted_one_by_one_of_five_people_at_least():
    assert overview([Person(answered=(1, 2, 3))] * 4 + [Person()] * 6).answered is None
    assert overview([Person(answered=(0, 4, 8))] * 5 + [Person()] * 6).answered == Days(5, 0, 4, 8)


def test_a_line_is_shown_of_twenty_people_with_three_checks_over_eight_weeks():
    assert overview(checked(19)).curve is None
    assert overview(checked(19) + checked(1, checks=2)).curve is None
    assert overview(checked(19) + checked(1, step=0.5, checks=4)).curve is None
    assert overview(checked(20)).curve.people == 20
    assert overview(checked(20) + [Person()] * 3).curve.people is None


def test_the_line_ends_where_five_people_have_checks():
    def ends(late):
        line = overview(checked(20) + checked(late, start=40.0)).curve.line
        return line[0].months, line[-1].months

    assert (ends(4), ends(5)) == ((7, 20), (7, 50))


def test_the_line_bends_where_ten_people_have_checks_on_both_sides():
    def bends(late):
        return [piece.start for piece in overview(checked(25) + checked(late, start=22.0)).curve.pieces]

    assert (bends(9), bends(10)) == ([6, 12], [6, 12, 24])


@pytest.mark.parametrize("slope", [-0.4, -1.2])
def test_the_slope_is_that_of_the_people(slope):
    (piece,) = overview(checked(60, slope, start=0.0, step=1.0)).curve.pieces

    assert piece.low < slope < piece.high
    assert piece.slope == pytest.approx(slope, abs=0.12)


def test_a_view_is_read_as_it_was_written():
    people = checked(25) + some(9, "bulbar", "none", opm="O1", reached="P0", waiting=(OpenSign(Level.SOON, 3),))
    said = json.loads(json.dumps(overview(people).to_json()))

    assert Overview.from_json(said).to_json() == said
