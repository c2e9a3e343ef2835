"""Who looked: others, by person and day, in words."""

import datetime as dt
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from people import audit, consent, tokens
from people.access import Verb, open_record
from people.looked import COUNTED, NAMED, looked
from people.models import AuditEvent
from tests.cast import person

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def did(record, user, verb, when, times=1, detail="", token=None):
    AuditEvent.objects.bulk_create(
        AuditEvent(user=user, patient=record, verb=verb, at=when, detail=detail, token=token) for _n in range(times)
    )


def at(day, hour=12):
    return dt.datetime(2026, 6, day, hour, tzinfo=BERLIN)


def days(record, viewer, **more):
    return [
        (f"{one.day.day} {one.day:%B}", one.people) for one in looked(record, viewer, own=False, page=None, **more)[1]
    ]


def test_it_is_told_by_person_and_day(record, ada, ben, cleo):
    did(record, cleo, "view", at(3), 4)
    did(record, cleo, "export", at(3))
    did(record, ben, "write", at(3), 2)
    did(record, cleo, "view", at(4))
    did(record, ada, "view", at(4), 9)

    assert days(record, ada) == [
        ("4 June", [("Cleo", "looked at it once")]),
        ("3 June", [("Ben", "wrote in it 2 times"), ("Cleo", "looked at it 4 times; took a copy as a file once")]),
    ]


def test_what_a_program_did_is_told_apart(record, ada, ben, cleo):
    token, _secret = tokens.make(
        cleo, "Scale", scope="write", patients=None, lasts=tokens.USUAL, two_factors=False, now=at(1)
    )
    did(record, cleo, "view", at(3))
    for verb, times in (("view", 2), ("grant", 1)):
        did(record, cleo, verb, at(3), times, detail="Ben: caregiver, read" if verb == "grant" else "", token=token)

    program = ("Cleo, by the program “Scale”", "looked at it 2 times; gave access: Ben")
    assert days(record, ada) == [("3 June", [("Cleo", "looked at it once"), program])]


def test_a_day_is_the_patients(record, ada, cleo):
    did(record, cleo, "view", dt.datetime(2026, 6, 3, 22, 30, tzinfo=dt.UTC))
    did(record, cleo, "view", at(4, 23))

    assert days(record, ada) == [("4 June", [("Cleo", "looked at it 2 times")])]


def test_ones_own_looks_are_a_press_away(client, record, ada, cleo):
    did(record, ada, "view", timezone.now(), 40)
    client.force_login(ada)
    url = reverse("access_log", args=[record.pk])

    assert client.get(url).context["days"] == []
    ((who, deeds),) = client.get(url, {"own": ""}).context["days"][0].people
    assert (who, deeds) == ("Ada", "looked at it 40 times; looked at who may see it 2 times")


def test_emergencies_stand_first_with_their_reason_however_long_ago(client, record, ada):
    fay = person("Fay")
    long_ago = timezone.now() - dt.timedelta(days=400)
    consent.grant_emergency(record, fay, reason="Short of breath", now=long_ago)
    did(record, fay, "view", long_ago + dt.timedelta(minutes=5), 2, "emergency")
    did(record, fay, "view", timezone.now())
    client.force_login(ada)
    (one,) = client.get(reverse("access_log", args=[record.pk])).context["emergencies"]

    assert (one.who, one.reason, one.looks, one.at) == ("Fay", "Short of breath", 2, long_ago)


@pytest.mark.parametrize(
    ("verb", "detail", "words"),
    [
        ("grant", "Ben: caregiver, write", "gave access: Ben"),
        ("end grant", "Ben", "ended access: Ben"),
        ("share", "Ben: mood, wishes", "changed which parts are shown: Ben"),
        ("share", "Ben: ", "changed which parts are shown: Ben"),
        ("invite", "fay@example.org: caregiver", "invited: fay@example.org"),
        ("withdraw invitation", "Fay", "took an invitation back: Fay"),
        ("accept invitation", "Fay", "accepted an invitation: Fay"),
        ("decline invitation", "Fay", "said no to an invitation: Fay"),
        ("emergency", "Fell: hit her head", "opened it in an emergency: Fell: hit her head"),
        ("close", "moved", "closed the record"),
        ("reopen", "", "opened the record again"),
    ],
)
def test_invitations_and_endings_are_named_in_words(record, ada, cleo, verb, detail, words):
    did(record, cleo, verb, at(3), 1, detail)

    assert days(record, ada) == [("3 June", [("Cleo", words)])]


def test_every_deed_that_the_site_records_has_words(record):
    verbs = {str(verb) for verb in Verb if verb.audited} | {
        *("grant", "end grant", "share", "emergency", "invite", "withdraw invitation", "accept invitation"),
        *("decline invitation", "create", "close", "reopen", "move", "import", "write", "retract", "refused"),
        *("ask to erase", "call off erasing"),
        *("take back import", "merge", "merge into", "undo merge"),
        *("agree research", "end research", "research export"),
        *("make link", "withdraw link", "look by link", "wrong code for link"),
    }
    assert verbs == {*COUNTED, *NAMED}


def test_what_the_site_did_by_itself_is_told_too(record, ada):
    audit.record("import", user=None, patient=record)

    assert days(record, ada)[0][1] == [("The site itself", "added entries from a file once")]


def test_who_said_no_without_an_account_is_whoever_was_asked(record, ada):
    audit.record("decline invitation", user=None, patient=record, detail="Fay")

    assert days(record, ada)[0][1] == [("Whoever was asked", "said no to an invitation: Fay")]


def test_days_are_turned_page_by_page(client, record, ada, cleo):
    for day in range(1, 26):
        did(record, cleo, "view", at(day), 3)
    client.force_login(ada)
    url = reverse("access_log", args=[record.pk])
    shown = [len(client.get(url, {"page": number}).context["days"]) for number in (1, 2, 3)]

    assert shown == [10, 10, 5]


def test_it_is_said_in_the_language_of_the_reader(record, ada, cleo):
    open_record(cleo, record.pk, Verb.VIEW)
    with translation.override("de"):
        assert looked(record, ada, own=False, page=None)[1][0].people == [("Cleo", "hat sie einmal angesehen")]
