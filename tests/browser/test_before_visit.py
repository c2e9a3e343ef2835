"""What matters, said before a visit with one switch, by gaze and by finger, without typing. Times are printed."""

import io

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from care.models import VisitAnswer
from symptoms.derive import maker
from symptoms.write import verbs
from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.browser.test_day import DAY, told
from tests.browser.users import Dwells, Person, Rests, Scans
from tests.care.before.asking import ben_says_everything, page_of, said, visit_coming


@pytest.fixture
def before(record, ada, cleo, today):
    how = {"by": ada, "source": "self", "now": timezone.now()}
    verbs.record_check_in(record, today - DAY, {"fatigue.now": 2}, **how)
    verbs.record_function_check(record, today - DAY, {"function.speech": 4}, **how)  # nothing else waits today
    return visit_coming(record, cleo)


def answers(record):
    rows = VisitAnswer.objects.standing().filter(patient=record)
    return {row.question: row.answer for row in rows}


@pytest.mark.parametrize("who", [Person, Dwells, Scans, Rests])
@pytest.mark.parametrize("script", [True, False])
def test_from_home_to_all_that_matters_is_seven_presses_and_one_more_to_the_sheet(
    browser, new_context, live_server, sign_in, record, ada, before, who, script, capsys
):
    maker.refresh(record.pk, now=timezone.now())
    context = new_context(
        viewport={"width": 1280, "height": 900},
        base_url=live_server.url,
        java_script_enabled=script,
        locale="en-GB",
        timezone_id="Europe/Berlin",
    )
    page = context.new_page()
    sign_in(page, ada)
    page.goto("/")
    user = who(page)
    for name in (
        "Before the visit",
        "Begin",
        "Breathing at night",
        "More to choose from",
        "Being tired",
        "Falls",
        "Yes",
    ):
        user.button(name)

    expect(page.get_by_role("heading", name="What you said")).to_be_visible()
    told(capsys, "Before a visit", who, user)
    assert answers(record) == {
        "matter_1": "breathing_at_night",
        "matter_2": "tiredness",
        "matter_3": "falls",
        "planning": "yes",
    }
    assert user.activations == 7
    user.button("Summary to print")
    told(capsys, "Before a visit, to the sheet", who, user)
    (matters,) = page.locator("ol").all()
    assert matters.inner_text().splitlines() == ["Breathing at night", "Being tired", "Falls"]
    assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) == 2
    assert user.activations == 8
    assert user.seconds <= 90
    assert getattr(user, "unmeant", []) == []


@ON_A_PHONE
def test_the_pages_of_the_person_and_of_who_helps_keep_the_rules_of_access(page, sign_in, record, ada, ben, before):
    ben_says_everything(record, ben)
    said(record, ada, "matter_1", "falls")
    sign_in(page, ada)
    first = page_of(record, "matter_1")
    paths = [page_of(record), first, f"{first}?from=4", f"{first}?words", page_of(record, "planning"), "/"]
    assert troubles(page, paths, FEW) == {}
    page.context.clear_cookies()
    sign_in(page, ben)
    steps = ("changed", "tasks", "nights", "behaviour", "shared", "would_help")
    assert troubles(page, [page_of(record), *(page_of(record, step) for step in steps)], FEW) == {}


@ON_A_PHONE
def test_large_makes_their_targets_large(page, sign_in, record, ada, before):
    ada.large = True
    ada.save()
    said(record, ada, "matter_1", "falls")
    sign_in(page, ada)
    small = {}
    for path in (page_of(record), page_of(record, "matter_1"), page_of(record, "planning")):
        page.goto(path)
        if found := target_troubles(page, LARGE):
            small[path] = found

    assert small == {}


@ON_A_PHONE
def test_the_page_of_the_team_keeps_the_rules_of_access(page, sign_in, record, ada, ben, cleo, before):
    ben_says_everything(record, ben, shown_to="team")
    said(record, ada, "matter_1", "falls")
    sign_in(page, cleo)

    assert troubles(page, [page_of(record)], STAFF) == {}
