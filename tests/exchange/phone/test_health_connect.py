"""Health Connect's database is read, and nothing of it is trusted."""

import datetime as dt
import io

import pytest

from clinical.phone import PhoneDay
from exchange.phone.export import Make, is_export, read_export
from exchange.rows import CsvRefused
from tests.exchange.phone.made import STEPS, WEIGHTS, database, health_connect, zipped

FIRST = dt.date(2026, 3, 1)
HOUR = 3600


def utc(*at):
    return dt.datetime(*at, tzinfo=dt.UTC)


MORNING = utc(2026, 3, 1, 6)


def read(data):
    return read_export(io.BytesIO(data))


def refused(data):
    with pytest.raises(CsvRefused) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize("made", [database, health_connect])
def test_weights_are_in_grams_and_steps_those_of_the_app_that_counted_most(made):
    steps = [(MORNING, HOUR, 1, 300), (MORNING, HOUR, 2, 200), (utc(2026, 3, 1, 9), HOUR, 2, 200)]
    data = made(weights=[(utc(2026, 3, 1, 9), HOUR, 72_000), (MORNING, HOUR, 71_240)], steps=steps)

    assert is_export(io.BytesIO(data))
    assert (read(data).make, read(data).days) == (Make.HEALTH_CONNECT, (PhoneDay(FIRST, weight=71.2, steps=400),))


def test_a_day_is_that_of_the_phone_s_own_clock():
    steps = [
        (utc(2026, 2, 28, 22, 59), HOUR, 1, 1),
        (utc(2026, 2, 28, 23, 0), HOUR, 1, 2),
        (utc(2026, 3, 1, 23, 0), -5 * HOUR, 1, 4),
        (utc(2026, 3, 28, 23, 30), HOUR, 1, 8),
        (utc(2026, 3, 29, 21, 59), 2 * HOUR, 1, 16),  # the clock was set forward in between
    ]

    assert [(str(day.day), day.steps) for day in read(health_connect(steps=steps)).days] == [
        ("2026-02-28", 1),
        ("2026-03-01", 6),
        ("2026-03-29", 24),
    ]


@pytest.mark.parametrize(
    ("tables", "kept", "missing"),
    [
        ((WEIGHTS,), {"weights": [(MORNING, HOUR, 71_000)]}, "steps"),
        ((STEPS,), {"steps": [(MORNING, 0, 1, 5)]}, "weight"),
    ],
)
def test_a_table_that_is_not_there_is_told_and_the_other_is_read(tables, kept, missing):
    export = read(health_connect(tables=tables, **kept))

    assert (len(export.days), export.missing) == (1, (f"{missing}_record_table",))


def test_another_database_is_refused():
    told = "This database holds no weights and no steps of Health Connect."

    assert refused(zipped({"notes.db": database(tables=("CREATE TABLE notes (text TEXT)",))})) == told


def test_a_column_that_is_not_there_is_named():
    data = health_connect(tables=(STEPS, WEIGHTS.replace("zone_offset INTEGER,", "")))

    assert refused(data) == (
        "The table “weight_record_table” of Health Connect has no zone_offset: this version of it is not known here."
    )


BROKEN = "The database of Health Connect is broken: it may have been cut off. Export it again."


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("VIEW weight_record_table AS SELECT 1 AS time, 1 AS zone_offset, 71000 AS weight", BROKEN),
        ("VIRTUAL TABLE weight_record_table USING fts5(time, zone_offset, weight)", BROKEN),
        (
            "TABLE weight_record_table (time, zone_offset, weight AS (length(zeroblob(900000000))) VIRTUAL)",
            "The table “weight_record_table” of Health Connect has no weight: this version of it is not known here.",
        ),
    ],
    ids=["view", "virtual", "generated"],
)
def test_what_is_no_plain_table_is_never_run(made, told):
    assert refused(health_connect(tables=(STEPS, f"CREATE {made}"))) == told


@pytest.mark.parametrize("spoil", [lambda data: data[:5000], lambda data: data[:100] + b"\xff" * 4000 + data[4100:]])
def test_a_broken_database_is_told(spoil):
    data = database(weights=[(MORNING, HOUR, 71_000)] * 500)

    assert refused(spoil(data)) == BROKEN


def test_rows_that_say_nothing_that_can_be_are_counted():
    weights = [
        (MORNING, None, 71_000),
        (MORNING, "east", 71_000),
        (MORNING, 20 * HOUR, 71_000),
        (MORNING, HOUR, "much"),
    ]
    export = read(health_connect(weights=[*weights, (MORNING, HOUR, 7), (MORNING, HOUR, 71_000)]))

    assert (export.days, export.left_out) == ((PhoneDay(FIRST, weight=71),), 5)
