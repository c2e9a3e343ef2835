"""However the entries of a record came in, its report is the same."""

import datetime as dt
import uuid

import numpy as np
import pytest

from alsweak.synthetic.lives import draw_plan, live
from exchange.csv import csv_parts, read_csv
from exchange.importing import import_rows
from people.models import Clinic, Patient, User
from symptoms.derive import maker
from symptoms.models import CheckIn, FunctionCheck, Measurement, Report
from symptoms.record.columns import ENTRY_SECTIONS, measure_names
from symptoms.write import verbs
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db

DAYS = 150
VERBS = {
    CheckIn: verbs.record_check_in,
    FunctionCheck: verbs.record_function_check,
    Measurement: verbs.record_measurement,
}


def days_of(seed: int) -> list[DaySaid]:
    """A synthetic person's record, in order of day."""
    random = np.random.default_rng(seed)
    life = live(random, draw_plan(random, "A-1", DAYS), TODAY)
    said = [DaySaid(day, source, values) for source, days in life.said.items() for day, values in days.items()]
    return sorted(said, key=lambda one: (one.day, one.source))


def a_patient() -> Patient:
    clinic = Clinic.objects.create(name=f"Clinic {uuid.uuid4()}", time_zone="Europe/Berlin")
    return Patient.objects.create(clinic=clinic, reference="A-1", time_zone="Europe/Berlin")


def write(patient: Patient, said: DaySaid, by: User, now: dt.datetime = NOW) -> None:
    """One day as a form or the API writes it: an entry of each kind."""
    for model in ENTRY_SECTIONS:
        values = {name: said.values[name] for name in measure_names(model) if name in said.values}
        if values:
            VERBS[model](patient, said.day, values, by=by, source=said.source, now=now)


def reported(patient: Patient) -> tuple[object, ...]:
    maker.refresh(patient.pk, now=NOW)
    row = Report.objects.get(patient=patient)
    return row.report, row.series, row.facts


@pytest.fixture
def authors(db) -> dict[str, User]:
    """Who says what: one person for each source, as each source has one author here."""
    return {
        source: User.objects.create_user(f"{source}@example.org")
        for source in ("self", "helped", "caregiver", "clinician")
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_by_one_out_of_order_and_in_one_import_are_one_report(seed, authors):
    said = days_of(seed)
    shuffled = [said[place] for place in np.random.default_rng(seed).permutation(len(said))]
    in_order, out_of_order, at_once = a_patient(), a_patient(), a_patient()

    for one in said:
        write(in_order, one, authors[one.source])
    for number, one in enumerate(shuffled):
        write(out_of_order, one, authors[one.source])
        if number % 40 == 0:  # a report in the middle leaves no trace in a later one
            maker.refresh(out_of_order.pk, now=NOW)
    for source, author in authors.items():
        own = [one for one in reversed(said) if one.source == source]
        record_days(at_once, own, by=author, made_at=lambda day: NOW)
    file = "".join(csv_parts(Patient.objects.filter(pk=in_order.pk), hidden=frozenset()))
    imported = a_patient()
    import_rows(read_csv(file.encode()), imported.clinic, by=None, now=NOW)

    expected = reported(in_order)
    assert reported(out_of_order) == expected
    assert reported(at_once) == expected
    assert reported(imported) == expected


def test_any_recompute_gives_the_same_report(authors):
    patient = a_patient()
    for one in days_of(4):
        write(patient, one, authors[one.source])
    expected = reported(patient)

    for again in range(1, 4):
        later = NOW + dt.timedelta(minutes=again)
        assert maker.refresh(patient.pk, now=later, since=later)
        assert reported(patient) == expected


def test_an_entry_taken_back_leaves_the_report_as_if_it_had_never_been_made(authors):
    patient, ada = a_patient(), authors["self"]
    said = days_of(5)
    for one in said:
        write(patient, one, authors[one.source])
    expected = reported(patient)

    free = next(day for n in range(DAYS) if not any(one.day == (day := TODAY - dt.timedelta(n)) for one in said))
    entry = verbs.record_check_in(patient, free, {"weakness.neck": 0}, by=ada, source="self", now=NOW).entry
    assert reported(patient) != expected
    verbs.retract(entry, by=ada)

    assert reported(patient) == expected
