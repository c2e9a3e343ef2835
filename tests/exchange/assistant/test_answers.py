"""Answers on the page: each can be changed, and what follows from it is shown anew."""

import io

import openpyxl
import pytest

from exchange.assistant.wording import meanings
from exchange.models import Import
from exchange.tables.mapping import MEANINGS
from people.models import Patient
from tests.cast import new_patient
from tests.exchange.assistant.asking_of import asked
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.tables.bringing import case, kept

AMBIGUOUS = "id,date,weight\nN-1,03/04/2024,71.5\n"


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


def test_the_first_rows_are_shown_as_they_would_become_with_each_answer(cleos, clinic):
    page = choose(cleos, AMBIGUOUS, clinic=clinic)
    assert asked(page) == [
        "“date”: is 03/04/2024 the 3 April 2024 or the 4 March 2024?",
        "Who said or measured this?",
    ]
    days = []
    for order in ("dmy", "mdy"):
        page = press(cleos, page, **{"order.date": order, "source": "clinician"})
        (row,) = page.context["rows"]
        days.append((row.patient, row.day, str(row.source), row.values))

    assert days == [
        ("N-1", "3 April 2024", "clinic", ("Weight, kg: 71.5",)),
        ("N-1", "4 March 2024", "clinic", ("Weight, kg: 71.5",)),
    ]
    assert kept(clinic) == {}


def test_a_column_is_something_else_when_that_is_chosen_and_nothing_when_it_is_left_out(cleos, clinic):
    page = choose(cleos, "id,date,source,hours\nN-1,2024-01-08,clinician,6\n", clinic=clinic)
    assert page.context["would"] is None
    page = press(cleos, page, **{"means.hours": "niv_hours"})
    assert page.context["rows"][0].values == ("Hours with the breathing machine that day: 6",)
    page = press(cleos, page, **{"means.hours": "peak_cough_flow"})
    page = press(cleos, page, **{"means.hours": "niv_hours"})
    bring(cleos, page)

    assert kept(clinic) == {("N-1", "2024-01-08", "clinician"): {"niv_hours": 6}}


def test_an_answer_to_what_is_asked_no_more_does_no_harm(cleos, clinic):
    page = choose(cleos, case("fvc_fraction.csv"), clinic=clinic)
    page = press(cleos, page, **{"unit.fvc_percent": "fraction"})
    page = press(cleos, page, **{"means.fvc_percent": "niv_hours", "unit.fvc_percent": "fraction"})

    assert page.context["wrong"] == []


def test_whose_record_it_is_can_be_said_again(cleos, clinic):
    page = press(cleos, choose(cleos, case("withings_de.csv"), clinic=clinic), patient="H-2")
    (settled,) = page.context["settled"]
    assert (settled.about, settled.words) == ("Whose record", "H-2")
    page = press(cleos, page, patient="H-1")
    bring(cleos, page)

    assert list(kept(clinic)) == [("H-1", "2024-03-27", "self")]


def test_the_same_person_is_asked_of_this_clinic_s_records_and_of_no_other(cleos, clinic, dan):
    new_patient(clinic, "00123")
    elsewhere = dan.memberships.get().patient
    file = f"id,date,source,weight\n123,2024-01-08,clinician,70\n0{elsewhere.reference},2024-01-08,clinician,70\n"
    page = choose(cleos, file, clinic=clinic)

    assert asked(page) == ["Is “123” the same person as “00123”?"]


def test_a_spreadsheet_comes_in_with_the_mapping_noted(cleos, clinic):
    book = openpyxl.Workbook()
    for row in (["Patient", "Datum", "Quelle", "Gewicht"], ["N-1", "08.01.2024", "Klinik", 71.5]):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    done = bring(cleos, choose(cleos, data.getvalue(), clinic=clinic, name="b.xlsx")).context["done"]

    assert kept(clinic) == {("N-1", "2024-01-08", "clinician"): {"weight": 71.5}}
    noted = Import.objects.get(pk=done["mark"])
    assert (noted.kind, noted.file_name, sorted(noted.mapping["columns"])) == (
        "table",
        "b.xlsx",
        ["Datum", "Gewicht", "Patient", "Quelle"],
    )


def test_a_fact_that_can_hardly_be_is_asked_about_and_left_out_or_kept(cleos, clinic):
    file = "id,date,source,weight,height\nN-1,2024-01-08,clinician,70,100\n"
    page = choose(cleos, file, clinic=clinic)
    assert len(asked(page)) == 1
    bring(cleos, press(cleos, page, **{"fact.N-1.height.sure": "out"}))

    assert Patient.objects.get(reference="N-1").height is None
    bring(cleos, press(cleos, choose(cleos, file, clinic=clinic), **{"fact.N-1.height.sure": "keep"}))
    assert Patient.objects.get(reference="N-1").height == 100


def test_everything_that_a_column_can_mean_has_its_words():
    offered = [name for _heading, group in meanings() for name, _words in group]

    assert sorted(offered) == sorted(MEANINGS)
    assert all(str(words) for _heading, group in meanings() for _name, words in group)


def test_what_came_in_leads_to_its_own_page(cleos, clinic):
    done = bring(cleos, choose(cleos, case("excel_de.csv"), clinic=clinic))

    assert cleos.get(done.context["link"]).context["noted"] == Import.objects.get()
