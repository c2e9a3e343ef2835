import pytest
from django.urls import reverse

from alsweak.synthetic.accounts import EMAILS
from people.models import AuditEvent, User


@pytest.fixture
def demo_people(db):
    return {who: User.objects.create_user(email, name=who) for who, email in EMAILS.items()}


def press(client, who):
    return client.post(reverse("demo_sign_in"), {"who": who})


@pytest.mark.parametrize("who", EMAILS)
def test_in_demo_mode_one_press_signs_in(client, demo_people, settings, who):
    settings.DEMO = True

    answer = press(client, who)

    assert (answer.status_code, answer.url) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(demo_people[who].pk)
    assert list(AuditEvent.objects.values_list("verb", "user", "detail")) == [("sign-in", demo_people[who].pk, "demo")]


@pytest.mark.parametrize(("demo", "production"), [(False, False), (True, True), (False, True)])
def test_outside_the_demo_there_is_no_such_page(client, demo_people, settings, demo, production):
    settings.DEMO, settings.PRODUCTION = demo, production

    assert press(client, "patient").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["", "admin", "file-import@alsweak.invalid"])
def test_one_press_signs_in_as_nobody_else(client, demo_people, settings, who):
    settings.DEMO = True

    assert press(client, who).status_code == 404


def test_one_press_is_a_press_and_not_a_link(client, demo_people, settings):
    settings.DEMO = True

    assert client.get(reverse("demo_sign_in")).status_code == 405
