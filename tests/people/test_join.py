"""The way in: a link or a code, what it is about, the answer, and every state in which it leads nowhere."""

import datetime as dt
import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import invitations, mail
from people.invitations import Kind
from people.letters import send_invitation
from people.models import AuditEvent, Clinic, Invitation, Membership, OutgoingMail, User
from people.records import start_own_record
from tests.cast import PASSWORD, person
from tests.people.account.ways import verified

JOIN = "/join/"


def ask(kind, by, role="caregiver", **more):
    return invitations.invite(kind, by=by, role=role, **more)


@pytest.fixture
def letter(record, ada):
    """Ada asks Fay, who has no account, to help."""
    return ask(Kind.HELP, ada, patient=record, email="fay@example.org", name="Fay")


@pytest.fixture
def sheet(record, cleo):
    """Cleo hands Ada, who has no account, a sheet."""
    return ask(Kind.YOURS, cleo, "patient", patient=record, name="Ada")


def opened(client, made):
    client.get(reverse("join_link", args=[made.secret]))
    return client


def answer(client, do="accept", **more):
    press = client.session.get("press", "")
    return client.post(JOIN, {"do": do, "press": press, "remember": "on"} | more)


def test_the_link_leads_to_a_page_whose_address_holds_no_secret(client, letter):
    response = client.get(reverse("join_link", args=[letter.secret]))

    assert (response.status_code, response["Location"]) == (302, JOIN)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_page_says_who_to_what_what_they_will_see_what_others_see_and_until_when(client, record, ada):
    made = ask(
        Kind.HELP,
        ada,
        patient=record,
        email="fay@example.org",
        access="read",
        shares=["mood"],
        until=dt.date(2090, 5, 1),
    )
    page = opened(client, made).get(JOIN)

    assert page.context["asked"].inviter == "Ada"
    assert [sentence for _title, sentence in page.context["asked"].facts] == [
        "The record of Ada, in which weakness is written down day by day.",
        "You can look at it, but not write in it. These are shown to you too: Mood and behaviour.",
        "Your name, what you write in it, and on which days you looked.",
        "Until 1 May 2090, or until someone ends it before.",
    ]
    assert not Membership.objects.filter(patient=record, role="caregiver").exists()


@pytest.mark.parametrize("role", ["clinician", "therapist", "reader", "admin"])
def test_a_colleague_reads_what_the_role_opens(client, clinic, role):
    Membership.objects.create(user=(amy := person("Amy")), clinic=clinic, role="admin")
    made = ask(Kind.COLLEAGUE, amy, role, clinic=clinic, email="eve@example.org")
    asked = opened(client, made).get(JOIN).context["asked"]
    assert (asked.inviter, asked.facts[0][1]) == ("Amy, North Clinic", "To work in North Clinic.")

    assert answer(client, name="Eve")["Location"] == reverse("joined")
    assert client.get(reverse("joined")).context["next"] == "/"
    assert [(grant.clinic, grant.role) for grant in User.objects.get(name="Eve").memberships.all()] == [(clinic, role)]


def test_one_press_makes_the_account_and_signs_in(client, letter, record):
    page = opened(client, letter).get(f"{JOIN}?page=yes")
    assert page.context["name"] == "Fay"
    response = answer(client, name="Fay")

    fay = User.objects.get(email="fay@example.org")
    assert response["Location"] == reverse("joined")
    assert client.session["_auth_user_id"] == str(fay.pk)
    methods = [each["method"] for each in client.session["account_authentication_methods"]]
    assert methods == ["invitation", "code"]  # who opened the letter has opened their mailbox
    assert client.get(reverse("joined")).context["next"] == f"/?person={record.pk}"
    assert AuditEvent.objects.filter(user=fay, verb="sign-in", detail="invitation").exists()


def test_the_account_of_a_person_is_called_as_their_record_unless_they_say_otherwise(client, record, cleo):
    made = ask(Kind.YOURS, cleo, "patient", patient=record, email="ada@example.org")
    assert opened(client, made).get(f"{JOIN}?page=yes").context["name"] == "Ada"
    answer(client, name="")

    assert User.objects.get(email="ada@example.org").name == "Ada"


@pytest.mark.parametrize(("remember", "kept"), [({"remember": "on"}, False), ({"remember": ""}, True)])
def test_the_device_is_remembered_by_choice(client, letter, remember, kept):
    answer(opened(client, letter), **remember)

    assert client.session.get_expire_at_browser_close() is kept


def test_the_person_is_led_to_their_record_and_told_that_they_have_no_address(client, sheet, record):
    answer(opened(client, sheet))
    page = client.get(reverse("joined"))

    assert page.context["next"] == reverse("first_day", args=[record.pk])
    assert "You have no e-mail address here." in page.content.decode()
    assert client.get(page.context["next"], follow=True).status_code == 200


def test_who_has_an_account_signs_in_first_and_comes_back(client, record, ada, ben):
    made = ask(Kind.HELP, ada, patient=record, email="BEN@example.org", access="read")
    page = opened(client, made).get(f"{JOIN}?page=yes")
    assert page.context["asked"].needs_sign_in
    assert f"{reverse('account_login')}?next=/join/" in page.content.decode()
    assert answer(client).status_code == 422

    response = client.post(reverse("account_login"), {"login": verified(ben).email, "password": PASSWORD, "next": JOIN})
    assert response["Location"] == JOIN
    answer(client)
    assert [grant.access for grant in ben.memberships.current()] == ["read"]


def test_who_is_signed_in_under_another_address_is_asked_and_never_joined_silently(client, letter, dan):
    client.force_login(dan)
    page = opened(client, letter).get(JOIN)

    assert "You are signed in as Dan. This was sent to fay@example.org." in page.content.decode()
    assert Invitation.objects.get().answer == ""
    answer(client)
    assert [grant.role for grant in dan.memberships.order_by("pk")] == ["patient", "caregiver"]


def test_they_can_sign_out_and_go_on_as_the_one_it_was_sent_to(client, letter, dan):
    client.force_login(dan)
    response = answer(opened(client, letter), "switch")
    assert (response["Location"], response["Clear-Site-Data"]) == (JOIN, '"cache"')

    assert client.get(JOIN).context["asked"].user is None
    answer(client, name="Fay")
    assert User.objects.get(email="fay@example.org").memberships.count() == 1
    assert dan.memberships.count() == 1


def test_a_sheet_asks_who_is_signed_in_whether_it_is_for_them(client, sheet, dan):
    client.force_login(dan)
    page = opened(client, sheet).get(JOIN).content.decode()

    assert "You are signed in as Dan. Is this for you?" in page


@pytest.mark.parametrize(
    ("do", "kept", "sentence"),
    [
        ("decline", "declined", "You said no. Nothing was made, and nothing was shared."),
        ("not_me", "not_me", "The link does not work any more. You need not do anything else."),
    ],
)
def test_no_is_one_answer_and_makes_nothing(client, letter, do, kept, sentence):
    opened(client, letter)
    for _twice in range(2):
        answer(client, do)
        assert sentence in client.get(JOIN).content.decode()

    assert Invitation.objects.get().answer == kept
    assert not User.objects.filter(email="fay@example.org").exists()


def make_gone(made, how, ada):
    now = timezone.now()
    if how == "used":
        invitations.accept(made.invitation, user=None, now=now)
    elif how == "declined":
        invitations.decline(made.invitation, user=None, now=now)
    elif how == "withdrawn":
        invitations.withdraw(made.invitation, by=ada, now=now)
    elif how == "expired":
        Invitation.objects.update(made_at=now - dt.timedelta(15), expires_at=now)
    elif how == "replaced":
        invitations.renew(made.invitation, by=ada, now=now)
    elif how == "inviter left":
        Membership.objects.filter(user=ada).update(ends_at=now)


GONE = ["used", "declined", "withdrawn", "expired", "replaced", "inviter left"]


@pytest.mark.parametrize("do", ["look", "accept", "decline", "not_me"])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("how", GONE)
def test_what_is_gone_is_a_calm_page_with_a_way_on_however_one_comes(client, letter, ada, how, when, do):
    """Before or after the link was opened."""
    if when == "after":
        opened(client, letter)
    make_gone(letter, how, ada)
    if when == "before":
        opened(client, letter)
    users, grants = User.objects.count(), Membership.objects.current().count()
    response = client.get(JOIN) if do == "look" else answer(client, do, name="Eve")

    assert response.status_code == 200
    assert response.templates[0].name == "people/join/gone.html"
    assert len(response.context["sentence"]) > 40
    assert reverse("join_code") in response.content.decode()
    assert (User.objects.count(), Membership.objects.current().count()) == (users, grants)


def test_who_comes_without_a_link_is_told_to_open_it(client, db):
    assert client.get(JOIN).context["sentence"] == "Open the link in your letter, or scan the sheet, once more."


def test_who_accepted_and_opens_the_link_again_goes_on(client, letter):
    answer(opened(client, letter))

    assert opened(client, letter).get(JOIN)["Location"] == "/"


def test_a_second_press_of_the_same_page_comes_to_the_same_account(client, letter):
    """The answer to the first may never have arrived."""
    opened(client, letter)
    press = client.session["press"]
    answer(client, name="Fay")
    other = Client()
    response = other.post(JOIN, {"do": "accept", "press": press, "name": "Fay"})

    assert response["Location"] == reverse("joined")
    assert other.session["_auth_user_id"] == client.session["_auth_user_id"]
    assert User.objects.filter(email="fay@example.org").count() == 1
    stranger = Client().post(JOIN, {"do": "accept", "press": "guessed"})
    assert stranger.templates[0].name == "people/join/gone.html"


@pytest.mark.parametrize("written", ["{0}", "{1}", " {2} ", "{3}"])
def test_a_code_is_typed_as_it_comes(client, sheet, written):
    groups = invitations.in_groups(sheet.secret)
    typed = written.format(sheet.secret, groups, groups.lower(), " ".join(groups.split("-")))

    assert client.post(reverse("join_code"), {"code": typed})["Location"] == JOIN
    assert client.get(JOIN).context["invitation"] == sheet.invitation


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the code that is on the sheet."),
        ("---", "Type the code that is on the sheet."),
        ("ABCD-EFGH-JKMN", "This link or code is not known here. It may have been replaced by a newer one."),
        ("\0" + "a" * 5000, "This link or code is not known here. It may have been replaced by a newer one."),
    ],
)
def test_a_code_that_is_none_is_told_next_to_it_and_kept(client, db, typed, sentence):
    response = client.post(reverse("join_code"), {"code": typed})

    assert (response.status_code, response.context["error"]) == (422, sentence)
    assert response.context["typed"] == typed.replace("\0", "")[:200]


@pytest.mark.parametrize("way", ["code", "link"])
def test_who_guesses_is_stopped_also_before_the_right_one(client, sheet, way):
    def tries(code):
        if way == "code":
            return client.post(reverse("join_code"), {"code": code})
        return client.get(reverse("join_link", args=[code]))

    for number in range(20):
        assert tries(f"ABCD{number:02}").status_code in (302, 422)

    assert tries(sheet.secret).status_code == 429


def test_no_secret_stands_in_the_database_a_log_or_an_address(client, record, ada, cleo, settings, mailoutbox, caplog):
    """From the making to the answer, through a real outbox and a form of its own."""
    caplog.set_level(logging.DEBUG)
    settings.EMAIL_BACKEND = "people.mail.Outbox"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.force_login(ada)
    url = reverse("share", args=[record.pk]) + "?who=caregiver&access=write&until=none&parts=&how=email"
    client.post(url, {"send": "yes", "email": "fay@example.org", "name": "Fay", "once": "1"})
    assert mail.send_waiting(now=timezone.now()) == 1
    (sent,) = mailoutbox
    secret = sent.body.split("/join/")[1].split("/")[0]
    visitor = Client()
    addresses = [visitor.get(f"/join/{secret}/")["Location"]]
    addresses.append(answer(visitor, name="Fay")["Location"])
    page = visitor.get(reverse("joined"))

    told = [*addresses, page.content.decode(), caplog.text]
    told += [
        str(value) for model in apps.get_models() for row in model._base_manager.values() for value in row.values()
    ]
    told += [str(session.get_decoded()) for session in Session.objects.all()]
    assert len(secret) == 43
    assert OutgoingMail.objects.count() == 0
    assert [text for text in told if secret in text] == []


def test_the_letter_names_who_invites_and_holds_no_health_data(record, ada, mailoutbox):
    made = ask(Kind.HELP, ada, patient=record, email="fay@example.org")
    send_invitation(made)

    (sent,) = mailoutbox
    assert (sent.to, sent.subject) == (["fay@example.org"], "Ada invites you to alsweak")
    assert f"http://localhost:8000/join/{made.secret}/" in sent.body
    assert not any(word in sent.body for word in ("A-1", "weak ", "record", "ALS ", "North Clinic"))


def test_a_new_way_in_signs_into_the_account_that_is_there_and_is_told(client, record, ada, cleo, mailoutbox):
    made = ask(Kind.AGAIN, cleo, "patient", patient=record)
    response = answer(opened(client, made))

    assert response["Location"] == reverse("joined")
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert User.objects.count() == 2
    assert [(sent.to, sent.subject) for sent in mailoutbox] == [
        ([ada.email], "Someone came into your account by a new link or sheet")
    ]


def test_a_new_way_in_is_not_used_from_the_account_of_another(client, record, ada, cleo, dan):
    made = ask(Kind.AGAIN, cleo, "patient", patient=record)
    client.force_login(dan)
    page = opened(client, made).get(f"{JOIN}?page=yes")
    assert page.context["asked"].leads_nowhere.startswith("This is for the person whose record it is.")
    assert answer(client).status_code == 422

    answer(client, "switch")
    answer(client)
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_a_name_that_is_too_long_is_refused_with_a_sentence_and_can_be_mended(client, letter):
    opened(client, letter)
    refused = answer(client, name="a" * 150)
    assert (refused.status_code, refused.context["name"]) == (422, "a" * 150)
    assert refused.context["refused"] == ["Ensure this value has at most 100 characters (it has 150)."]

    assert answer(client, name="\0Fay")["Location"] == reverse("joined")
    assert User.objects.get(email="fay@example.org").name == "Fay"


def test_a_clinician_chooses_into_which_of_their_clinics_a_record_comes(client, clinic, cleo):
    gus = person("Gus")
    record = start_own_record(gus, name="Gus", time_zone="UTC")
    second = Clinic.objects.create(name="South Clinic")
    Membership.objects.create(user=cleo, clinic=second, role="clinician")
    made = ask(Kind.TO_CLINIC, gus, "clinician", patient=record, email=cleo.email)
    client.force_login(cleo)
    opened(client, made)
    assert [str(one) for one in client.get(f"{JOIN}?page=yes").context["asked"].clinics] == [
        "North Clinic",
        "South Clinic",
    ]
    assert answer(client).status_code == 422

    answer(client, clinic=second.pk)
    record.refresh_from_db()
    assert record.clinic == second


def test_who_keeps_no_record_is_told_before_they_open_it_to_a_clinic(client, clinic, cleo, ben):
    made = ask(Kind.FROM_CLINIC, cleo, "patient", clinic=clinic, email=ben.email)
    client.force_login(ben)
    page = opened(client, made).get(f"{JOIN}?page=yes")

    assert page.context["asked"].leads_nowhere.startswith("You have no record of your own here")
    assert answer(client).status_code == 422
