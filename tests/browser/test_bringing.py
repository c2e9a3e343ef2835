"""Other people's files in a browser: the clinic on one page, the person a question at a time, small and large."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from people.models import User
from symptoms.models import Measurement
from tests.browser.pages import violations
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.exchange.tables.bringing import CASES, kept

OF_A_SCALE = "date;weight\n03/04/2024;71,5\n10/04/2024;155\n12/04/2024;much\n"


def choose(page, at, name, text=None):
    page.goto(at)
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode() if text else (CASES / name).read_bytes()}
    page.locator("input[type=file]").set_input_files(file)
    pressed(page, "Look at it")


def pressed(page, button):
    """And the page that follows is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def test_ada_brings_in_what_a_scale_wrote_a_question_a_page(phone, sign_in, record, ada):
    sign_in(phone, ada)
    choose(phone, reverse("import_own", args=[record.pk]), "scale.csv", OF_A_SCALE)
    heading = phone.get_by_role("heading", level=1)
    expect(heading).to_have_text("“date”: is 03/04/2024 the 3 April 2024 or the 4 March 2024?")
    phone.get_by_role("button", name="Day first").click()
    expect(heading).to_have_text("This can't come in as it is")
    phone.get_by_role("button", name="Leave out what can't be read").click()
    expect(heading).to_have_text("Is that right?")
    phone.get_by_role("button", name="It is in lb").click()
    expect(heading).to_have_text("Shall this come in?")
    assert kept(record.clinic) == {}
    phone.get_by_role("button", name="Bring it in").click()
    expect(heading).to_have_text("It came in")

    assert list(Measurement.objects.order_by("day").values_list("weight", "source")) == [(71.5, "self"), (70.3, "self")]


@pytest.mark.parametrize(("who", "rule"), [("ada", FEW), ("ada, large", LARGE)])
def test_each_page_of_hers_keeps_the_rules_of_access(open_page, sign_in, record, ada, who, rule):
    User.objects.filter(pk=ada.pk).update(large=who == "ada, large")
    page = open_page("phone")
    sign_in(page, User.objects.get(pk=ada.pk))
    at = reverse("import_own", args=[record.pk])
    page.goto(at)
    told = looked_at(page, rule)
    choose(page, at, "scale.csv", OF_A_SCALE)
    for button in ("Day first", "Leave out what can't be read", "It is in lb", "Bring it in"):
        told += looked_at(page, rule)
        pressed(page, button)
    told += looked_at(page, rule)
    choose(page, at, "two_tables.csv")
    told += looked_at(page, rule)
    pressed(page, "Table 2")
    told += looked_at(page, rule)
    choose(page, at, "two.csv", "id,date,weight\nA-1,2024-01-08,70\nB-2,2024-01-08,80\n")

    assert told + looked_at(page, rule) == []


def looked_at(page, rule):
    told = target_troubles(page, rule) + violations(page)
    page.emulate_media(color_scheme="dark")
    told += violations(page)
    page.emulate_media(color_scheme="light")
    return [f"{page.locator('h1').inner_text()}: {each}" for each in told]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_cleo_answers_on_one_page_and_brings_it_in(open_page, sign_in, cleo, clinic, size):
    page = open_page(size)
    sign_in(page, cleo)
    choose(page, reverse("import_csv"), "r_package_native.csv")
    told = looked_at(page, STAFF)
    expect(page.get_by_role("alert")).to_contain_text("Line 2, column x2r: “5” was found")
    page.get_by_role("alert").get_by_role("textbox").fill("3")
    with page.expect_navigation():
        page.get_by_role("alert").get_by_role("textbox").press("Enter")  # shows it anew, and brings nothing in
    expect(page.get_by_role("heading", name="If you bring it in now")).to_be_visible()
    told += looked_at(page, STAFF)
    assert kept(clinic) == {}
    page.get_by_label("Read such files like this from now on").fill("R")
    pressed(page, "Bring it in")
    expect(page.get_by_role("status")).to_contain_text("1 new row.")
    told += looked_at(page, STAFF)
    page.goto(reverse("import_mappings"))

    assert told + looked_at(page, STAFF) == []
    assert kept(clinic)[("901", "2021-03-04", "clinician")]["function.orthopnea"] == 3


def test_cleo_says_that_values_are_right(open_page, sign_in, cleo):
    page = open_page("desktop")
    sign_in(page, cleo)
    text = "patient,date,source,weight\nN-1,2025-01-01,self,71.5\nN-1,2025-01-08,self,157\n"
    choose(page, reverse("import_csv"), "a.csv", text)
    expect(page.get_by_role("alert")).to_contain_text("Line 3, column weight: 157 kg? The last weight was 71.5 kg")
    assert looked_at(page, STAFF) == []
    page.get_by_role("alert").get_by_label("It is right").first.check()
    pressed(page, "Show it anew")
    pressed(page, "Bring it in")
    expect(page.get_by_role("status")).to_contain_text("2 new rows.")

    assert Measurement.objects.filter(confirmed=["weight"]).count() == 1
