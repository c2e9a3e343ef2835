"""Asking someone in to a record, question by question, and what becomes of the invitation."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people import invitations
from people.invitations import Kind
from people.invite_steps import later
from people.models import Invitation, Membership
from people.records import start_own_record
from tests.cast import PASSWORD, new_patient, person

ASKED = "?who=caregiver&access=read&until=none&parts=&how=email"
CAREGIVER = "A caregiver: family, friend or helper"
NO_END = "No end, until someone ends it"
HANDED = "?who=caregiver&access=write&until=none&parts=&how=paper"


def url(record, query=""):
    return reverse("share", args=[record.pk]) + query


def send(client, record, query=ASKED, once="1", **said):
    return client.post(url(record, query), {"send": "yes", "once": once} | said)


def walk(client, record, *answers):
    """Press answer after answer; the questions that were asked."""
    asked, address = [], url(record)
    for answer in answers:
        step = client.get(address).context["step"]
        asked.append(step.title)
        if step.kind == "parts":
            address = url(record, "?" + "&".join(f"{name}={value}" for name, value in step.hidden) + "&parts=" + answer)
        else:
            address = url(record, next(where for label, where in step.options if label == answer))
    return asked, client.get(address)


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


def test_the_letter_goes_out_and_nothing_is_shared_yet(client, record, ada, mailoutbox):
    client.force_login(ada)
    query = "?who=caregiver&access=read&until=2090-03-01&parts=&part=mood&part=none&how=email"
    response = send(client, record, query, email=" Fay@Example.org ", name="Fay")

    row = Invitation.objects.get()
    assert response["Location"] == reverse("invitation", args=[row.pk])
    assert (row.role, row.access, row.basis, row.email) == ("caregiver", "read", "self", "fay@example.org")
    assert (row.until, row.shares) == (dt.date(2090, 3, 1), ["mood"])
    assert [sent.to for sent in mailoutbox] == [["fay@example.org"]]
    assert Membership.objects.filter(patient=record).count() == 1


def test_an_address_with_an_account_and_one_without_are_answered_alike(client, record, ada, dan):
    client.force_login(ada)
    shown = []
    for number, email in enumerate(["dan@example.org", "nil@example.org"]):
        page = client.get(send(client, record, once=str(number), email=email, name="Someone")["Location"])
        text = re.sub(r'value="\w{64}"|invitations/\d+|data-side="\w+"', "", page.content.decode())
        shown.append(text.replace(email, "them"))

    assert shown[0] == shown[1]


def test_who_tries_addresses_out_is_stopped_after_twenty_in_an_hour(client, record, ada):
    client.force_login(ada)
    for number in range(20):
        assert send(client, record, once=str(number), email=f"n{number}@example.org").status_code == 302
    refused = send(client, record, once="21", email="n21@example.org")

    assert refused.status_code == 422
    assert refused.context["form"].non_field_errors() == ["Those were many invitations in one hour. Try again later."]
    assert Invitation.objects.count() == 20


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("ada@example.org", "This is your own address."),
        ("ADA@example.org", "This is your own address."),
        ("file-import@alsweak.invalid", "Nobody can have an address that ends in .invalid."),
        ("fay", "Enter a valid email address."),
        ("", "This field is required."),
    ],
)
def test_an_address_that_cannot_be_is_told_next_to_it(client, record, ada, email, sentence):
    client.force_login(ada)
    response = send(client, record, email=email)

    assert (response.status_code, response.context["form"].errors["email"]) == (422, [sentence])


def test_a_slip_is_a_question_and_either_answer_leads_back_to_the_form(client, record, ada):
    client.force_login(ada)
    asked = send(client, record, email="fay@gmail.con", name="Fay")
    assert asked.context["form"].slip == "fay@gmail.com"
    assert Invitation.objects.count() == 0

    kept = {"email": "fay@gmail.con", "name": "Fay", "once": "1"}
    mended = client.post(url(record, ASKED), kept | {"fix": "fay@gmail.com"}).context["form"]
    meant = client.post(url(record, ASKED), kept | {"keep": "yes"}).context["form"]
    assert [form["email"].value() for form in (mended, meant)] == ["fay@gmail.com", "fay@gmail.con"]
    send(client, record, email="fay@gmail.con", sure="fay@gmail.con")
    assert Invitation.objects.get().email == "fay@gmail.con"


def test_a_sheet_is_shown_once_with_its_code_in_groups_and_a_picture(client, record, ada):
    client.force_login(ada)
    page = send(client, record, HANDED, name="Fay")

    code = page.context["code"]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", code)
    assert page.context["picture"].startswith("data:image/svg+xml;base64,")
    assert page["Cache-Control"] == "no-store"
    found = invitations.find(invitations.as_typed(code), now=timezone.now())
    assert found == Invitation.objects.get(name="Fay", email="")
    later_on = client.get(reverse("invitation", args=[found.pk])).content.decode()
    assert code not in later_on
    assert code.replace("-", "") not in later_on


def test_the_picture_of_the_sheet_is_the_address_with_the_code(client, record, ada, monkeypatch):
    from people import invitation_pages

    drawn = []
    monkeypatch.setattr(invitation_pages, "qr_code", lambda text: drawn.append(text) or "data:,")
    client.force_login(ada)
    code = send(client, record, HANDED).context["code"]

    assert drawn == [f"http://localhost:8000/join/{code.replace('-', '')}/"]


@pytest.mark.parametrize(("query", "said"), [(ASKED, {"email": "fay@example.org"}), (HANDED, {"name": "Fay"})])
def test_a_double_press_makes_one_invitation(client, record, ada, query, said):
    client.force_login(ada)
    for _twice in range(2):
        response = send(client, record, query, **said)

    assert Invitation.objects.count() == 1
    if query == HANDED:  # the page that is seen last holds the code that works
        assert invitations.find(invitations.as_typed(response.context["code"]), now=timezone.now())


def invitation_of(record, by, **more):
    return invitations.invite(Kind.HELP, by=by, role="caregiver", patient=record, **more).invitation


def test_a_new_sheet_ends_the_old_one(client, record, ada):
    client.force_login(ada)
    first = send(client, record, HANDED).context["code"]
    second = client.post(reverse("invitation_again", args=[Invitation.objects.get().pk])).context["code"]

    assert invitations.find(invitations.as_typed(second), now=timezone.now())
    with pytest.raises(invitations.InvitationGone):
        invitations.find(invitations.as_typed(first), now=timezone.now())


def test_a_letter_is_sent_again_and_an_answered_one_is_not(client, record, ada, mailoutbox):
    row = invitation_of(record, ada, email="fay@example.org")
    Invitation.objects.update(made_at=timezone.now() - dt.timedelta(20), expires_at=timezone.now() - dt.timedelta(6))
    client.force_login(ada)
    address = reverse("invitation_again", args=[row.pk])
    assert client.get(reverse("invitation", args=[row.pk])).context["state"].startswith("Nobody answered until")
    client.post(address)
    assert client.get(reverse("invitation", args=[row.pk])).context["state"].startswith("It waits for an answer until")

    invitations.withdraw(row, by=ada, now=timezone.now())
    refused = client.post(address)
    assert (refused.status_code, refused.context["refused"]) == (
        422,
        "This invitation was answered already: withdrawn.",
    )
    assert len(mailoutbox) == 1


def test_an_invitation_is_taken_back_with_two_presses(client, record, ada):
    row = invitation_of(record, ada, email="fay@example.org")
    client.force_login(ada)
    address = reverse("invitation_withdraw", args=[row.pk])
    client.get(address)
    assert Invitation.objects.get().answer == ""

    for _twice in range(2):
        client.post(address)
    assert Invitation.objects.get().answer == "withdrawn"
    assert client.get(reverse("invitation", args=[row.pk])).context["state"].startswith("It was taken back on")


@pytest.mark.parametrize("page", ["invitation", "invitation_again", "invitation_withdraw"])
def test_who_may_not_invite_finds_no_invitation(client, record, ada, ben, cleo, dan, page):
    row = invitation_of(record, ada)
    address = reverse(page, args=[row.pk])
    for user, status in ((ada, 200), (cleo, 200), (ben, 404), (dan, 404)):
        client.force_login(user)
        assert client.get(address).status_code == status


def test_the_person_opens_a_record_of_their_own_to_a_clinic(client, db, clinic, cleo, mailoutbox):
    gus = person("Gus")
    record = start_own_record(gus, name="Gus", time_zone="Europe/Berlin")
    client.force_login(gus)
    asked, _page = walk(client, record, "A clinic, which keeps the record from then on", "", "By e-mail")
    assert asked == ["Who is it?", "Should they see these parts too?", "How do they get it?"]

    send(client, record, "?who=clinic&parts=&part=wishes&how=email", email=cleo.email)
    row = Invitation.objects.get()
    assert (row.kind, row.role, row.shares, row.patient) == ("to_clinic", "clinician", ["wishes"], record)


def test_a_clinic_asks_a_person_to_open_their_record(client, clinic, cleo, ada, mailoutbox):
    client.force_login(cleo)
    address = reverse("ask_person")
    assert client.get(address).context["title"] == "How do they get it?"
    client.post(f"{address}?how=email", {"send": "yes", "once": "1", "email": "gus@example.org"})
    row = Invitation.objects.get()
    assert (row.kind, row.clinic, row.patient) == ("from_clinic", clinic, None)

    client.force_login(ada)
    assert client.get(address).status_code == 403


def test_the_person_takes_back_a_new_way_into_their_account_but_makes_none(client, record, ada, cleo):
    row = invitations.invite(Kind.AGAIN, by=cleo, role="patient", patient=record).invitation
    client.force_login(ada)
    shown = client.get(reverse("invitation", args=[row.pk]))
    assert (shown.context["waits"], shown.context["may_renew"]) == (True, False)
    refused = client.post(reverse("invitation_again", args=[row.pk]))
    assert (refused.status_code, refused.context["refused"]) == (422, "You can't invite anybody to this.")

    client.post(reverse("invitation_withdraw", args=[row.pk]))
    assert Invitation.objects.get().answer == "withdrawn"


@pytest.mark.parametrize("how", ["email", "paper"])
def test_the_clinic_lets_the_person_in_again_and_they_are_told(client, record, ada, cleo, mailoutbox, how):
    client.force_login(cleo)
    address = reverse("let_in_again", args=[record.pk])
    assert address in client.get(reverse("sharing", args=[record.pk])).content.decode()
    response = client.post(address, {"how": how})

    assert response.status_code == (302 if how == "email" else 200)
    assert [sent.to for sent in mailoutbox] == [[ada.email]]
    subjects = {"email": "Cleo invites you to alsweak", "paper": "A new way into your account was made"}
    assert mailoutbox[0].subject == subjects[how]
    assert Invitation.objects.get().kind == "again"


def test_who_has_no_mailbox_is_let_in_again_by_a_sheet_alone(client, record, ada, cleo, mailoutbox):
    type(ada).objects.filter(pk=ada.pk).update(email=None)
    client.force_login(cleo)
    address = reverse("let_in_again", args=[record.pk])
    assert client.post(address, {"how": "email"}).context["by"] == ""
    assert Invitation.objects.count() == 0

    assert "code" in client.post(address, {"how": "paper"}).context
    assert mailoutbox == []


def test_nobody_but_the_clinic_lets_the_person_in_again(client, record, ada, ben):
    for user in (ada, ben):
        client.force_login(user)
        assert client.get(reverse("let_in_again", args=[record.pk])).status_code == 403


def test_the_whole_way_of_a_sheet_for_who_has_no_mailbox(client, clinic, cleo):
    other = new_patient(clinic, "A-2", name="Fay")
    client.login(email=cleo.email, password=PASSWORD)
    code = send(client, other, "?who=patient&how=paper", name="Fay").context["code"]
    client.logout()
    client.post(reverse("join_code"), {"code": code.lower()})
    client.post(reverse("join"), {"do": "accept", "name": "Fay", "remember": "on"})

    grant = Membership.objects.get(patient=other, role="patient")
    assert (grant.user.name, grant.user.email) == ("Fay", None)
    assert client.get("/").status_code == 200


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
