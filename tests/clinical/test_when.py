import datetime as dt

import pytest

from clinical.when import Dated, When, earliest


def on(date: str | None) -> dt.date | None:
    return date and dt.date.fromisoformat(date)


def when(day: str | None, low: str | None = None, high: str | None = None, dated: Dated = Dated.ANSWERS) -> When:
    return When(on(day), on(low), on(high), dated)


ALREADY = when(None, None, "2025-01-10", Dated.ALREADY)


@pytest.mark.parametrize(
    ("one", "other", "overlaps"),
    [
        (when("2025-02-01"), when("2025-02-02"), False),
        (when("2025-02-01"), when("2025-02-01"), True),
        (when("2025-02-10", "2025-02-01", "2025-02-20"), when("2025-02-25", "2025-02-20", "2025-03-20"), True),
        (when("2025-02-10", "2025-02-01", "2025-02-20"), when("2025-02-25", "2025-02-21", "2025-03-20"), False),
        (when("2025-02-10", None, "2025-02-20"), when("2024-02-10"), True),  # it may lie before the record
        (ALREADY, when("2025-02-10"), False),
        (ALREADY, when("2024-06-15", "2024-06-01", "2024-06-30", Dated.REMEMBERED), True),
        (ALREADY, ALREADY, True),
    ],
)
def test_two_dates_overlap_where_either_may_have_been_first(one, other, overlaps):
    assert (one.overlaps(other), other.overlaps(one)) == (overlaps, overlaps)


def test_what_was_there_at_the_first_entry_is_earlier_than_what_began_after_it():
    assert earliest([when("2025-01-11"), ALREADY]) == ALREADY


def test_of_one_day_the_date_that_is_known_comes_first():
    known = when("2025-01-10", dated=Dated.CLINICIAN)

    assert earliest([ALREADY, known]) == known


def test_of_no_dates_none_is_the_earliest():
    assert earliest([]) is None
