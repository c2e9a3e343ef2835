"""The worked numbers on who comes first: worked out again, and looked up on the page."""

import datetime as dt

from clinical.history import History
from clinical.need import Group, Sign, group_of, pressing
from clinical.report import compute
from clinical.rules import Level
from tests.clinical.records import daily, every
from tests.clinical.test_readme_spread import FRIDAY, says


def sign(level: Level, fired: str) -> Sign:
    day = dt.date.fromisoformat(fired)
    return Sign("R05", level, day, day, day)


def test_the_numbers_by_which_a_database_sorts():
    fresh, old, soon = (
        sign(level, day)
        for level, day in ((Level.URGENT, "2026-03-12"), (Level.URGENT, "2026-02-20"), (Level.SOON, "2026-03-13"))
    )

    assert [pressing(each, FRIDAY) for each in (fresh, old, soon)] == [536871453, 268440878, 536871198]
    assert [group_of(each, FRIDAY) for each in (fresh, old, soon)] == [Group.TODAY, Group.WEEK, Group.WEEK]
    assert says("2026-03-12 is of today with the number 536871453; an urgent one of 2026-02-20 (21 days)")
    assert says("is of this week with 268440878")
    assert says("that very day has 536871198")


def test_a_routine_sign_is_a_change_until_it_is_late():
    groups = [group_of(sign(Level.ROUTINE, day), FRIDAY) for day in ("2026-03-13", "2025-12-12")]

    assert groups == [Group.CHANGED, Group.WEEK]
    assert says("A routine sign of 2026-03-13 is a change, one of 2025-12-12 (91 days) is of this week")


def test_the_weeks_in_which_a_part_is_lower():
    history = History(
        dt.date(2024, 12, 29), weakness=daily("weakness", every(7, 5, "2024-11-25"), hand_left=[4, 3, 4, 3, 2])
    )
    weeks = compute(history, "A-1").facts.glance.weeks[-5:]

    assert [number for number, week in enumerate(weeks, 1) if week.lower] == [2, 5]
    assert says("4, 3, 4, 3, 2 in five weeks is lower in the second and the fifth")
