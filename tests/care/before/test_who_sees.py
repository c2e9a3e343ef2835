"""Who is shown what was said before a visit, on the page, on paper, by the API and in a copy."""

import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.archive.reader import reader_of
from exchange.archive.write import write_archive
from people import consent, tokens
from people.access import Verb, open_record
from people.models import Membership, Patient
from symptoms.derive.tasks import refresh
from tests.care.before.asking import ben_says_everything, page_of, said, visit_coming
from tests.cast import NOW, person
from tests.exchange.archive.carrying import files_of

pytestmark = pytest.mark.django_db

ABOUT_ADA = {"changed", "tasks", "nights", "choking", "matter_1"}
ABOUT_BEN = {"strain", "would_help", "lifting", "injury"}
# What of Ben's words each is shown on a page; "eve" helps too, "rita" reads for the clinic.
SHOWN = {
    ("", False): dict.fromkeys(("ada", "eve", "cleo", "rita"), ABOUT_ADA),
    ("team", False): {
        "ada": ABOUT_ADA,
        "eve": ABOUT_ADA,
        "cleo": ABOUT_ADA | {"behaviour"},
        "rita": ABOUT_ADA,
    },
    ("all", False): dict.fromkeys(("ada", "eve", "cleo", "rita"), ABOUT_ADA | {"behaviour"}),
    ("", True): {
        "ada": ABOUT_ADA,
        "eve": ABOUT_ADA,
        "cleo": ABOUT_ADA | ABOUT_BEN,
        "rita": ABOUT_ADA | ABOUT_BEN,
    },
}
WORDS = {  # as the pages say it
    "changed": "Chokes on tea.",
    "tasks": "Washing; Dressing",
    "nights": "Nights woken to help, a week",
    "choking": "Cough or choke at meals",
    "matter_1": "Aids for every day",
    "behaviour": "Change in behaviour",
    "strain": "How hard caring is, 0 to 10",
    "would_help": "A free evening.",
    "lifting": "Safe when lifting",
    "injury": "Injury from lifting",
}


@pytest.fixture
def cast(record, ada, ben, cleo, clinic, client):
    visit_coming(record, cleo)
    people = {"ada": ada, "ben": ben, "cleo": cleo, "eve": person("Eve"), "rita": person("Rita")}
    consent.grant(record, people["eve"], role="caregiver", access="read", by=ada)
    Membership.objects.create(user=people["rita"], clinic=clinic, role="reader", access="read")
    return people


def agreed(record, ada):
    """Ada's record is kept by a clinic with which what caregivers say about themselves is shared."""
    consent.note_clinic(record, by=ada, basis=Membership.Basis.SELF, shares=["caregiver"])


def of_page(client, record, user):
    client.force_login(user)
    html = client.get(page_of(record)).content.decode()
    said = html.partition("<h1")[2]
    lists = said[said.find("What Ben said") :] if "What Ben said" in said else said
    return {name for name, text in WORDS.items() if text in lists}


def of_print(client, record, user):
    client.force_login(user)
    html = client.get(reverse("summary", args=[record.pk])).content.decode()
    return {name for name, text in WORDS.items() if text in html}


def of_api(client, record, user):
    client.force_login(user)
    found = client.get(f"/api/v1/patients/{record.pk}/before-visit/").json()["results"]
    return {each["question"] for each in found if each["author"] == "Ben"}


def of_copy(record, user):
    file = io.BytesIO()
    reader = reader_of([open_record(user, record.pk, Verb.VIEW)], user)
    write_archive(Patient.objects.filter(pk=record.pk), file, made_at=NOW, reader=reader)
    lines = files_of(file.getvalue())["visit_answers.csv"].decode().splitlines()[1:]
    return {line.split(",")[3] for line in lines}


@pytest.mark.parametrize(("shown_to", "shares"), SHOWN)
def test_what_ben_says_is_shown_as_the_table_says(client, record, cast, shown_to, shares):
    if shares:
        agreed(record, cast["ada"])
    ben_says_everything(record, cast["ben"], shown_to=shown_to)
    refresh(str(record.pk))
    wanted = SHOWN[shown_to, shares]

    found = {name: of_page(client, record, cast[name]) for name in wanted}
    assert found == wanted
    assert {name: of_api(client, record, cast[name]) for name in wanted} == wanted
    assert {name: of_copy(record, cast[name]) for name in wanted} == wanted
    paper = ABOUT_ADA | ({"behaviour"} if shown_to == "all" else set())
    printed = {name: of_print(client, record, cast[name]) for name in (*wanted, "ben")}
    assert printed == dict.fromkeys((*wanted, "ben"), paper)


def test_ben_sees_all_of_his_own_on_his_page(client, record, cast):
    ben_says_everything(record, cast["ben"])
    client.force_login(cast["ben"])
    html = client.get(page_of(record)).content.decode()

    assert {name for name, text in WORDS.items() if text in html} == set(WORDS)
    assert of_api(client, record, cast["ben"]) == set(WORDS)


def test_a_program_of_the_clinic_is_given_nothing_that_is_somebodys_own(client, record, cast):
    agreed(record, cast["ada"])
    ben_says_everything(record, cast["ben"], shown_to="team")
    how = {"scope": "read", "patients": None, "lasts": tokens.USUAL, "two_factors": False, "now": timezone.now()}
    _token, secret = tokens.make_for_clinic(record.clinic, "Laboratory", by=cast["cleo"], **how)
    found = client.get(f"/api/v1/patients/{record.pk}/before-visit/", headers={"Authorization": f"Bearer {secret}"})

    assert {each["question"] for each in found.json()["results"]} == ABOUT_ADA


def test_the_screen_of_the_clinic_counts_no_more_than_it_shows(client, record, cast):
    ben_says_everything(record, cast["ben"])
    said(record, cast["ada"], "planning", "not_now")
    refresh(str(record.pk))
    client.force_login(cast["cleo"])
    html = client.get(reverse("dashboard", args=[record.pk])).content.decode()

    assert "5 things to talk about" in html
    assert "Planning ahead: Not now" in html
    assert not any(WORDS[name] in html for name in (*ABOUT_BEN, "behaviour"))


def test_what_was_said_stands_on_the_page_of_a_visit(client, record, cast):
    said(record, cast["ada"], "matter_1", "falls")
    client.force_login(cast["cleo"])
    html = client.get(reverse("new_visit", args=[record.pk])).content.decode()

    assert "To talk about: <strong>Falls</strong>" in html


def test_the_sheet_keeps_its_lines_for_the_pen_where_nothing_was_said(client, record, cast):
    refresh(str(record.pk))
    client.force_login(cast["ada"])
    at = reverse("summary", args=[record.pk])
    blank = client.get(at).content.decode()
    said(record, cast["ada"], "matter_1", "falls")
    said(record, cast["ada"], "planning", "yes")
    filled = client.get(at).content.decode()

    assert ('<ol class="by-hand">' in blank, '<ol class="by-hand">' in filled) == (True, False)
    assert "<ol><li>Falls</li></ol>" in filled
    assert ('<span class="tick">✓</span> Yes' in blank, '<span class="tick">✓</span> Yes' in filled) == (False, True)


def test_the_api_says_it_as_the_pages_do(client, record, cast):
    at = f"/api/v1/patients/{record.pk}/before-visit/"
    mine = f"{at}0b0d5b0e-0f4e-4f0c-9d5e-7c3a8c6f1a11/"
    sent = {"content_type": "application/json"}
    client.force_login(cast["ada"])
    answers = [client.put(mine, json.dumps({"question": "matter_1", "answer": ["falls"]}), **sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    wrong = client.put(mine, json.dumps({"question": "matter_1", "answer": ["sleep"]}), **sent)
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (409, "application/problem+json")
    strange = client.post(at, json.dumps({"question": "matter_2", "answer": ["cure"]}), **sent)
    assert (strange.status_code, client.post(f"{mine}talked/", "{}", **sent).status_code) == (400, 403)
    client.force_login(cast["cleo"])
    assert client.post(f"{mine}talked/", "{}", **sent).json()["talked"]["by"] == "Cleo"
    assert client.delete(f"{mine}talked/").status_code == 204
    assert client.get(mine).json()["talked"] is None
    assert client.delete(mine).status_code == 403
    client.force_login(cast["ada"])
    assert client.delete(mine).status_code == 204
    assert client.get(at).json()["results"] == []
