"""A file into one record, by the person or by who writes in it: never into another's, and nothing of others is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.models import Import, KeptFile
from people.models import Patient
from symptoms.models import CheckIn, Measurement
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import new_patient
from tests.exchange.archive.carrying import exported
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.tables.bringing import case, kept


@pytest.fixture
def adas(client, ada):
    client.force_login(ada)
    return client


def archive(*records):
    return exported(Patient.objects.filter(pk__in=[record.pk for record in records]))


def title(page):
    html = page.content.decode()
    return " ".join(html.partition("<h1")[2].partition(">")[2].partition("</h1>")[0].split())


def test_ada_brings_in_what_her_scale_wrote_and_is_asked_neither_who_nor_whose(adas, record):
    page = choose(adas, case("withings_de.csv"), record=record)
    assert (title(page), page.context["would"]["new"]) == ("Shall this come in?", 1)
    done = bring(adas, page, record)

    assert title(done) == "It came in"
    assert kept(record.clinic) == {("A-1", "2024-03-27", "self"): {"weight": 69.6}}
    noted = Import.objects.get()
    assert ([patient.pk for patient in noted.patients.all()], noted.by.name) == ([record.pk], "Ada")


@pytest.mark.parametrize(("who", "source"), [("ada", "self"), ("ben", "caregiver"), ("cleo", "clinician")])
def test_who_said_it_follows_from_who_brings_it(client, record, ada, ben, cleo, who, source):
    client.force_login({"ada": ada, "ben": ben, "cleo": cleo}[who])
    bring(client, choose(client, case("withings_de.csv"), record=record), record)

    assert list(kept(record.clinic)) == [("A-1", "2024-03-27", source)]


def test_a_file_about_several_people_is_refused_in_a_sentence(adas, record):
    page = choose(adas, "id,date,weight\nA-1,2024-01-08,70\nB-2,2024-01-08,80\n", record=record)

    told = "This file is about 2 people (“A-1”, “B-2”). Only the rows of one can come in here."
    assert [each.told for each in page.context["wrong"]] == [told]
    assert (bring(adas, page, record).status_code, kept(record.clinic)) == (422, {})


def test_our_table_about_several_people_is_refused_in_the_same_words(adas, record):
    file = "patient,date,source,weight\nA-1,2024-01-08,self,70\nB-2,2024-01-08,self,80\n"
    page = choose(adas, file, record=record)

    told = "This file is about 2 people (“A-1”, “B-2”). Only the rows of one can come in here."
    assert [each.told for each in page.context["wrong"]] == [told]


@pytest.mark.parametrize("head", ["patient,date,source,weight", "ID,Datum,Source,Gewicht"])
def test_a_reference_that_is_another_s_here_touches_only_the_own_record(adas, record, head):
    other = new_patient(record.clinic, "B-2")
    bring(adas, choose(adas, f"{head}\nB-2,2024-01-08,self,70\n", record=record), record)

    assert kept(record.clinic) == {("A-1", "2024-01-08", "self"): {"weight": 70}}
    assert not Measurement.objects.filter(patient=other).exists()


@pytest.mark.parametrize("head", ["patient,date,source,weight", "ID,Datum,Source,Gewicht"])
def test_what_the_clinic_said_can_t_be_brought_in_by_the_person(adas, record, head):
    page = choose(adas, f"{head}\nA-1,2024-01-08,self,70\nA-1,2024-01-15,clinician,71\n", record=record)
    note = "Somebody else said what is in line 3, and only they can bring it in: left out."
    assert note in page.context["would"]["notes"]
    bring(adas, page, record)

    assert kept(record.clinic) == {("A-1", "2024-01-08", "self"): {"weight": 70}}


def test_a_question_is_a_page_of_its_own_and_an_answer_leads_to_the_next(adas, record):
    page = choose(adas, "date;weight;note\n03/04/2024;71,5;-\n10/04/2024;155;-\n12/04/2024;71,2;-\n", record=record)
    seen = []
    answers = iter([{"order.date": "dmy"}, {"value.3.weight": "lb"}])
    while "asked" in page.context:
        seen.append(page.context["asked"].sentence)
        page = press(adas, page, record=record, **next(answers))
    bring(adas, page, record)

    assert seen == [
        "“date”: is 03/04/2024 the 3 April 2024 or the 4 March 2024?",
        "Line 3, column weight: 155 kg? The last weight was 71.5 kg on 3 April 2024. Pounds would be 70.3 kg.",
    ]
    assert [values["weight"] for _key, values in sorted(kept(record.clinic).items())] == [71.5, 70.3, 71.2]


def test_what_can_t_be_read_is_left_out_with_one_press(adas, record):
    page = choose(adas, "date,weight\n2024-01-08,71.5\n2024-01-15,heavy\n", record=record)
    assert title(page) == "This can't come in as it is"
    page = press(adas, page, "leave_out", record)
    bring(adas, page, record)

    assert kept(record.clinic) == {("A-1", "2024-01-08", "self"): {"weight": 71.5}}


def test_a_column_of_numbers_that_nobody_knows_is_asked_about(adas, record):
    page = choose(adas, case("two_tables.csv"), record=record)
    page = press(adas, page, record=record, table="2")
    assert title(page) == "What is in the column “Pain Level”?"
    page = press(adas, page, record=record, **{"means.Pain Level": "cramps.worst_pain"})
    bring(adas, page, record)

    assert kept(record.clinic) == {("A-1", "2024-03-27", "self"): {"cramps.worst_pain": 5}}


def test_her_own_complete_record_goes_back_into_it_and_makes_no_second_person(adas, record, ada):
    day = local_day(record, timezone.now())
    entry = verbs.record_check_in(record, day, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now()).entry
    zipped = archive(record)
    verbs.retract(entry, by=ada)
    bring(adas, choose(adas, zipped, record=record, name="mine.zip"), record)

    assert CheckIn.objects.standing().filter(patient=record).count() == 1
    assert Patient.objects.filter(clinic=record.clinic).count() == 1


@pytest.mark.parametrize("whose", ["another's", "both"])
def test_the_complete_record_of_another_is_refused_and_nothing_of_them_is_told(adas, record, dan, whose):
    other = dan.memberships.get().patient
    zipped = archive(other) if whose == "another's" else archive(other, record)
    page = choose(adas, zipped, record=record, name="a.zip")

    told = "This is not the complete record of this person. Only their own can come in here."
    assert [each.told for each in page.context["wrong"]] == [told]
    assert other.reference not in page.content.decode()
    assert bring(adas, page, record).status_code == 422
    assert not Import.objects.exists()


def test_cleo_brings_no_complete_record_into_a_clinic_that_is_not_hers(client, cleo, clinic, dan):
    client.force_login(cleo)
    other = dan.memberships.get().patient
    page = choose(client, archive(other), clinic=clinic, name="a.zip")

    assert [each.told for each in page.context["wrong"]] == [
        "people.csv, Line 2, column id: You can't write in this record."
    ]
    assert (bring(client, page).status_code, Import.objects.count()) == (422, 0)


def test_cleo_brings_the_complete_record_of_a_patient_of_hers_back(client, cleo, clinic, record):
    client.force_login(cleo)
    zipped = archive(record)
    Patient.objects.filter(pk=record.pk).update(birth_date=None)
    done = bring(client, choose(client, zipped, clinic=clinic, name="a.zip")).context["done"]

    assert (done["corrected"], done["people"], done["created"]) == (1, 1, [])
    record.refresh_from_db()
    assert str(record.birth_date) == "1960-05-01"


def test_ben_does_not_find_the_file_that_waits_for_ada(client, record, ada, ben):
    client.force_login(ada)
    choose(client, case("withings_de.csv"), record=record)
    client.force_login(ben)
    page = client.get(reverse("import_own_look", args=[record.pk]))

    assert (page.status_code, page["Location"]) == (302, reverse("import_own", args=[record.pk]))
    assert KeptFile.objects.get().user == ada


def test_a_file_that_is_too_large_is_told_with_what_to_do(adas, record, settings):
    settings.ALSWEAK_IMPORT_MAX_BYTES = 1_000_000
    page = choose(adas, b"x" * 1_000_001, record=record)

    assert page.status_code == 413
    assert page.context["form"].errors["file"] == ["The file is larger than 1 MB. Send it in parts."]
