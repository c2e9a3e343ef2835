import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from alsweak.backup.kept import due, kept, made_at, named

KEEP = (7, 4, 12)
moments = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2026, 12, 31), timezones=st.just(dt.UTC))
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def backup(moment):
    return named(moment, encrypted=moment.second % 2 == 0)


def nights(count):
    return [backup(NOW - dt.timedelta(days=number)) for number in range(count)]


def test_after_three_years_of_nights_there_are_seven_days_four_weeks_and_twelve_months():
    days = sorted((made_at(name).date() for name in kept(nights(3 * 365), KEEP)), reverse=True)

    assert days[:7] == [NOW.date() - dt.timedelta(days=number) for number in range(7)]
    assert days[7:9] == [dt.date(2026, 2, 22), dt.date(2026, 2, 15)]  # Sundays: of the four weeks two are days above
    assert days[9:] == [
        *(dt.date(2026, month, day) for month, day in ((1, 31),)),
        *(dt.date(2025, month, day) for month, day in ((12, 31), (11, 30), (10, 31), (9, 30), (8, 31), (7, 31))),
        *(dt.date(2025, month, day) for month, day in ((6, 30), (5, 31), (4, 30))),
    ]


def test_what_is_old_stays_where_nothing_newer_was_made():
    old = [backup(dt.datetime(2020, 1, number, tzinfo=dt.UTC)) for number in range(1, 8)]
    assert kept(old, KEEP) == set(old)


@settings(max_examples=50)
@given(st.lists(moments, min_size=1, unique_by=lambda it: it.replace(microsecond=0)))
def test_the_newest_is_kept_and_to_drop_each_night_or_at_once_is_the_same(made):
    names = {backup(moment) for moment in made}
    there = set()
    for name in sorted(names, key=made_at):
        there = kept({*there, name}, KEEP)
        assert name in there

    assert there == kept(names, KEEP)
    assert len(there) <= sum(KEEP)
    assert kept(there, KEEP) == there


def test_no_other_file_is_a_backup():
    assert made_at("alsweak-20260302T090000Z.zip") == made_at("alsweak-20260302T090000Z.zip.age") == NOW
    others = ("alsweak-20261302T090000Z.zip", ".alsweak-20260302T090000Z.zip.part", "alsweak.dump", "mine.zip")
    assert [made_at(name) for name in others] == [None] * 4


@settings(max_examples=50)
@given(moments, st.times().map(lambda it: it.replace(microsecond=0)))
def test_the_next_is_due_at_its_time_of_day_within_a_day_of_the_newest(newest, at):
    newest = newest.replace(microsecond=0)
    moment = due([backup(newest), "another file"], at, newest + dt.timedelta(days=400))
    assert dt.timedelta(0) < moment - newest <= dt.timedelta(days=1)
    assert moment.time() == at


def test_one_is_due_at_once_where_there_is_none_or_only_one_of_a_clock_that_was_ahead():
    at = dt.time(2, 30)
    assert due([], at, NOW) == due([backup(NOW + dt.timedelta(days=2))], at, NOW) == NOW
    assert due(nights(3), at, NOW) == dt.datetime(2026, 3, 3, 2, 30, tzinfo=dt.UTC)
