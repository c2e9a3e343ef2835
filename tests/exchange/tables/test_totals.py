"""Totals and half points of other people's tables: kept as what they are, or left out in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.vocabulary import FUNCTION_ITEMS
from exchange.csv import CsvRefused, csv_parts, read_csv
from exchange.importing import import_rows
from people.models import Clinic, Patient
from symptoms.derive import maker
from symptoms.models import FunctionCheck
from tests.cast import NOW, TODAY
from tests.exchange.tables.bringing import brought, kept, questions
from tests.exchange.test_round_trip import a_clinic

HEAD = "patient,date,source,"
ITEMS = [f"function.{item}" for item in FUNCTION_ITEMS]
GIVEN = "function.total_given"


@pytest.fixture
def clinic(db):
    return Clinic.objects.create(name="North Clinic")


def test_a_total_of_the_clinic_is_kept_without_a_question(clinic):
    file = HEAD + "ALSFRS-R total\nA-1,2026-01-08,clinic,41\n"

    assert questions(file, clinic) == {}
    assert kept(clinic) == {("A-1", "2026-01-08", "clinician"): {GIVEN: 41}}
    assert "Totals without all of their items, kept as the clinic gave them and never split: line 2 (41)." in (
        brought(file, clinic).done.notes
    )


def test_a_total_that_somebody_else_gives_is_left_out_once_that_was_said(clinic):
    file = HEAD + "total,weight\nA-1,2026-01-08,self,41,70\n"

    assert questions(file, clinic) == {"totals": (("out",), None)}
    done = brought(file, clinic, totals="out").done
    assert kept(clinic) == {("A-1", "2026-01-08", "self"): {"weight": 70}}
    assert "Totals without all of their items, left out: line 2 (41)." in done.notes


@pytest.mark.parametrize("total", ["49", "-1", "many"])
def test_a_total_that_can_not_be_is_refused_with_its_place(clinic, total):
    with pytest.raises(CsvRefused) as refused:
        brought(HEAD + f"total\nA-1,2026-01-08,clinician,{total}\n", clinic)

    assert str(refused.value) == (f"Line 2, column total: “{total}” was found, a whole number from 0 to 48 is allowed.")


def test_a_total_that_a_line_names_is_kept_too(clinic):
    brought("patient,date,source,measure,value\nA-1,2026-01-08,clinician,ALSFRS-R total,41\n", clinic)

    assert kept(clinic) == {("A-1", "2026-01-08", "clinician"): {GIVEN: 41}}


def test_a_mapping_that_says_it_by_our_own_name_keeps_no_one_else_s(clinic):
    file = HEAD + f"{GIVEN},weight\nA-1,2026-01-08,self,41,70\nA-1,2026-01-09,clinician,40,70\n"
    brought(file, clinic, totals="out")

    assert kept(clinic) == {
        ("A-1", "2026-01-08", "self"): {"weight": 70},
        ("A-1", "2026-01-09", "clinician"): {GIVEN: 40, "weight": 70},
    }


def test_our_own_file_refuses_a_total_of_somebody_else(clinic):
    with pytest.raises(CsvRefused) as refused:
        read_csv((HEAD + f"{GIVEN}\nA-1,2026-01-08,caregiver,41\n").encode())

    assert str(refused.value) == (
        f"Line 2, column {GIVEN}: A total without its items is kept only as a clinic gave it."
    )


HALF = HEAD + "function.speech,function.walking,total\nA-1,2026-01-08,clinician,2.5,3,39.5\n"


def test_half_points_are_not_recorded_unless_it_is_said_otherwise(clinic):
    done = brought(HALF, clinic).done

    assert kept(clinic) == {("A-1", "2026-01-08", "clinician"): {"function.walking": 3}}
    assert done.notes[-1] == (
        "Half points, read as not recorded: line 2, column function.speech (2.5), line 2, column total (39.5)."
    )


def test_half_points_that_are_rounded_down_are_marked_and_the_mark_goes_out_and_comes_back(clinic):
    done = brought(HALF, clinic, half_points="down").done
    said = {"function.speech": 2, "function.walking": 3, GIVEN: 39}
    text = "".join(csv_parts(clinic.patients.all(), hidden=frozenset()))
    elsewhere = Clinic.objects.create(name="South Clinic")
    import_rows(read_csv(text.encode()), elsewhere, by=None, now=NOW)

    assert kept(clinic) == {("A-1", "2026-01-08", "clinician"): said}
    assert done.notes[1] == (
        "Half points, rounded down and marked: line 2, column function.speech (2.5), line 2, column total (39.5)."
    )
    assert [entry.confirmed for entry in FunctionCheck.objects.order_by("patient__clinic__name")] == [
        ["function.speech", GIVEN]
    ] * 2
    assert "".join(csv_parts(elsewhere.patients.all(), hidden=frozenset())) == text


def test_a_mapping_remembers_how_half_points_are_read(clinic):
    mapping = brought(HALF, clinic, half_points="down").proposal.mapping
    again = brought(HALF.replace("A-1", "A-2"), clinic, mapping=mapping, accept=False)

    assert mapping.half_points == "down"
    assert again.done.new == 1


CELL = st.sampled_from(["", *"01234"])
LINE = st.tuples(
    st.sampled_from(["self", "clinician"]),
    st.lists(CELL, min_size=12, max_size=12) | st.just(["3"] * 12),
    st.none() | st.integers(0, 48),
)


@pytest.mark.django_db
@given(st.lists(LINE, min_size=1, max_size=6))
@settings(max_examples=40)
def test_whatever_the_table_a_total_is_kept_as_given_and_changes_no_other_number(lines):
    """The same table with and without its totals gives the same checks, stages and slopes."""
    reports = []
    for with_totals in (True, False):
        clinic = a_clinic()
        rows = []
        for number, (source, items, total) in enumerate(lines):
            given_total = "" if total is None or not with_totals else total
            rows.append(f"A-1,2025-0{number + 1}-08,{source},{','.join(items)},{given_total},70")
        file = HEAD + ",".join(ITEMS) + ",total,weight\n" + "\n".join(rows) + "\n"
        lost = any(
            total is not None and source == "self" and "" in items for source, items, total in lines if with_totals
        )
        brought(file, clinic, confirm=True, **({"totals": "out"} if lost else {}))
        reports.append(maker.report_of(Patient.objects.get(clinic=clinic), TODAY).report)
    with_them, without = reports

    assert [(each.total, each.computed) for each in with_them.totals_given] == [
        (total, sum(map(int, items)) if "" not in items else None)
        for source, items, total in lines
        if total is not None and source == "clinician"
    ]
    assert without.totals_given == ()
    assert (with_them.function, with_them.trends, with_them.flags, with_them.involvement) == (
        without.function,
        without.trends,
        without.flags,
        without.involvement,
    )


def test_free_notes_beside_what_is_recorded_are_left_out_and_that_is_said(clinic):
    done = brought(HEAD + "weight,Notes\nA-1,2026-01-08,self,70,legs heavy\n", clinic)

    assert kept(clinic) == {("A-1", "2026-01-08", "self"): {"weight": 70}}
    assert done.proposal.notes == ("Left out: Notes.", "A record has no place for the free notes of a day: Notes.")
