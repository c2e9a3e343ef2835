"""The link and the code: how they are opened, and that nobody finds them by guessing or reading."""

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people import mail
from people.codes import in_groups
from people.invitations import Kind
from people.letters import send_invitation
from people.models import OutgoingMail
from tests.people.join.ways import JOIN, answer, ask


def test_the_link_leads_to_a_page_whose_address_holds_no_secret(client, letter):
    response = client.get(reverse("join_link", args=[letter.secret]))

    assert (response.status_code, response["Location"]) == (302, JOIN)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("written", ["{0}", "{1}", " {2} ", "{3}"])
def test_a_code_is_typed_as_it_comes(client, sheet, written):
    groups = in_groups(sheet.secret)
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
    settings.EMAIL_BACKEND = "people.outbox.Outbox"
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
