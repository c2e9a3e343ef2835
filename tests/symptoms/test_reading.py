import datetime as dt
import math
import time
from contextlib import nullcontext

import numpy as np
import pytest
from django.db import connection, transaction

from clinical.vocabulary import MEASURES
from people.models import Clinic
from symptoms import services
from symptoms.bulk import Said, record_days
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.reading import SOURCES, standing_rows
from symptoms.storage import measure_names
from tests.cast import NOW, TODAY, new_patient

DAY, FORTNIGHT = dt.timedelta(days=1), dt.timedelta(days=14)
RECORD = {
    CheckIn: services.record_check_in,
    FunctionCheck: services.record_function_check,
    Measurement: services.record_measurement,
}
MODELS = pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)


def ends(model, end):
    return {name: getattr(MEASURES[name], end) for name in measure_names(model)}


@MODELS
def test_arrays_hold_what_the_rows_hold(record, ada, ben, model):
    write, names = RECORD[model], measure_names(model)
    write(record, TODAY, ends(model, "high"), by=ada, source="self", now=NOW)
    write(record, TODAY, {names[-1]: 1}, by=ben, source="caregiver", now=NOW + DAY)
    write(record, TODAY - 400 * DAY, ends(model, "low"), by=ben, source="helped", now=NOW)

    days, ranks, values = standing_rows(model, record.pk, TODAY)

    assert days.dtype == "datetime64[D]"
    assert days.tolist() == [TODAY - 400 * DAY, TODAY, TODAY]
    assert [SOURCES[rank] for rank in ranks] == ["helped", "self", "caregiver"]
    assert values[:2].tolist() == [list(map(float, ends(model, end).values())) for end in ("low", "high")]
    np.testing.assert_equal(values[2], [math.nan] * (len(names) - 1) + [1])


def test_numbers_are_read_to_the_last_bit(record, ada):
    for ago, weight in enumerate([20.000000000000004, 70.1, 299.99999999999994]):
        services.record_measurement(record, TODAY - ago * DAY, {"weight": weight}, by=ada, source="self", now=NOW)

    _, _, values = standing_rows(Measurement, record.pk, TODAY)

    weights = values[:, measure_names(Measurement).index("weight")]
    assert weights.tolist() == [299.99999999999994, 70.1, 20.000000000000004]


def test_of_one_day_what_was_made_later_is_read_later(record, ada, ben, cleo):
    for by, source, hours, grade in ((ada, "self", 2, 1), (ben, "self", 3, 2), (cleo, "clinician", 1, 3)):
        now = NOW + dt.timedelta(hours=hours)
        services.record_check_in(record, TODAY, {"weakness.neck": grade}, by=by, source=source, now=now)

    _, ranks, values = standing_rows(CheckIn, record.pk, TODAY)

    assert values[:, measure_names(CheckIn).index("weakness.neck")].tolist() == [3, 1, 2]
    assert ranks.tolist() == [3, 0, 0]


@MODELS
def test_only_what_stands_of_this_patient_up_to_the_day_is_read(record, ada, clinic, model):
    write, name = RECORD[model], measure_names(model)[0]
    for patient in (record, new_patient(clinic, "A-2")):
        for ago in range(3):
            write(patient, TODAY - ago * FORTNIGHT, ends(model, "low"), by=ada, source="self", now=NOW)
    write(record, TODAY - FORTNIGHT, {name: MEASURES[name].high}, by=ada, source="self", now=NOW)

    days, _, values = standing_rows(model, record.pk, TODAY - FORTNIGHT)

    assert days.tolist() == [TODAY - 2 * FORTNIGHT, TODAY - FORTNIGHT]
    assert values[:, 0].tolist() == [MEASURES[name].low, MEASURES[name].high]


@MODELS
def test_nothing_is_read_of_nobody(record, model):
    days, ranks, values = standing_rows(model, record.pk, dt.date.max)

    assert (days.shape, ranks.shape, values.shape) == ((0,), (0,), (0, len(measure_names(model))))


@MODELS
def test_each_kind_of_entry_is_one_query(record, model, django_assert_num_queries):
    with django_assert_num_queries(1):
        standing_rows(model, record.pk, TODAY)


def test_a_long_record_is_read_as_fast_before_the_statistics_know_of_it_as_after(record, ada, clinic):
    """A plan made for hardly any rows reads each section once for each day: a hundred times as long."""
    services.record_check_in(record, TODAY, ends(CheckIn, "high"), by=ada, source="self", now=NOW)
    long = new_patient(clinic, "A-2")
    said = [Said(TODAY - ago * DAY, "self", ends(CheckIn, "high")) for ago in range(2000)]
    look_at_the_tables()
    record_days(long, said, by=ada, made_at=lambda day: NOW)
    before = seconds_to_read(long)
    look_at_the_tables()

    assert len(standing_rows(CheckIn, long.pk, TODAY)[0]) == 2000
    assert before < 10 * seconds_to_read(long)


def look_at_the_tables():
    """As PostgreSQL does by itself now and then; SQLite keeps no statistics unless it is told to, which nobody does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def seconds_to_read(patient):
    """The best of three: the machine may be busy."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        standing_rows(CheckIn, patient.pk, TODAY)
        took.append(time.perf_counter() - began)
    return min(took)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("around", [transaction.atomic, nullcontext])
def test_how_other_queries_are_planned_stays_as_it_was(around):
    with around(), connection.cursor() as cursor:
        standing_rows(CheckIn, new_patient(Clinic.objects.create(name="North Clinic"), "A-1").pk, TODAY)
        cursor.execute("SHOW enable_nestloop" if connection.vendor == "postgresql" else "SELECT 'on'")

        assert cursor.fetchone() == ("on",)
