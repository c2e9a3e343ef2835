"""Yes, no and not me: what each makes, once, and where it leads."""

import pytest
from django.test import Client
from django.urls import reverse

from people.invitations import Kind
from people.models import AuditEvent, Invitation, User
from tests.people.join.ways import JOIN, answer, ask, opened


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


def test_a_new_way_in_signs_into_the_account_that_is_there_and_is_told(client, record, ada, cleo, mailoutbox):
    made = ask(Kind.AGAIN, cleo, "patient", patient=record)
    response = answer(opened(client, made))

    assert response["Location"] == reverse("joined")
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert User.objects.count() == 2
    assert [(sent.to, sent.subject) for sent in mailoutbox] == [
        ([ada.email], "Someone came into your account by a new link or sheet")
    ]


def test_a_name_that_is_too_long_is_refused_with_a_sentence_and_can_be_mended(client, letter):
    opened(client, letter)
    refused = answer(client, name="a" * 150)
    assert (refused.status_code, refused.context["name"]) == (422, "a" * 150)
    assert refused.context["refused"] == ["Ensure this value has at most 100 characters (it has 150)."]

    assert answer(client, name="\0Fay")["Location"] == reverse("joined")
    assert User.objects.get(email="fay@example.org").name == "Fay"
