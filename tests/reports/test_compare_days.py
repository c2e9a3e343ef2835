"""Which two days are compared: an address names them, and a day that can't be is refused at its field."""

import datetime as dt
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import timezone

from people.access import Verb, open_record
from people.models import AuditEvent, Membership
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from symptoms.write.ending import close_record
from tests.care.said import entered
from tests.cast import NOW, TODAY, person
from tests.reports.opened import opened, text

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIRST, VISIT = TODAY - 120 * DAY, TODAY - 60 * DAY


@pytest.fixture
def logged(record, ada, cleo):
    """The first check-in, a visit, and the report of TODAY."""
    verbs.record_check_in(record, FIRST, {"weakness.hand.left": 3}, by=ada, source="self", now=NOW)
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": 2}, by=ada, source="self", now=NOW)
    entered(record, cleo, VISIT)
    return made(record)


def made(record):
    maker.refresh(record.pk, now=NOW)
    record.refresh_from_db()
    return record


def days(response):
    found = response.context["found"]
    return found.then, found.now


class Field(HTMLParser):
    """What a page says of the input of a name: its attributes, and the error that it names as its description."""

    def __init__(self, response, name):
        super().__init__()
        self.name, self.attributes, self.texts, self._open = name, {}, {}, None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if given.get("name") == self.name:
            self.attributes = given
        self._open = given.get("id")

    def handle_endtag(self, tag):
        self._open = None

    def handle_data(self, data):
        if self._open:
            self.texts[self._open] = f"{self.texts.get(self._open, '')}{data}".strip()

    @property
    def error(self):
        described = (self.attributes.get("aria-describedby") or "").split()
        return " ".join(self.texts[name] for name in described)


def test_two_days_have_an_address_and_a_visit_is_named_by_its_day(logged, cleo):
    asked = {"from": str(VISIT - DAY), "to": str(TODAY - DAY)}

    assert days(opened(cleo, "compare", logged, **asked)) == (VISIT - DAY, TODAY - DAY)
    assert days(opened(cleo, "compare", logged)) == (VISIT, TODAY)
    assert days(opened(cleo, "compare", logged, to=str(TODAY - DAY))) == (VISIT, TODAY - DAY)


def test_a_visit_that_is_chosen_leads_to_the_address_of_its_day(logged, cleo):
    response = opened(cleo, "compare", logged, from_visit=str(VISIT), to=str(TODAY), **{"from": str(FIRST)})

    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('compare', args=[logged.pk])}?from={VISIT}&to={TODAY}",
    )


def test_without_a_visit_it_begins_ninety_days_before_and_never_before_the_first_entry(record, ada, cleo):
    for day in (TODAY - 200 * DAY, TODAY):
        verbs.record_check_in(record, day, {"weakness.neck": 3}, by=ada, source="self", now=NOW)

    assert days(opened(cleo, "compare", made(record))) == (TODAY - 89 * DAY, TODAY)
    entry = record.checkins.get(day=TODAY - 200 * DAY)
    verbs.retract(entry, by=ada)
    verbs.record_check_in(record, TODAY - 9 * DAY, {"weakness.neck": 3}, by=ada, source="self", now=NOW)
    assert days(opened(cleo, "compare", made(record))) == (TODAY - 9 * DAY, TODAY)


FUTURE = "This day is later than {today}, the last that there is."
EARLY = "Nothing was entered before 2 November 2025."
NO_DAY = "This is not a day. Write it as 2026-03-01, or choose a visit."


@pytest.mark.parametrize(
    ("asked", "name", "told"),
    [
        ({"from": str(FIRST - DAY)}, "from", EARLY),
        ({"to": "0001-01-01"}, "to", EARLY),
        ({"to": "tomorrow"}, "to", FUTURE),
        ({"from": "9999-12-31"}, "from", FUTURE),
        ({"from": "soon"}, "from", NO_DAY),
        ({"from": "2026-02-30"}, "from", NO_DAY),
        ({"to": "\0"}, "to", NO_DAY),
        ({"to_visit": "nonsense"}, "to", NO_DAY),
        ({"from": str(VISIT), "to": str(VISIT)}, "to", "Both are the same day: there is nothing to compare."),
        (
            {"from": str(TODAY), "to": str(VISIT)},
            "to",
            "The later day is before the earlier one. They were not swapped.",
        ),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field_and_nothing_is_compared(logged, cleo, asked, name, told):
    today = local_day(logged, timezone.now())
    asked = {key: str(today + DAY) if value == "tomorrow" else value for key, value in asked.items()}
    response = opened(cleo, "compare", logged, **asked)
    field = Field(response, name)

    assert response.status_code == 422
    assert field.error == told.format(today=f"{today.day} {today:%B %Y}")
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["value"] == asked.get(name, asked.get(f"{name}_visit"))
    assert "compared" not in response.context
    assert "found" not in response.context


def test_days_the_wrong_way_round_are_a_press_from_the_right_one(logged, cleo):
    response = opened(cleo, "compare", logged, **{"from": str(TODAY), "to": str(VISIT)})

    assert response.context["form"].swapped == f"?from={VISIT}&to={TODAY}"
    assert f'href="?from={VISIT}&amp;to={TODAY}"' in response.content.decode()
    assert opened(cleo, "compare", logged, **{"from": "soon"}).context["form"].swapped == ""


def test_the_day_of_the_first_entry_and_today_can_be_asked_for(logged, cleo):
    today = local_day(logged, timezone.now())

    assert days(opened(cleo, "compare", logged, **{"from": str(FIRST), "to": str(today)})) == (FIRST, today)


def test_of_a_closed_record_no_later_day_than_its_last_can_be_asked_for(logged, cleo):
    close_record(logged, why="died", on=TODAY, by=cleo, now=NOW)
    response = opened(cleo, "compare", made(logged), to=str(TODAY + DAY))

    assert Field(response, "to").error == "This day is later than 2 March 2026, the last that there is."


def test_one_day_of_entries_and_none_say_that_there_are_no_two(record, ada, cleo):
    none = "There are no two days to compare yet."
    assert "The picture is being worked out for the first time." in text(opened(cleo, "compare", record))
    assert none in text(opened(cleo, "compare", made(record)))
    verbs.record_check_in(record, TODAY, {"weakness.neck": 3}, by=ada, source="self", now=NOW)
    page = opened(cleo, "compare", made(record), **{"from": "soon"})

    assert (page.status_code, none in text(page)) == (200, True)


def test_it_is_for_the_care_team_and_looking_is_on_record(logged, ada, ben, cleo, dan, clinic):
    rita = person("Rita")
    Membership.objects.create(user=rita, clinic=clinic, role="reader", access="view")

    assert [opened(who, "compare", logged).status_code for who in (cleo, rita, ada, ben, dan)] == [
        200,
        200,
        403,
        403,
        404,
    ]
    assert open_record(cleo, logged.pk, Verb.VIEW).for_clinician
    assert {event.user for event in AuditEvent.objects.filter(patient=logged, verb="view")} >= {cleo, rita}


def test_the_pages_about_a_person_lead_to_it(logged, cleo):
    address = f'href="{reverse("compare", args=[logged.pk])}"'

    assert [address in opened(cleo, name, logged).content.decode() for name in ("dashboard", "visits")] == [True, True]
