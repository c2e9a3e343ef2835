import datetime as dt
import math
from contextlib import nullcontext

import numpy as np
import pytest
from django.db import connection, transaction

from clinical.vocabulary import MEASURES
from people.models import Clinic
from symptoms.models import CheckIn, FunctionCheck, Measurement
from symptoms.read.arrays import RANKED, standing_rows
from symptoms.record.columns import measure_names
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient

DAY, FORTNIGHT = dt.timedelta(days=1), dt.timedelta(days=14)
RECORD = {
    CheckIn: verbs.record_check_in,
    FunctionCheck: verbs.record_function_check,
    Measurement: verbs.record_measurement,
}
SOURCE = {FunctionCheck: "clinician"}  # who alone can say all of it; else the person
MODELS = pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)


def ends(model, end):
    return {name: getattr(MEASURES[name], end) for name in measure_names(model)}


@MODELS
def test_arrays_hold_what_the_rows_hold(record, ada, ben, model):
    write, names = RECORD[model], measure_names(model)
    source, before = SOURCE.get(model, "self"), SOURCE.get(model, "helped")
    write(record, TODAY, ends(model, "high"), by=ada, source=source, now=NOW)
    write(record, TODAY, {names[-2]: 1}, by=ben, source="caregiver", now=NOW + DAY)
    write(record, TODAY - 400 * DAY, ends(model, "low"), by=ben, source=before, now=NOW)

    days, ranks, values, _ = standing_rows(model, record.pk, TODAY)

    assert days.dtype == "datetime64[D]"
    assert days.tolist() == [TODAY - 400 * DAY, TODAY, TODAY]
    assert [RANKED[rank] for rank in ranks] == [before, source, "caregiver"]
    assert values[:2].tolist() == [list(map(float, ends(model, end).values())) for end in ("low", "high")]
    np.testing.assert_equal(values[2], [math.nan] * (len(names) - 2) + [1, math.nan])


def test_numbers_are_read_to_the_last_bit(record, ada):
    for ago, weight in enumerate([20.000000000000004, 70.1, 299.99999999999994]):
        verbs.record_measurement(record, TODAY - ago * DAY, {"weight": weight}, by=ada, source="self", now=NOW)

    _, _, values, _ = standing_rows(Measurement, record.pk, TODAY)

    weights = values[:, measure_names(Measurement).index("weight")]
    assert weights.tolist() == [299.99999999999994, 70.1, 20.000000000000004]


def test_of_one_day_what_was_made_later_is_read_later(record, ada, ben, cleo):
    for by, source, hours, grade in ((ada, "self", 2, 1), (ben, "self", 3, 2), (cleo, "clinician", 1, 3)):
        now = NOW + dt.timedelta(hours=hours)
        verbs.record_check_in(record, TODAY, {"weakness.neck": grade}, by=by, source=source, now=now)

    _, ranks, values, _ = standing_rows(CheckIn, record.pk, TODAY)

    assert values[:, measure_names(CheckIn).index("weakness.neck")].tolist() == [3, 1, 2]
    assert ranks.tolist() == [3, 0, 0]


@MODELS
def test_only_what_stands_of_this_patient_up_to_the_day_is_read(record, ada, clinic, model):
    write, name, source = RECORD[model], measure_names(model)[0], SOURCE.get(model, "self")
    for patient in (record, new_patient(clinic, "A-2")):
        for ago in range(3):
            write(patient, TODAY - ago * FORTNIGHT, ends(model, "low"), by=ada, source=source, now=NOW)
    write(record, TODAY - FORTNIGHT, {name: MEASURES[name].high}, by=ada, source=source, now=NOW)

    days, _, values, _ = standing_rows(model, record.pk, TODAY - FORTNIGHT)

    assert days.tolist() == [TODAY - 2 * FORTNIGHT, TODAY - FORTNIGHT]
    assert values[:, 0].tolist() == [MEASURES[name].low, MEASURES[name].high]


@MODELS
def test_nothing_is_read_of_nobody(record, model):
    days, ranks, values, _ = standing_rows(model, record.pk, dt.date.max)

    assert (days.shape, ranks.shape, values.shape) == ((0,), (0,), (0, len(measure_names(model))))


@MODELS
def test_each_kind_of_entry_is_one_query(record, model, django_assert_num_queries):
    with django_assert_num_queries(1):
        standing_rows(model, record.pk, TODAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("around", [transaction.atomic, nullcontext])
def test_how_other_queries_are_planned_stays_as_it_was(around):
    with around(), connection.cursor() as cursor:
        standing_rows(CheckIn, new_patient(Clinic.objects.create(name="North Clinic"), "A-1").pk, TODAY)
        cursor.execute("SHOW enable_nestloop" if connection.vendor == "postgresql" else "SELECT 'on'")

        assert cursor.fetchone() == ("on",)
