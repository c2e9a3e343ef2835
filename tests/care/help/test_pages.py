"""The pages of help: what was written about first, and a press that puts one on the list for the visit."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from care.before.read import coming_of, own_answers
from care.help.topics import TOPICS
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.care.before.asking import said, visit_coming
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
TITLES = {topic.key: str(topic.title) for topic in TOPICS}


def listed(page: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'class="choice" href="[^"]*"><span>([^<]*)<', page)]


def page_of(record, key=""):
    return reverse("help_topic", args=[record.pk, key]) if key else reverse("help_topics", args=[record.pk])


def list_of(record, user):
    mine = own_answers(record, user, coming_of(record, local_day(record, timezone.now())))
    return {name: row.answer or row.words for name, row in mine.items()}


@pytest.fixture
def written(record, ada):
    """A weak hand, and trouble with food."""
    values = {"weakness.hand.left": 2, "signs.choking_needed_help": 1}
    verbs.record_check_in(record, TODAY, values, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    return record


def test_what_was_written_about_comes_first(client, written, ada):
    client.force_login(ada)
    page = client.get(page_of(written)).content.decode()

    assert listed(page.split('id="others"')[0]) == [TITLES["meals"], TITLES["arms"]]


def test_all_pages_are_reached_a_few_at_a_time(client, record, ada):
    client.force_login(ada)
    found, start = [], 0
    while start < len(TOPICS):
        found += listed(client.get(page_of(record), {"from": start}).content.decode())
        start = len(found)

    assert found == list(TITLES.values())


@pytest.mark.parametrize("key", TITLES)
def test_each_says_what_a_team_can_offer_and_whom_to_ask(client, record, ben, key):
    client.force_login(ben)
    page = client.get(page_of(record, key)).content.decode()

    topic = next(topic for topic in TOPICS if topic.key == key)
    assert re.findall(r"<li>([^<]*)</li>", page) == [
        unescape(str(text)).replace("'", "&#x27;") for text in topic.offers
    ]
    assert str(topic.ask) in page


def test_a_press_puts_it_on_the_list_and_another_takes_it_off(client, record, ada, cleo):
    visit_coming(record, cleo)
    said(record, ada, "matter_1", "falls")
    client.force_login(ada)

    for _twice in range(2):
        client.post(page_of(record, "arms"))
    client.post(page_of(record, "caring"))
    assert list_of(record, ada) == {"matter_1": "falls", "matter_2": "arms", "matter_3": TITLES["caring"]}

    for _twice in range(2):
        client.post(page_of(record, "arms"), {"off": "1"})
    assert list_of(record, ada) == {"matter_1": "falls", "matter_3": TITLES["caring"]}


def test_a_full_list_is_said_and_nothing_is_changed(client, record, ada, cleo):
    visit_coming(record, cleo)
    for number, code in enumerate(("falls", "mood", "pain"), start=1):
        said(record, ada, f"matter_{number}", code)
    client.force_login(ada)

    answer = client.post(page_of(record, "arms"))

    assert answer.status_code == 422
    assert "Three things are on the list already. One of them has to change first." in answer.content.decode()
    assert list_of(record, ada) == {"matter_1": "falls", "matter_2": "mood", "matter_3": "pain"}


def test_without_a_next_visit_it_says_so(client, record, ada):
    client.force_login(ada)

    assert "Once a next visit is on record" in client.get(page_of(record, "arms")).content.decode()
    assert client.post(page_of(record, "arms")).status_code == 422


def test_what_cannot_wait_is_put_on_no_list(client, record, ada, cleo):
    visit_coming(record, cleo)
    client.force_login(ada)

    assert client.post(page_of(record, "emergency")).status_code == 403
    assert "I want to talk about this" not in client.get(page_of(record, "emergency")).content.decode()


def test_a_page_that_is_none_is_not_found(client, record, ada):
    client.force_login(ada)

    assert client.get(page_of(record, "no-such")).status_code == 404


def test_a_sign_that_is_not_shared_leads_only_who_wrote_it(client, record, ada, ben):
    strained = {"signs.caregiver_cannot_go_on": 1}
    verbs.record_check_in(record, TODAY, strained, by=ben, source="caregiver", now=NOW)
    maker.refresh(record.pk, now=NOW)
    first = {}
    for who in (ada, ben):
        client.force_login(who)
        page = client.get(page_of(record)).content.decode()
        first[who] = listed(page.split('id="others"')[0])

    assert first == {ada: [], ben: [TITLES["caring"]]}
