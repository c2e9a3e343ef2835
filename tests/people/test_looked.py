"""Who looked: others, by person and day, in words."""

import datetime as dt
import zoneinfo

from django.urls import reverse
from django.utils import timezone, translation

from people import audit, consent, tokens
from people.access import Verb, open_record
from people.looked import COUNTED, NAMED, looked
from people.models import AuditEvent, Invitation, Membership
from tests.cast import new_patient, person

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
        of_ben = audit.of(ben.memberships.get()) if verb == "grant" else ""
        did(record, cleo, verb, at(3), times, detail=of_ben, token=token)

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


def an_invitation(record, **to):
    how = {"kind": "help", "patient": record, "role": "caregiver", "expires_at": at(9)}
    return Invitation.objects.create(**how, **to, secret_hash=str(to))


def test_invitations_and_endings_are_named_in_words(record, ada, ben, cleo):
    of_ben, fay = ben.memberships.get(), an_invitation(record, name="Fay", email="fay@example.org")
    fell = Membership.objects.create(patient=record, user=person("Fay"), role="reader", reason="Fell: hit her head")
    other = new_patient(record.clinic, "A-2")
    for verb, row, *words in (
        ("grant", of_ben),
        ("end grant", of_ben),
        ("share", of_ben, "mood", "wishes"),
        ("share", of_ben),
        ("invite", fay, "again"),
        ("withdraw invitation", an_invitation(record, name="Gus")),
        ("decline invitation", an_invitation(record)),
        ("emergency", fell),
        ("merge", other),
    ):
        did(record, cleo, verb, at(3), 1, audit.of(row, *words))
    for verb in ("close", "reopen", "grant"):  # the last of a time when what it was about was not kept as a row
        did(record, cleo, verb, at(3))

    ((_day, ((who, told),)),) = days(record, ada)
    assert (who, told.split("; ")) == (
        "Cleo",
        [
            "gave access: Ben",
            "ended access: Ben",
            "changed which parts are shown: Ben",
            "changed which parts are shown: Ben",
            "invited: fay@example.org",
            "took an invitation back: Gus",
            "said no to an invitation: on paper",
            "opened it in an emergency: Fell: hit her head",
            "put another record of the same person together with this one: A-2",
            "closed the record",
            "opened the record again",
            "gave access",
        ],
    )


def test_every_deed_that_the_site_records_has_words(record):
    verbs = {str(verb) for verb in Verb if verb.audited} - {Verb.RUN} | {  # of a clinic, and not of a record
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
    audit.record("decline invitation", user=None, patient=record, detail=audit.of(an_invitation(record, name="Fay")))

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
