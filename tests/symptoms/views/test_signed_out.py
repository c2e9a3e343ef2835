"""Who was signed out amid a day finds the question again, and is told what became of the press."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from symptoms.models import Draft
from tests.cast import PASSWORD
from tests.people.account.ways import verified


def url(record, day, *names):
    return reverse("question", args=[record.pk, day, *names])


def test_who_was_signed_out_finds_the_question_again_and_what_they_pressed(client, record, ada, today):
    at = url(record, today, "all", "weakness.neck")
    response = client.post(at, {"answer": "2"})
    assert response["Location"] == f"/accounts/login/?next={at}"

    response = client.post(response["Location"], {"login": verified(ada).email, "password": PASSWORD})
    assert response["Location"] == at
    assert client.get(at).context["pressed"] == "2"
    assert client.get(at).context["pressed"] == ""
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("step", "pressed", "shown"),
    [
        ("twitches", "none", 'class="choice pressed" name="answer" value="none"'),
        ("week", "none", 'class="choice pressed" name="answer" value="none"'),
        ("weight", "70.5", 'value="70.5"'),
        ("weakness.neck", "cannot_tell", 'class="choice pressed" name="answer" value="cannot_tell"'),
        ("fatigue.now", "7", 'class="choice pressed" name="answer" value="7"'),
    ],
)
def test_whatever_was_pressed_when_signed_out_is_shown_and_marked(client, record, ada, today, step, pressed, shown):
    at = url(record, today, "all", step)
    client.post(at, {"answer": pressed})
    client.force_login(ada)
    page = client.get(at).content.decode()

    assert "You were signed out, so your last press was not kept. Press it once more: it is marked." in page
    assert page.count(shown) == 1


@pytest.mark.parametrize("name", ["done", "no_change", "undo", "helped"])
def test_a_press_without_a_page_of_its_own_is_told_and_leads_back_to_its_day(client, record, today, name):
    response = client.post(reverse(name, args=[record.pk, today]))
    day = f"{reverse('check_in', args=[record.pk])}?day={today}"

    told = "You were signed out, so that press was not kept. Sign in, and press it once more."
    assert told in client.get(response["Location"]).content.decode()
    assert response["Location"] == f"/accounts/login/?next={quote(day, safe='/')}"
