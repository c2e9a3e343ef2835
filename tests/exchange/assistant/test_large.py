"""A large file through the pages: handed to a worker, watched, answered, run again."""

import datetime as dt
import html

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange import large, running
from exchange.assistant.asking import field_of
from exchange.fhir.write import bundle_of
from exchange.imports.taking_back import take_back
from exchange.models import LargeFile
from people.models import Clinic, Patient, User
from people.records import named_author
from symptoms.models import Measurement, Treatment
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import exported, undone
from tests.exchange.assistant.pages import choose
from tests.symptoms.write.bringing import bring_in

ROWS = 40
BORN = dt.date(1960, 5, 1)
RILUZOLE = {"kind": "riluzole", "start": TODAY, "source": "clinician", "now": NOW}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cleos(client, cleo, monkeypatch):
    monkeypatch.setattr(large, "LARGE", 500)
    client.force_login(cleo)
    return client


def table(rows=ROWS, first="70,5"):
    days = [dt.date(2026, 1, 1) + dt.timedelta(number) for number in range(rows)]
    lines = [f"A-1;{day};{first if not number else '70,5'}" for number, day in enumerate(days)]
    return "\n".join(["subject_id;visit_date;weight_kg", *lines, ""])


def work():
    """What a worker does with the file."""
    file = LargeFile.objects.get()
    running.run(str(file.pk), now=timezone.now())
    file.refresh_from_db()
    return file


def page_of(client):
    return client.get(reverse("import_large", args=[LargeFile.objects.get().pk]))


def test_it_is_handed_to_a_worker_who_asks_and_is_answered(cleos, clinic, record):
    page = choose(cleos, table(), clinic=clinic, name="weights.csv")
    assert page.redirect_chain == [(reverse("import_large", args=[LargeFile.objects.get().pk]), 302)]
    assert page.context["on_its_way"]

    assert work().state == "asked"
    page = page_of(cleos)
    assert [asked.sentence for asked in page.context["questions"]] == ["Who said or measured this?"]
    assert not Measurement.objects.exists()

    cleos.post(page.request["PATH_INFO"], {field_of("source"): "clinician"})
    assert work().state == "done"
    page = page_of(cleos)
    assert (page.context["done"]["new"], page.context["done"]["people"]) == (ROWS, 1)
    assert LargeFile.objects.get().imported.by.name == "Cleo"
    assert reverse("import_of", args=[LargeFile.objects.get().imported_id]) in page.content.decode()


def test_what_it_says_wrong_is_told_with_its_line_and_nothing_is_in(cleos, clinic, record):
    choose(cleos, table(first="heavy"), clinic=clinic)
    work()
    page = page_of(cleos)
    cleos.post(page.request["PATH_INFO"], {field_of("source"): "clinician"})
    assert work().state == "refused"

    page = page_of(cleos)
    assert LargeFile.objects.get().told["problems"] == [
        "Line 2, column weight_kg: “heavy” was found, a number from 20 to 300 kg is allowed."
    ]
    assert page.context["again"]
    assert not Measurement.objects.exists()


def test_values_that_can_hardly_be_are_right_with_one_press(cleos, clinic, record):
    choose(cleos, table(first="157,4"), clinic=clinic)
    work()
    cleos.post(page_of(cleos).request["PATH_INFO"], {field_of("source"): "clinician"})
    assert work().state == "asked"
    page = page_of(cleos)
    assert (len(page.context["questions"]), page.context["values_asked"]) == (1, True)

    cleos.post(page.request["PATH_INFO"], {"do": "right"})
    assert work().state == "done"
    assert Measurement.objects.count() == ROWS


def test_work_that_stopped_in_the_middle_is_told_and_run_again_with_one_press(cleos, clinic, record):
    choose(cleos, table(), clinic=clinic)
    long_ago = timezone.now() - dt.timedelta(hours=1)
    LargeFile.objects.update(state="under way", seen_at=long_ago, answers={"source": "self"}, tries=2)
    page = page_of(cleos)
    assert (page.context["lost"], page.context["again"]) == (True, True)

    cleos.post(page.request["PATH_INFO"])
    assert work().state == "done"


def test_while_it_is_under_way_it_is_not_run_twice(cleos, clinic, record):
    choose(cleos, table(), clinic=clinic)
    LargeFile.objects.update(state="under way", seen_at=timezone.now(), rows=40, rows_done=10)
    page = cleos.post(reverse("import_large", args=[LargeFile.objects.get().pk]), follow=True)

    assert [str(each) for each in page.context["messages"]] == ["This file is under way, or it is in already."]
    assert "10 of 40 rows are worked out." in page.content.decode()


def test_nobody_else_sees_it(cleos, clinic, record, ada, dan, client):
    choose(cleos, table(), clinic=clinic)
    at = reverse("import_large", args=[LargeFile.objects.get().pk])
    for user in (ada, dan, User.objects.create_user("new@example.org")):
        client.force_login(user)
        assert [client.get(at).status_code, client.post(at).status_code] == [404, 404]
        assert client.get(reverse("large_progress", args=[LargeFile.objects.get().pk])).status_code == 404


def archive_of(days):
    """A complete record of a person of another site, weighed on so many days."""
    with undone():
        patient = Clinic.objects.create(name="Far Clinic").patients.create(
            reference="D-9", name="Ada Whitfield", birth_date=BORN
        )
        lines = [f"D-9,{dt.date(2026, 1, 1) + dt.timedelta(day)},self,70,," for day in range(days)]
        bring_in(patient.clinic, *lines)
        verbs.record_treatment(patient, by=named_author("Eve", "eve"), **RILUZOLE)
        return exported(Patient.objects.filter(pk=patient.pk))


def test_a_complete_record_asks_who_is_who_comes_in_and_is_taken_back_as_a_whole(cleos, clinic, monkeypatch):
    monkeypatch.setattr(large, "LARGE_WORKBOOK", 500)
    here = clinic.patients.create(reference="A-1", name="Ada Whitfield", birth_date=BORN)
    choose(cleos, archive_of(3), clinic=clinic, name="alsweak.zip")
    assert work().state == "asked"
    page = page_of(cleos)
    assert [asked.sentence for asked in page.context["questions"]] == [
        "“D-9” has the name and the date of birth of “A-1”. Is it the same person?"
    ]
    assert not Measurement.objects.exists()

    cleos.post(page.request["PATH_INFO"], {field_of("alike.D-9"): "A-1"})
    file = work()
    assert (file.state, file.rows, file.rows_done, file.imported.kind) == ("done", 3, 3, "archive")
    assert page_of(cleos).context["done"] == {
        "people": 1,
        "new": 4,
        "unchanged": 1,
        "corrected": 0,
        "confirmed": 0,
        "created": [],
        "facts": 0,
        "notes": [],
    }
    assert (here.measurements.count(), here.treatments.count()) == (3, 1)

    take_back(file.imported, by=file.by, now=timezone.now())
    assert not Measurement.objects.standing().exists()
    assert not Treatment.objects.standing().exists()


def test_values_of_a_bundle_that_can_hardly_be_are_right_with_one_press(cleos, clinic, record):
    with undone():
        bring_in(clinic, "A-1,2026-01-02,self,140,,")
        bundle = bundle_of(record)
    bring_in(clinic, "A-1,2026-01-01,self,70,,")
    choose(cleos, bundle, clinic=clinic, name="bundle.json")
    assert work().state == "asked"
    page = page_of(cleos)
    assert (len(LargeFile.objects.get().told["doubts"]), page.context["values_asked"]) == (1, True)
    assert LargeFile.objects.get().told["doubts"][0] in html.unescape(page.content.decode())
    assert Measurement.objects.count() == 1

    cleos.post(page.request["PATH_INFO"], {"do": "right"})
    assert work().state == "done"
    assert Measurement.objects.count() == 2


def test_a_complete_record_of_a_clinic_where_one_may_not_write_is_refused(cleos, clinic, monkeypatch):
    monkeypatch.setattr(large, "LARGE_WORKBOOK", 500)
    elsewhere = Clinic.objects.create(name="Far Clinic").patients.create(reference="D-9")
    choose(cleos, exported(Patient.objects.filter(pk=elsewhere.pk)), clinic=clinic, name="alsweak.zip")

    assert work().state == "refused"
    assert LargeFile.objects.get().told["problems"] == [
        "people.csv, Line 2, column id: You can't write in this record."
    ]


def test_a_table_of_ours_that_takes_lines_back_does_so(cleos, clinic, record):
    bring_in(clinic, *(f"A-1,2026-01-{day:02},self,70,," for day in range(1, 31)))
    lines = "".join(f"A-1,2026-01-{day:02},self,yes\n" for day in range(1, 30))
    choose(cleos, "patient,date,source,retract\n" + lines, clinic=clinic)

    assert work().state == "done"
    assert [str(entry.day) for entry in Measurement.objects.standing()] == ["2026-01-30"]
