"""Asking someone in to a record, one question a page."""

import datetime as dt

import pytest

from people.invite.steps import later
from people.models import Invitation
from people.records import start_own_record
from tests.cast import new_patient, person
from tests.people.invite.ways import CAREGIVER, NO_END, send, url, walk


def test_the_person_is_asked_one_question_a_page(client, record, ada):
    client.force_login(ada)
    asked, page = walk(
        client,
        record,
        CAREGIVER,
        "Look",
        NO_END,
        "",
        "By e-mail",
    )

    assert asked == [
        "Who is it?",
        "What may they do?",
        "Until when?",
        "Should they see these parts too?",
        "How do they get it?",
    ]
    assert page.context["steps"].summary() == [
        CAREGIVER,
        "Can look",
        "No end",
        "Also shown: nothing else",
    ]


def test_the_clinic_is_asked_how_the_person_agreed_and_not_for_parts_that_the_person_decides(client, record, ada, cleo):
    client.force_login(cleo)
    answers = (
        CAREGIVER,
        "Look",
        NO_END,
        "They said so",
        "By e-mail",
    )
    asked, _page = walk(client, record, *answers)
    assert asked == [
        "Who is it?",
        "What may they do?",
        "Until when?",
        "How did the person agree?",
        "How do they get it?",
    ]

    send(
        client,
        record,
        "?who=caregiver&access=read&until=none&basis=word&how=email&parts=&part=mood",
        email="fay@example.org",
    )
    invitation = Invitation.objects.get()
    assert (invitation.basis, invitation.shares, invitation.made_by) == ("word", [], cleo)


def test_the_clinic_invites_the_person_of_a_record_that_is_nobodys(client, clinic, record, ada, cleo):
    client.force_login(cleo)
    assert "The person themselves" not in [label for label, _where in client.get(url(record)).context["step"].options]

    other = new_patient(clinic, "A-2", name="Fay")
    asked, page = walk(client, other, "The person themselves", "On paper, by hand")
    assert asked == ["Who is it?", "How do they get it?"]
    assert page.context["by_hand"]


@pytest.mark.parametrize(
    "query",
    [
        "?who=patient",
        "?who=admin",
        "?who=",
        "?who=clinic",
        "?who=caregiver&access=all",
        "?who=caregiver&access=read&until=2020-01-01",
        "?who=caregiver&access=read&until=9999-12-31",
        "?who=caregiver&access=read&until=none&parts=&how=pigeon",
    ],
)
def test_what_is_no_answer_is_asked_again_and_makes_nothing(client, record, ada, query):
    client.force_login(ada)

    assert "step" in send(client, record, query, email="fay@example.org").context
    assert Invitation.objects.count() == 0


def test_the_person_opens_a_record_of_their_own_to_a_clinic(client, db, clinic, cleo, mailoutbox):
    gus = person("Gus")
    record = start_own_record(gus, name="Gus", time_zone="Europe/Berlin")
    client.force_login(gus)
    asked, _page = walk(client, record, "A clinic, which keeps the record from then on", "", "By e-mail")
    assert asked == ["Who is it?", "Should they see these parts too?", "How do they get it?"]

    send(client, record, "?who=clinic&parts=&part=wishes&how=email", email=cleo.email)
    row = Invitation.objects.get()
    assert (row.kind, row.role, row.shares, row.patient) == ("to_clinic", "clinician", ["wishes"], record)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-10-31", 3, "2027-01-31"),
        ("2026-11-30", 3, "2027-02-28"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, then):
    assert later(dt.date.fromisoformat(day), months).isoformat() == then
