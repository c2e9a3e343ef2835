"""A file waits for the one who sent it, for an hour, and nobody else gets it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange import tasks
from exchange.models import KeptFile
from people.models import Membership
from tests.cast import person
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.tables.bringing import case, kept


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


def test_a_colleague_does_not_get_it(cleos, clinic, django_user_model):
    page = choose(cleos, case("excel_de.csv"), clinic=clinic)
    thea = person("Thea")
    Membership.objects.create(user=thea, clinic=clinic, role="clinician", access="write")
    cleos.force_login(thea)

    assert bring(cleos, page).redirect_chain == [(reverse("import_csv"), 302)]
    assert kept(clinic) == {}


def test_it_is_gone_after_an_hour(cleos, clinic):
    page = choose(cleos, case("excel_de.csv"), clinic=clinic)
    KeptFile.objects.update(made_at=timezone.now() - dt.timedelta(minutes=60))
    assert bring(cleos, page).redirect_chain == [(reverse("import_csv"), 302)]
    tasks.drop_kept_files()

    assert (KeptFile.objects.count(), kept(clinic)) == (0, {})


def test_one_that_was_chosen_a_minute_ago_is_not_dropped(cleos, clinic):
    choose(cleos, case("excel_de.csv"), clinic=clinic)
    tasks.drop_kept_files()

    assert KeptFile.objects.count() == 1


def test_a_press_on_the_page_of_another_file_does_nothing(cleos, clinic):
    before = choose(cleos, case("excel_de.csv"), clinic=clinic)
    choose(cleos, case("weight_lb.csv"), clinic=clinic, name="weights.csv")
    page = bring(cleos, before)

    assert [str(each) for each in page.context["messages"]] == ["Another file was chosen since. This is the one."]
    assert (KeptFile.objects.get().name, kept(clinic)) == ("weights.csv", {})


def test_a_file_that_is_left_is_forgotten(cleos, clinic):
    press(cleos, choose(cleos, case("excel_de.csv"), clinic=clinic), "away")

    assert (KeptFile.objects.count(), kept(clinic)) == (0, {})


def test_who_works_there_no_more_brings_nothing_in(cleos, clinic, cleo):
    page = choose(cleos, case("excel_de.csv"), clinic=clinic)
    cleo.memberships.update(ends_at=timezone.now())

    assert bring(cleos, page).status_code == 403
    assert kept(clinic) == {}
