import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from care.asked import sealed
from people.models import AuditEvent, Membership, Patient
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import NOW, new_patient, person
from tests.reports.opened import address, entry, opened, queries, signed_in, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


PAGES = ("dashboard", "picture/spread", "numbers/spread", "summary", "progress")


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_finds_nobody(record, dan, name):
    assert opened(dan, name, record).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_three_who_belong_to_a_record_find_it(record, ada, ben, cleo, name):
    assert [opened(user, name, record).status_code for user in (ada, ben, cleo)] == [200, 200, 200]


def test_a_revoked_grant_ends_with_the_next_page(record, ben):
    Membership.objects.filter(user=ben).update(ends_at=timezone.now())

    assert opened(ben, "dashboard", record).status_code == 404


def test_looking_and_printing_are_audited_and_asking_for_progress_is_not(record, cleo):
    for name in ("dashboard", "summary", "progress"):
        opened(cleo, name, record)

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "user", "patient")) == [
        ("view", cleo.pk, record.pk),
        ("print", cleo.pk, record.pk),
    ]


@pytest.mark.parametrize("name", ["home", *PAGES])
def test_the_pages_only_show(record, cleo, name):
    client = signed_in(cleo)
    patient = None if name == "home" else record

    assert client.post(address(name, patient)).status_code == 405


def test_home_of_the_person_greets_them_and_offers_to_log(record, ada):
    page = text(opened(ada))

    assert "Hello Ada" in page
    assert "Hello Ada Begin" in page


def test_home_of_a_caregiver_is_that_of_the_person(record, ben):
    assert opened(ben).context["record"].patient == record


def test_home_of_a_clinician_is_the_worklist(record, cleo):
    assert opened(cleo).headers["Location"] == reverse("worklist")


def test_home_of_nobodys_record_is_an_invitation(db):
    assert "Start my own record" in text(opened(person("Eve")))


def test_home_of_several_records_asks_whose(record, ben, clinic):
    other = new_patient(clinic, "B-2", name="Bea")
    Membership.objects.create(user=ben, patient=other, role="patient", access="write", granted_by=ben)

    today = "{} Today can be written down. Can look and write"
    assert f"Whose record? {today.format('Ada')} {today.format('My own')}" in text(opened(ben))
    assert opened(ben, person=other.pk).context["record"].patient == other
    assert "Whose record?" in text(opened(ben, person="nobody"))


def test_home_of_a_clinician_with_a_record_of_their_own_offers_both(record, cleo, clinic):
    own = new_patient(clinic, "C-1", name="Cleo")
    Membership.objects.create(user=cleo, patient=own, role="patient", access="write", granted_by=cleo)

    assert "My own Today can be written down. Can look and write The patients of my clinic" in text(opened(cleo))


def test_home_tells_what_was_said_today(record, ada, ben):
    entry(record, ada, local_day(record, timezone.now()), weakness__speech=4, fatigue__now=2)

    saved = r"Saved \d\d:\d\d by Ada for [^.]+\..* It is about: weakness, tiredness\."
    assert re.search(saved + " Undo Add or change something", text(opened(ada)))
    assert re.search(saved + " No change since", text(opened(ben)))


def test_home_of_one_who_may_only_read_offers_no_logging(record, ben):
    Membership.objects.filter(user=ben).update(access="read")
    page = opened(ben).content.decode()

    assert reverse("check_in", args=[record.pk]) not in page.partition("<main")[2]
    assert reverse("measurement", args=[record.pk]) not in page


def test_home_shows_flags_with_the_fixed_sentences(record, ada, cleo):
    followed(record, ada, cleo, 120)

    page = text(opened(ada))

    assert "Please tell your care team in the next day or two." in page
    assert "This message is only on your screen. Nobody has been told." in page
    assert "In an emergency, call your emergency number. Nobody reads this page for you." in page
    assert "How to reach your care team" in page


def test_two_low_oxygen_readings_of_one_day_ask_for_a_call_of_the_emergency_number(record, ada):
    now = timezone.now()
    today = local_day(record, now)
    low = {"spo2": 87, "spo2_second": 86}
    verbs.record_measurement(record, today, low, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)

    page = text(opened(ada))

    assert "Call your emergency number now." in page
    assert "Readings can be wrong. It still needs a check now." in page
    assert "start or change oxygen unless your team tells you." in page
    assert "If you have an advance care plan or a decision about treatment, keep it with you." in page


def test_high_oxygen_readings_are_met_with_silence(record, ada):
    now = timezone.now()
    high = {"spo2": 98, "spo2_second": 98}
    verbs.record_measurement(record, local_day(record, now), high, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)

    assert "From what was written" not in text(opened(ada))


def test_the_worklist_is_for_clinicians(record, ada):
    assert opened(ada, "worklist").headers["Location"] == reverse("home")


def test_the_worklist_says_who_and_why(record, ada, cleo):
    followed(record, ada, cleo, 120)

    response = opened(cleo, "worklist")
    (row,) = response.context["rows"]

    assert "Ada A-1" in text(response)
    assert [reason.kind for reason in row.reasons] == ["waiting", "quiet", "due"]
    assert all(reason.text in text(response) for reason in row.reasons)
    assert "Last entry 2 Mar 2026" in text(response)


def test_a_search_that_finds_nobody_says_so(record, cleo):
    assert "Nobody here has “Zoe” in their name or reference." in text(opened(cleo, "worklist", **sealed({"q": "Zoe"})))


def test_who_is_searched_for_stands_in_no_address(record, cleo):
    client = signed_in(cleo)
    told = client.post(reverse("worklist"), {"q": " Ada ", "group": "all", "owner": "", "sort": "name"})
    address = told["Location"]
    page = client.get(address)

    assert (told.status_code, "Ada" in address, address.partition("q=")[0]) == (
        302,
        False,
        "/patients/?group=all&sort=name&",
    )
    assert [row.patient.pk for row in page.context["rows"]] == [record.pk]
    assert page.context["asked"].search == "Ada"


@pytest.mark.parametrize("said", ["Zoe", "Zoë", "\u202e", "9" * 5000])
def test_what_this_site_did_not_seal_is_no_search(record, cleo, said):
    assert opened(cleo, "worklist", q=said).context["asked"].search == ""


def test_a_clinic_without_patients_is_told_how_to_begin(cleo):
    assert "No patients yet. Add a patient" in text(opened(cleo, "worklist"))


def test_a_long_worklist_has_pages_that_keep_the_search(clinic, cleo):
    Patient.objects.bulk_create([Patient(clinic=clinic, reference=f"P-{n}", time_zone="UTC") for n in range(60)])

    search = sealed({"q": "P-"})
    page = opened(cleo, "worklist", **search)

    assert "Page 1 of 2, 60 people" in text(page)
    assert f'href="?{urlencode(search)}&amp;page=2"' in page.content.decode()


def test_the_worklist_takes_as_many_queries_for_fifty_as_for_one(record, ada, cleo, clinic):
    followed(record, ada, cleo, 30)
    opened(cleo, "worklist")  # brings the list up to date
    one = queries(cleo, "worklist")
    for n in range(49):
        maker.refresh(new_patient(clinic, f"P-{n}").pk, now=NOW)

    opened(cleo, "worklist")

    assert queries(cleo, "worklist") == one == 10
