"""Mood, and what a caregiver says about themselves, at every way out: shown only where it was agreed to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import PRIVATE
from people import consent
from people.consent import Part
from people.models import Membership
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import person
from tests.reports.opened import text
from tests.symptoms.api.calls import Caller

MOOD = {"signs.low_mood": 1, "signs.self_harm": 1}
STRAIN = {"signs.caregiver_cannot_go_on": 1, "signs.caregiver_strain": 9}
EXITS = ("entries", "api", "csv", "report", "flags", "dashboard", "summary", "worklist")


@pytest.fixture
def told(record, ada, ben, cleo):
    """Ada has said how she feels, and Ben how he does; the clinic keeps the record."""
    now = timezone.now()
    day = local_day(record, now)
    verbs.record_check_in(record, day, MOOD | {"signs.nightmares": 1}, by=ada, source="self", now=now)
    verbs.record_check_in(record, day, STRAIN, by=ben, source="caregiver", now=now)
    consent.note_clinic(record, by=ada, basis="self")
    maker.refresh(record.pk, now=now)
    return record


def shares(record, user, *parts):
    """Ada says that the clinic, or a caregiver, sees these parts too."""
    which = {"user": user} if user else {"user": None}
    consent.share_parts(
        record.memberships.current().get(**which), parts, by=record.memberships.get(role="patient").user
    )


def known(exit, client, record, user):
    """Of mood and strain, the parts that somebody learns of at one way out."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session.save()
    if exit in ("api", "report", "flags"):
        path = {"api": "check-ins/", "report": "report/", "flags": "flags/"}[exit]
        said = Caller(user, record).get(path).content.decode()
    elif exit == "csv":
        answer = client.get(reverse("export_csv", args=[record.pk]))
        said = answer.content.decode() if answer.status_code == 200 else str(answer.status_code)
    elif exit == "worklist":
        said = text(client.get(reverse("worklist"), follow=True))
    elif exit == "entries":
        today = local_day(record, timezone.now())
        said = text(client.get(reverse("entries_day", args=[record.pk, today])))
    else:
        said = text(client.get(reverse(exit, args=[record.pk]), follow=True))
    said = said.partition("Left out here")[0]
    words = {
        Part.MOOD: ("low_mood", "self_harm", "felt low", "self-harm", "low mood", "R27", "Feeling low"),
        Part.CAREGIVER: (
            "caregiver_",
            "keep this up",
            "how hard is caring for you now?: 9",
            "strain of the caregiver",
            "R30",
            "Support for",
        ),
    }
    return {part for part, its in words.items() if any(word.lower() in said.lower() for word in its)}


def at_all_exits(client, record, user, exits=EXITS):
    return {exit: known(exit, client, record, user) for exit in exits}


def everywhere(exits, *parts):
    return {exit: set(parts) for exit in exits}


def test_the_clinic_is_shown_neither_at_any_way_out(client, told, cleo):
    assert at_all_exits(client, told, cleo) == everywhere(EXITS)


def test_the_clinic_is_shown_what_was_agreed_to_at_every_way_out(client, told, cleo):
    shares(told, None, Part.MOOD)
    assert at_all_exits(client, told, cleo) == everywhere(EXITS, Part.MOOD)
    shares(told, None, Part.MOOD, Part.CAREGIVER)
    of_both = everywhere(EXITS, Part.MOOD, Part.CAREGIVER) | {"worklist": {Part.MOOD}}  # it names the first of two
    assert at_all_exits(client, told, cleo) == of_both
    shares(told, None)
    assert at_all_exits(client, told, cleo) == everywhere(EXITS)


OF_A_PERSON = ("entries", "api", "csv", "report", "flags", "dashboard")


def test_the_person_is_shown_their_mood_and_not_what_the_caregiver_says(client, told, ada):
    assert at_all_exits(client, told, ada, OF_A_PERSON) == everywhere(OF_A_PERSON, Part.MOOD)
    assert known("summary", client, told, ada) == set()


def test_a_caregiver_is_shown_what_they_said_themselves(client, told, ben):
    found = at_all_exits(client, told, ben, OF_A_PERSON)

    assert found == everywhere(OF_A_PERSON, Part.CAREGIVER) | {"csv": set()}
    assert known("summary", client, told, ben) == set()


def test_an_entry_of_which_nothing_is_shown_leaves_no_trace_in_the_calendar(client, told, ada, ben, cleo):
    today = local_day(told, timezone.now())

    def who(user):
        client.force_login(user)
        month = client.get(reverse("entries", args=[told.pk]))
        week = client.get(reverse("entries_week", args=[told.pk, today]))
        day = client.get(reverse("entries_day", args=[told.pk, today]))
        told_by = {str(voice.word) for row in month.context["rows"] for voice in row["who"]}
        assert {str(voice.word) for each in week.context["days"] for voice in each["who"]} == told_by
        return told_by, {entry.row.author.name for entry in day.context["entries"]}

    assert who(ada) == ({"You"}, {"Ada"})
    assert who(cleo) == ({"Ada"}, {"Ada"})
    assert who(ben) == ({"Ada", "Someone who helps"}, {"Ben", "Ada"})
    shares(told, None, Part.CAREGIVER)
    assert who(cleo) == ({"Ada", "Someone who helps"}, {"Ben", "Ada"})


def test_another_caregiver_is_shown_neither_until_they_may(client, told, ada):
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=told, role="caregiver", access="write", granted_by=ada)
    assert at_all_exits(client, told, eve, OF_A_PERSON) == everywhere(OF_A_PERSON)

    shares(told, eve, Part.MOOD)
    assert at_all_exits(client, told, eve, OF_A_PERSON) == everywhere(OF_A_PERSON, Part.MOOD)


def test_each_private_answer_belongs_to_a_part_that_can_be_agreed_to():
    assert set(PRIVATE) == {*MOOD, *STRAIN}
    assert set(PRIVATE.values()) == {Part.MOOD, Part.CAREGIVER}
