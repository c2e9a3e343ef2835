"""What is given of a record for research, and what of it is never told."""

import datetime as dt
import io
import json
import re
import uuid

import pyarrow.parquet as pq
import pytest
from hypothesis import given as tried
from hypothesis import strategies as st

from exchange.csv import read_csv
from exchange.importing import import_rows
from exchange.research import omop, proact
from exchange.research.omop_tables import OF_PEOPLE
from exchange.research.pseudonyms import SECRET_LENGTH, SHIFTS, Pseudonym, Pseudonyms
from exchange.research.table import BLANK, DATE
from exchange.research.write import TABLES
from exchange.tables.bring import bring
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables
from people.models import Clinic, Patient
from symptoms.models import CheckIn, Event, FunctionCheck, Measurement, Treatment
from tests.cast import NOW, TODAY, new_patient
from tests.exchange.research.giving import FIRST, SCORED, SECRET, agreed, codes, files_of, given, rows_of

pytestmark = pytest.mark.django_db


def test_nothing_tells_a_name_a_reference_a_text_an_id_or_a_true_day(people, clinic, cleo):
    files = files_of(given())

    words = [b"anary", b"North Clinic", b"Cleo", b"example.org", SECRET.encode()]
    words += [str(patient.pk).encode() for patient in people] + [patient.pk.hex.encode() for patient in people]
    rows = [*CheckIn.objects.all(), *FunctionCheck.objects.all(), *Measurement.objects.all()]
    rows += [*Treatment.objects.all(), *Event.objects.all()]
    words += [str(row.pk).encode() for row in rows]
    found = {name: word for name, data in files.items() for word in words if word in data}
    assert found == {}
    assert not {word for word in words if word in given()}


def test_no_day_of_a_person_is_a_true_one_of_theirs(people):
    """Each day of each table, of whoever it is, is a true one moved by their number of days."""
    data = given()
    person_of_number = {row["person_id"]: row["person_source_value"] for row in rows_of(data, "person")}
    true = {FIRST + dt.timedelta(days=number) for number in (0, 2, 3, 7, 10, *range(40, 47), *range(100, 107))}
    true |= {TODAY, dt.date(2023, 11, 9)}
    shifts = {Pseudonyms(SECRET).of(patient.pk).code: Pseudonyms(SECRET).of(patient.pk).shift for patient in people}
    seen = 0
    for table in OF_PEOPLE:
        days = [column.name for column in table.columns if column.kind == DATE]
        for row in rows_of(data, table.name):
            for name in filter(row.__getitem__, days):
                shift = shifts[person_of_number[row["person_id"]]]
                assert dt.date.fromisoformat(row[name]) - shift in true, (table.name, name)
                assert shift
                seen += 1
    assert seen == 7 * 30


def test_what_is_private_is_never_given(people):
    said = {row["observation_source_value"] for row in rows_of(given(), "observation")}

    assert said.isdisjoint({"signs.low_mood", "signs.caregiver_strain", "signs.self_harm"})
    assert {"weakness.hand.left", "fatigue.now", "function.speech"} <= said


def test_a_month_is_told_as_months_before_the_first_entry_and_not_as_a_day(people):
    (row, *_more) = [row for row in rows_of(given(), "observation") if row["observation_source_value"] == "fact.began"]

    assert (row["value_as_number"], row["unit_source_value"], row["value_as_string"]) == ("9", "mo", "month")


def test_two_exports_of_the_same_records_are_equal_whatever_their_order_in_the_database(people, clinic, cleo):
    first = given()
    for model in (Treatment, Event):
        for row in list(model.objects.order_by("-pk")):
            kept = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields} | {"id": uuid.uuid4()}
            row.delete()
            model.objects.create(**kept)

    assert given() == first


def test_another_secret_calls_nobody_the_same(people, settings):
    first = {row["person_source_value"] for row in rows_of(given(), "person")}
    settings.ALSWEAK_RESEARCH_SECRET = "t" * SECRET_LENGTH

    assert first.isdisjoint({row["person_source_value"] for row in rows_of(given(), "person")})


def test_a_person_is_moved_by_one_number_of_days_and_not_all_by_the_same(people):
    shifts = [Pseudonyms(SECRET).of(patient.pk).shift for patient in people]

    assert [Pseudonyms(SECRET).of(patient.pk).shift for patient in people] == shifts
    assert len(set(shifts)) > 1


days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)) | st.sampled_from(
    [dt.date(2024, 2, 29), dt.date(2023, 12, 31), dt.date(2024, 1, 1), dt.date(2000, 2, 29), dt.date(2100, 2, 28)]
)


@tried(days, days, st.sampled_from(SHIFTS))
def test_what_lies_between_two_days_stays(one, other, shift):
    pseudonym = Pseudonym("P", dt.timedelta(days=shift))

    assert pseudonym.moved(other) - pseudonym.moved(one) == other - one
    assert 0 < abs((pseudonym.moved(one) - one).days) <= 182


@tried(st.uuids(version=4))
def test_each_record_has_a_shift_of_days_within_half_a_year(record):
    pseudonym = Pseudonyms(SECRET).of(record)

    assert pseudonym.shift.days in SHIFTS
    assert re.fullmatch("P[0-9a-f]{16}", pseudonym.code)


def test_nobody_is_older_than_ninety(people):
    Patient.objects.filter(pk=people[0].pk).update(birth_date=dt.date(1910, 1, 1))
    data = given()
    periods = {row["person_id"]: row["observation_period_end_date"] for row in rows_of(data, "observation_period")}

    ages = [int(periods[row["person_id"]][:4]) - int(row["year_of_birth"]) for row in rows_of(data, "person")]
    assert max(ages) == 90
    assert min(ages) < 75


def test_the_score_of_a_clinic_has_the_concepts_that_are_listed_and_nothing_else_has(people):
    rows = rows_of(given(), "measurement")
    concepts = {row["measurement_source_value"]: set() for row in rows}
    for row in rows:
        concepts[row["measurement_source_value"]].add(
            (row["measurement_concept_id"], row["measurement_type_concept_id"])
        )

    items = ["speech", "salivation", "swallowing", "handwriting"]
    assert [concepts[f"alsfrs_r.{item}"] for item in items] == [{(str(42529071 + n), "32851")} for n in range(4)]
    assert concepts["alsfrs_r.cutting_food"] == {("42529075", "32851"), ("42529076", "32851")}
    assert concepts["alsfrs_r.respiratory_insufficiency"] == {("42529083", "32851")}
    assert omop.TOTAL_CONCEPT == 42529084
    assert concepts["weight"] == {("0", "32862"), ("0", "32851")}
    others = [row for row in rows_of(given(), "observation") if row["observation_concept_id"] != "0"]
    assert others == []


def test_our_own_questions_are_no_score_of_a_clinic_even_where_a_clinic_asked_them(people, cleo):
    FunctionCheck.objects.filter(patient=people[0], source="clinician").update(mode=FunctionCheck.Mode.PHONE)
    data = given()

    code = codes(people)[people[0]]
    number = next(row["person_id"] for row in rows_of(data, "person") if row["person_source_value"] == code)
    measured = [row["measurement_source_value"] for row in rows_of(data, "measurement") if row["person_id"] == number]
    assert sorted(measured) == ["fvc_percent", "weight", "weight"]
    assert code not in {row["subject_id"] for row in rows_of(data, "proact_alsfrs")}


def test_who_said_it_is_told_by_its_type(people):
    rows = rows_of(given(), "observation")
    types = {(row["observation_source_value"], row["observation_type_concept_id"]) for row in rows}

    assert {("weakness.hand.left", "32862"), ("fatigue.now", "0"), ("function.speech", "32862")} <= types


def test_a_score_in_the_shape_of_proact_comes_back_as_it_was(people, cleo):
    table = files_of(given())["proact_alsfrs.csv"]
    elsewhere = Clinic.objects.create(name="Elsewhere", time_zone="Europe/Berlin")
    start = {f"start.{code}": "2024-01-01" for code in codes(people).values()}
    asker = Asker({**start, "start": "2024-01-01"}, accept=True)
    brought = bring(read_tables(table), elsewhere, asker, now=NOW)

    assert brought.done.new == 7
    found = {
        check.patient.reference: {item: getattr(check, item.removeprefix("function.")) for item in SCORED}
        for check in FunctionCheck.objects.filter(patient__clinic=elsewhere).select_related("patient")
    }
    assert found == dict.fromkeys(codes(people).values(), SCORED)
    tubes = FunctionCheck.objects.filter(patient__clinic=elsewhere).values_list("patient__reference", "gastrostomy")
    assert dict(tubes) == {codes(people)[patient]: place % 2 for place, patient in enumerate(people)}


def test_proact_counts_days_from_the_first_entry(people):
    data = given()

    delta = {row["subject_id"]: int(row["ALSFRS_Delta"]) for row in rows_of(data, "proact_alsfrs")}
    assert delta == {codes(people)[patient]: 100 + place for place, patient in enumerate(people)}
    assert {row["pct_of_Normal_Trial_1"] for row in rows_of(data, "proact_fvc")} == {"81"}
    assert {(row["Weight"], row["Weight_Units"]) for row in rows_of(data, "proact_vitals")} == {("68.25", "kg")}


def test_rows_are_numbered_without_a_gap_and_a_person_is_in_each_table_by_one_number(people):
    data = given()
    for table in OF_PEOPLE:
        number = f"{table.name}_id"
        rows = rows_of(data, table.name)
        if number in table.header:
            assert [int(row[number]) for row in rows] == list(range(1, len(rows) + 1)), table.name
        assert {int(row["person_id"]) for row in rows} <= set(range(1, 8))


def test_a_column_that_is_said_to_be_blank_is(people):
    data = given()
    for table in TABLES:
        blank = [column.name for column in table.columns if column.told == BLANK]
        assert [row for row in rows_of(data, table.name) if any(row[name] for name in blank)] == [], table.name


def test_parquet_says_what_csv_says(people):
    files = files_of(given())
    for table in TABLES:
        read = pq.read_table(io.BytesIO(files[f"{table.name}.parquet"]))
        assert read.column_names == table.header
        lines = [[column.cell(row[column.name]) for column in table.columns] for row in read.to_pylist()]
        assert lines == [list(row.values()) for row in rows_of(given(), table.name)], table.name
        types = {"integer": "int64", "number": "double", "text": "string", "date": "date32[day]"}
        types["moment"] = "timestamp[us]"
        assert [str(field.type) for field in read.schema] == [types[column.kind] for column in table.columns]


def test_the_manifest_counts_and_checks_each_file_and_tells_no_more_than_the_month(people):
    files = files_of(given())
    said = json.loads(files["manifest.json"])

    assert said["month"] == "2026-03"
    assert (said["people"], said["consent_texts"]) == (7, ["2026-11"])
    assert said["files"].keys() == files.keys() - {"manifest.json"}
    assert {name: each["bytes"] for name, each in said["files"].items()} == {
        name: len(files[name]) for name in said["files"]
    }
    assert said["files"]["person.csv"]["rows"] == 7


def test_the_readme_has_each_file_and_a_line_for_each_column(people):
    lines = files_of(given())["README.txt"].decode().splitlines()
    for table in TABLES:
        at = lines.index(f"{table.name}.csv and the same as .parquet")
        told = lines[at + 2 : at + 2 + len(table.columns)]
        assert [line.strip().partition(":")[0] for line in told] == table.header


def test_the_layout_is_that_of_the_case_of_proact():
    assert proact.ALSFRS.header == [
        "subject_id",
        "Q1_Speech",
        "Q2_Salivation",
        "Q3_Swallowing",
        "Q4_Handwriting",
        "Q5a_Cutting_without_Gastrostomy",
        "Q5b_Cutting_with_Gastrostomy",
        "Q6_Dressing_and_Hygiene",
        "Q7_Turning_in_Bed",
        "Q8_Walking",
        "Q9_Climbing_Stairs",
        "Q10_Respiratory",
        "ALSFRS_Delta",
        "ALSFRS_Total",
        "ALSFRS_R_Total",
        "R_1_Dyspnea",
        "R_2_Orthopnea",
        "R_3_Respiratory_Insufficiency",
        "Mode_of_Administration",
        "ALSFRS_Responded_By",
    ]


def test_death_and_days_to_come(people, cleo):
    Patient.objects.filter(pk=people[0].pk).update(ended_on=TODAY, ended_why="died")
    rows = import_rows(
        read_csv(f"patient,date,source,weight\n{people[1].reference},2027-01-01,clinician,77\n".encode()),
        people[1].clinic,
        by=None,
        now=NOW,
        future_days=True,
        confirm=True,
    )
    data = given()

    assert rows.new == 1
    shift = Pseudonyms(SECRET).of(people[0].pk).shift
    assert [row["death_date"] for row in rows_of(data, "death")] == [str(TODAY + shift)]
    assert "77" not in {row["value_as_number"] for row in rows_of(data, "measurement")}


def test_a_group_of_few_is_not_counted(people, clinic, cleo):
    for number in range(20):
        one = new_patient(clinic, f"M-{number}", onset_cell="foot.left", birth_date=dt.date(1960, 1, 1))
        agreed(one, cleo)
    rows = rows_of(given(), "counts")

    told = {(row["age"], row["began_in"]): row["people"] for row in rows if row["people"] not in ("", "0")}
    assert told["all", "all"] == "27"
    assert min(int(number) for number in told.values()) >= 5
    assert {row["kept_back"] for row in rows if row["people"] == ""} <= {"yes"}
