from collections import defaultdict
from itertools import product

import numpy as np
import pytest

from clinical.cohort.withheld import LEAST, Count, Parted, Sums, parted, tells, told


def named(*counts):
    return dict(zip("abcdefgh", counts, strict=False))


@pytest.mark.parametrize(
    ("counts", "shown", "others"),
    [
        ((30, 25, 8, 5), "abcd", None),
        ((30, 25, 8, 0), "abc", None),  # nobody is no group
        ((30, 25, 8, 4), "ab", 12),  # one alone would follow from the total
        ((30, 25, 4, 4), "a", 33),  # four in each are as many as there can be
        ((30, 25, 4, 3), "ab", 7),
        ((30, 25, 2, 2), "a", 29),  # together they are a group of four
        ((30, 8, 8, 1), "a", 17),  # of two alike neither is chosen
        ((6, 1), "", None),
    ],
)
def test_groups_under_five_are_among_all_others(counts, shown, others):
    found = parted(named(*counts))

    assert ("".join(each.name for each in found.shown), found.others) == (shown, others)
    assert all(each.people == named(*counts)[each.name] for each in found.shown)


@pytest.mark.parametrize("groups", [2, 3, 4])
def test_no_hidden_number_follows_for_whoever_knows_the_rule_and_the_total(groups):
    """Of everything that can be shown all clinics that would show it: a group that is not shown is not always alike."""
    clinics = defaultdict(list)
    for counts in product(range(13 if groups < 4 else 10), repeat=groups):
        if sum(counts) >= LEAST:
            found = parted(named(*counts))
            clinics[found, sum(counts)].append(counts)
    for (found, _total), possible in clinics.items():
        shown = {each.name for each in found.shown}
        if found.shown and found.others is None:
            assert all(sum(counts) == sum(each.people for each in found.shown) for counts in possible)
            continue
        for place, name in enumerate(named(*possible[0])):
            assert name in shown or len({counts[place] for counts in possible}) > 1, (found, possible)


def test_how_many_is_told_only_where_the_others_are_no_small_group():
    assert [told(people, 20) for people in (4, 5, 15, 16, 19, 20)] == [None, 5, 15, None, None, 20]


def test_a_group_follows_from_sums_by_adding_and_taking_away():
    a, b, c, d = np.eye(4, dtype=bool)

    assert tells(np.array([a | b | c, a | b]), np.array([c]))
    assert not tells(np.array([a | b | c, a | b]), np.array([a]))
    assert tells(np.array([a | b, b | c, a | c]), np.array([b]))
    assert not tells(np.array([a | b, c | d, a | c, b | d]), np.array([a]))
    assert not tells(np.array([a | b]), np.zeros((1, 4), bool))  # nobody can be in it


def test_sums_beside_each_other_do_not_tell_of_those_who_are_hidden_in_one():
    a, b, c, d = np.eye(4, dtype=bool)
    sums = Sums(4)

    assert sums.take({"a": a, "b": b, "c": c, "d": d}, {"a": 20, "b": 12, "c": 3, "d": 3})
    assert sums.take({"ab": a | b, "cd": c | d}, {"ab": 32, "cd": 6})
    assert not sums.take({"ac": a | c, "b": b, "d": d}, {"ac": 23, "b": 12, "d": 3})
    assert len(sums.shown) == 1 + 3 + 2  # what was refused left nothing


def test_nothing_is_shown_of_nobody():
    assert parted(named(0, 0)) == Parted()
    assert parted(named(7, 0)) == Parted((Count("a", 7),))
