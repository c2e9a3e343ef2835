"""What is asked today is one card of the first page, or a page of its own where it is more than one thing."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from care.treatments.write import say_of_day
from people.access import Verb, open_record
from people.consent import grant
from reports.home_cards import Card, First, asked_today, cards_of_home, for_today
from symptoms.day.first_day import Stands
from symptoms.wording import FlagGroup
from symptoms.write import verbs
from tests.care.before.asking import visit_coming
from tests.care.programme.setting import WALK, programme, said, today_of
from tests.care.treatments.taking import medicine
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
VISIT, CHECK = "Before the visit: what matters to you?", "Function check: it is time for the next one"
PILLS, MOVES = "Medicines of today", "Exercises today"
ONE, OTHER = Card("/one/", "One"), Card("/other/", "Other")
DONE = [replace(ONE, done=True), replace(OTHER, done=True)]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ([], []),
        ([ONE], [ONE]),
        (DONE[:1], DONE[:1]),
        ([ONE, DONE[1]], [ONE]),
        ([ONE, OTHER], [Card("/all/", "For today: 2")]),
        (DONE, [Card("/all/", "For today", done=True)]),
    ],
)
def test_what_is_asked_is_one_card(asked, shown):
    assert for_today(asked, "/all/") == shown


@pytest.fixture
def page(record, ada):
    """A calm day on which nothing was written yet."""
    names = ("own", "fall", "waits", "began", "week_due")
    day = SimpleNamespace(receipts=(), can_be_same=True, yesterday=TODAY, **dict.fromkeys(names))
    return First(open_record(ada, record.pk, Verb.VIEW), day)


def words(page, *asked, hides_charts=False):
    return [card.text for card in cards_of_home(page, asked, hides_charts=hides_charts)]


def filled(page, **day):
    return replace(page, day=SimpleNamespace(**vars(page.day) | day))


def test_where_all_have_room_each_stands_in_its_place(page):
    after = ["Yesterday", "Pictures", "Summary to print", "Something is wrong today", "More"]

    assert words(page) == after
    assert words(page, ONE) == ["One", *after]
    assert words(page, ONE, OTHER) == ["For today: 2", *after]
    assert words(page, hides_charts=True) == [after[0], *after[2:]]


def test_where_room_is_short_the_summary_leaves_first_then_yesterday_and_the_pictures(page):
    full = filled(page, week_due=True, began=True)
    assert words(full, ONE) == ["One", "Yesterday", "Pictures", "Something is wrong today", "More"]
    without = words(full, ONE, hides_charts=True)
    assert without == ["One", "Yesterday", "Summary to print", "Something is wrong today", "More"]
    told = replace(filled(full, waits=True), tells=True, raised=[FlagGroup("", (), (), "routine")])
    assert words(told, ONE) == ["One", "Pictures", "Something is wrong today", "More"]
    own = SimpleNamespace(own=True)
    most = replace(filled(told, own=own, receipts=(own,), fall=own), numbers=2)
    assert words(most, ONE) == ["One", "Something is wrong today", "More"]


def test_beside_two_numbers_to_call_the_summary_stays_longer_than_yesterday(page):
    called = replace(filled(page, waits=True), raised=[FlagGroup("", (), (), "soon")], numbers=2, tells=True)

    assert words(called) == ["Pictures", "Summary to print", "Something is wrong today", "More"]


def test_on_the_first_day_nothing_else_is_asked(page):
    begun = replace(page, start=Stands(begun=True))
    after = ["Pictures", "Summary to print", "Something is wrong today", "More"]

    assert words(begun, ONE, OTHER) == ["Go on with the start", *after]
    assert words(replace(page, start=Stands(begun=True, over=True)), ONE, OTHER) == after


@pytest.mark.parametrize(
    ("around", "today"),
    [
        ({}, ["Later"]),
        ({"raised": [FlagGroup("", (), (), "soon")], "numbers": 1}, ["Later"]),
        ({"raised": [FlagGroup("", (), (), "soon")], "numbers": 2}, []),
        ({"raised": [FlagGroup("", (), (), "emergency")], "numbers": 1}, []),
    ],
)
def test_what_can_wait_is_not_asked_alone_beside_a_call_that_comes_first(page, around, today):
    page, later = replace(page, **around), Card("/later/", "Later", can_wait=True)

    assert [word for word in words(page, later) if word == "Later"] == today
    assert "For today: 2" in words(page, later, ONE)


@pytest.fixture
def all_four(record, ada, cleo):
    """A visit that is near, a function check that is due, a medicine and an exercise. The last two."""
    visit_coming(record, cleo)
    return medicine(record, ada), programme(record, cleo, WALK).items.get()


def asked(user, record):
    found = asked_today(open_record(user, record.pk, Verb.VIEW), user, today_of(record))
    return [(card.text, card.done) for card in found]


def test_what_is_asked_is_ticked_by_whoever_said_it(record, ada, ben, all_four):
    assert asked(ada, record) == [(VISIT, False), (CHECK, False), (PILLS, False), (MOVES, False)]
    pill, walk = all_four
    now, today = timezone.now(), today_of(record)
    say_of_day(pill, today, {"taken": True}, by=ada, source="self", now=now)
    said(record, ada, walk, done="done")
    verbs.record_function_check(record, today, {"function.speech": 4}, by=ada, source="self", now=now)

    assert asked(ada, record) == [(VISIT, False), (PILLS, True), (MOVES, True)]
    assert asked(ben, record) == [(VISIT, False), (PILLS, False), (MOVES, False)]


def test_nothing_is_asked_of_the_team_nor_of_who_may_only_read(record, ada, cleo, dan, all_four):
    grant(record, dan, role="caregiver", access="read", by=ada)

    assert (asked(cleo, record), asked(dan, record)) == ([], [])


def links(html):
    main = html.partition("<h1")[2].partition("</main>")[0]
    return re.findall(r'<a class="card" href="([^"]+)">([^<]+)</a>', main)


def test_the_page_for_today_has_a_card_for_each(client, record, ada, ben, all_four):
    address = reverse("for_today", args=[record.pk])
    now = timezone.now()
    verbs.record_check_in(record, today_of(record), {"fatigue.now": 2}, by=ada, source="self", now=now)
    client.force_login(ada)
    assert links(client.get("/").content.decode())[0] == (address, "For today: 4")
    names = ("before_visit", "function_check", "medicines", "exercises")
    cards = [*zip((reverse(name, args=[record.pk]) for name in names), (VISIT, CHECK, PILLS, MOVES), strict=True)]
    html = client.get(address).content.decode()
    assert (links(html), re.findall(r"<h1[^>]*>([^<]+)", html)) == (cards, ["For today"])

    client.force_login(ben)
    html = client.get(address).content.decode()
    assert (links(html), re.findall(r"<h1[^>]*>([^<]+)", html)) == (cards, ["For Ada today"])


def test_a_day_without_anything_is_told(client, record, ada):
    verbs.record_function_check(
        record, today_of(record), {"function.speech": 4}, by=ada, source="self", now=timezone.now()
    )
    client.force_login(ada)

    html = client.get(reverse("for_today", args=[record.pk])).content.decode()
    assert re.findall(r'<p class="empty">([^<]+)', html) == ["Nothing is asked today."]
