"""The small files of ``tests/exchange/cases`` come in through the pages as they do through the command."""

import pytest

from exchange.models import Import, KeptFile
from people.models import Patient
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.tables.bringing import case, kept
from tests.exchange.tables.test_cases import ASKS, COMES_IN, REFUSED


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


@pytest.mark.parametrize("name", COMES_IN)
def test_a_case_comes_in_through_the_page(cleos, clinic, name):
    answers, rows = COMES_IN[name]
    page = choose(cleos, case(name), clinic=clinic, name=name)
    for _round in range(3):  # what is asked about single values comes after the rest
        if page.context["would"]:
            break
        page = press(cleos, page, **answers)
    assert kept(clinic) == {}
    done = bring(cleos, page)

    assert done.context["done"]["new"] == len(rows)
    assert kept(clinic) == rows


@pytest.mark.parametrize("name", sorted(ASKS))
def test_the_page_asks_what_the_command_asks_and_would_bring_nothing_in_before(cleos, clinic, name):
    page = choose(cleos, case(name), clinic=clinic, name=name)
    outcome = page.context["outcome"]

    assert outcome.open | {question.key for question in outcome.cells} == set(ASKS[name])
    assert (page.context["would"], kept(clinic)) == (None, {})


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_that_can_t_come_in_is_refused_on_the_page_in_the_same_words(cleos, clinic, name):
    page = choose(cleos, case(name), clinic=clinic, name=name)
    told = "\n".join(each.told for each in page.context["wrong"])

    assert (told, page.context["would"]) == (REFUSED[name], None)
    assert bring(cleos, page).status_code == 422
    assert (Patient.objects.count(), Import.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["fvc_fraction.csv", "weight_lb.csv"])
def test_a_plausible_looking_slip_is_asked_about_and_bring_it_in_keeps_nothing_before(cleos, clinic, name):
    page = choose(cleos, case(name), clinic=clinic, name=name)
    if name == "fvc_fraction.csv":
        page.content = page.content.replace(b" checked", b"")  # nothing was chosen
    again = bring(cleos, page)

    assert (again.status_code, kept(clinic)) == (422, {})


def test_a_file_that_came_in_waits_no_more_and_a_second_press_changes_nothing(cleos, clinic):
    page = choose(cleos, case("excel_de.csv"), clinic=clinic)
    first = bring(cleos, page)
    second = bring(cleos, page)

    assert first.context["done"] == second.context["done"]
    assert Import.objects.count() == 1
    assert bytes(KeptFile.objects.get().data) == b""
