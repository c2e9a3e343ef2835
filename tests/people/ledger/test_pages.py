"""The ledger of a record: who may see it, in plain words; parts; endings, and that they count at once."""

import datetime as dt
import zoneinfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people import consent, invitations
from people.access import Verb, open_record
from people.invitations import Kind
from people.models import AuditEvent, Invitation, Membership, Patient
from symptoms.day import drafts, reminders
from symptoms.models import CheckIn, Draft
from tests.cast import person


@pytest.fixture
def kept(record, ada, cleo):
    """The person agreed that the clinic keeps the record."""
    return consent.note_clinic(record, by=cleo, basis="paper")


def page(client, user, name, record, *more):
    client.force_login(user)
    return client.get(reverse(name, args=[record.pk, *more]))


def test_each_line_says_since_until_what_for_who_agreed_and_how_which_text_and_which_parts(client, record, ada, kept):
    fay = person("Fay")
    end = consent.end_of(dt.date(2090, 5, 1), record)
    consent.grant(record, fay, role="caregiver", access="read", by=ada, until=end, shares=["mood"])
    entries = page(client, ada, "sharing", record).context["entries"]

    today = timezone.localdate(timezone=zoneinfo.ZoneInfo("Europe/Berlin"))
    since = f"{today.day} {today:%B %Y}"
    assert [(entry.name, entry.standing, entry.agreed, entry.shown, entry.team) for entry in entries] == [
        (
            "North Clinic",
            f"The clinic that keeps the record, can look and write, since {since}.",
            "To care for the person. By Cleo, agreed to on paper, as the clinic noted. "
            "The text shown was that of 2026-11.",
            "Also shown: nothing else.",
            ("Cleo",),
        ),
        (
            "Fay",
            f"Caregiver, can look, since {since}, until 1 May 2090.",
            "To help with the record. By Ada, agreed to here. The text shown was that of 2026-11.",
            "Also shown: Mood and behaviour.",
            (),
        ),
    ]


def test_what_was_never_noted_says_so(client, record, ada, ben):
    (entry,) = page(client, ada, "sharing", record).context["entries"]

    assert entry.agreed == "By Ada, how was not noted."


def test_the_person_withdraws_in_two_presses_and_it_counts_for_the_next_request(client, record, ada, ben):
    open_session = Client()
    open_session.force_login(ben)
    assert open_session.get(reverse("dashboard", args=[record.pk])).status_code == 200
    grant = ben.memberships.get()
    asked = page(client, ada, "end_grant", record, grant.pk)
    assert asked.status_code == 200
    assert Membership.objects.current().filter(user=ben).exists()
    ended = client.post(reverse("end_grant", args=[record.pk, grant.pk]))

    assert ended["Location"] == reverse("grant", args=[record.pk, grant.pk])
    for name in ("dashboard", "check_in", "summary", "entries"):
        assert open_session.get(reverse(name, args=[record.pk])).status_code == 404
    check_ins = f"/api/v1/patients/{record.pk}/check-ins/"
    assert open_session.get(check_ins).status_code == open_session.post(check_ins, {}).status_code == 404


def test_the_page_after_an_ending_ends_nothing_more(client, record, ada, ben):
    grant = ben.memberships.get()
    client.force_login(ada)
    after = client.post(reverse("end_grant", args=[record.pk, grant.pk]), follow=True)

    assert "<form" not in after.content.decode().split("<main", 1)[1]
    assert not after.context["stands"]
    assert ("Ended", f"On {after.context['facts'][-1][1][3:]}") == after.context["facts"][-1]


def test_jobs_that_were_queued_for_someone_do_nothing_once_their_access_has_ended(record, ada, ben, mailoutbox):
    now = timezone.now()
    noon = now.replace(hour=11)
    reminders.choose(record, ben, 8)
    reminder = reminders.reminder_of(record, ben)
    opened = open_record(ben, record.pk, Verb.WRITE)
    day = now.astimezone(dt.UTC).date()
    drafts.keep(opened, day, Draft.Kind.CHECK_IN, by=ben, now=now, answers={"weakness.neck": 2})
    consent.end_grant(ben.memberships.get(), by=ada, now=now)

    assert drafts.record_waiting(now=now + dt.timedelta(minutes=11)) == 0
    assert CheckIn.objects.count() == 0
    assert not reminders.is_due(reminder, noon + dt.timedelta(days=1))
    assert reminders.send_due(now=noon + dt.timedelta(days=1)) == 0
    assert mailoutbox == []


def test_the_clinics_own_consent_is_withdrawn_and_the_record_is_the_persons_alone(client, record, ada, cleo, kept):
    asked = page(client, ada, "end_grant", record, kept.pk)
    assert "Then nobody of North Clinic sees the record any more" in asked.content.decode()
    assert asked.context["team"] == ("Cleo",)
    client.post(reverse("end_grant", args=[record.pk, kept.pk]))

    record.refresh_from_db()
    kept.refresh_from_db()
    assert (record.is_kept_alone, kept.ended_by) == (True, ada)
    assert list(Patient.objects.visible_to(cleo)) == []
    assert list(Patient.objects.visible_to(ada)) == [record]


def test_the_clinic_does_not_put_a_record_out_by_itself(client, record, ada, cleo, kept):
    assert page(client, cleo, "end_grant", record, kept.pk).status_code == 403
    assert client.post(reverse("end_grant", args=[record.pk, kept.pk])).status_code == 403


def test_the_persons_own_access_is_no_line_to_be_ended(client, record, ada, cleo, kept):
    own = ada.memberships.get()
    assert own not in [entry.grant for entry in page(client, cleo, "sharing", record).context["entries"]]
    for user in (ada, cleo):
        client.force_login(user)
        assert client.post(reverse("end_grant", args=[record.pk, own.pk])).status_code == 403


def test_parts_are_changed_a_press_each_and_the_same_press_changes_nothing(client, record, ada, ben):
    grant = ben.memberships.get()
    client.force_login(ada)
    url = reverse("grant_parts", args=[record.pk, grant.pk])
    for _twice in range(2):
        client.post(url, {"part": "wishes", "show": "yes"})
    client.post(url, {"part": "mood", "show": "yes"})
    grant.refresh_from_db()
    assert grant.shares == ["mood", "wishes"]

    client.post(url, {"part": "wishes", "show": "no"})
    grant.refresh_from_db()
    assert grant.shares == ["mood"]
    assert AuditEvent.objects.filter(verb="share").count() == 3
    assert client.post(url, {"part": "all", "show": "yes"}).status_code == 404


def test_parts_are_the_persons_to_say_and_the_clinics_only_while_the_record_is_nobodys(client, record, clinic, cleo):
    fay = person("Fay")
    grant = consent.grant(record, fay, role="caregiver", access="read", by=cleo, basis="word")
    assert page(client, cleo, "grant_parts", record, grant.pk).status_code == 200

    consent.grant(record, person("Ada"), role="patient", access="write", by=cleo)
    assert page(client, cleo, "grant_parts", record, grant.pk).status_code == 403


def test_what_has_ended_and_what_came_to_nothing_stand_on_a_page_of_their_own(client, record, ada, ben, cleo):
    now = timezone.now()
    consent.end_grant(ben.memberships.get(), by=ada, now=now)
    no = invitations.invite(Kind.HELP, by=ada, role="caregiver", patient=record, name="Fay")
    invitations.decline(no.invitation, user=None, now=now)
    yes = invitations.invite(Kind.HELP, by=ada, role="caregiver", patient=record, name="Gus")
    invitations.accept(yes.invitation, user=None, now=now)
    again = invitations.invite(Kind.AGAIN, by=cleo, role="patient", patient=record)
    invitations.accept(again.invitation, user=None, now=now + dt.timedelta(seconds=1))
    lines = list(page(client, ada, "past_grants", record).context["page"])

    assert [line[1] for line in lines] == ["An invitation on paper", "Ben", "Fay"]
    assert lines[0][2] == "A new way in, for the person whose record it is."
    assert lines[1][3].endswith("by Ada.")
    assert lines[2][3].startswith("The answer was no")


def test_who_was_asked_is_listed_and_turned_page_by_page(client, record, ada):
    for number in range(3):
        invitations.invite(Kind.HELP, by=ada, role="caregiver", patient=record, name=f"Fay {number}")
    Invitation.objects.filter(name="Fay 0").update(
        made_at=timezone.now() - dt.timedelta(20), expires_at=timezone.now() - dt.timedelta(6)
    )
    first = page(client, ada, "asked", record).context["waiting"]
    second = client.get(reverse("asked", args=[record.pk]) + "?page=2").context["waiting"]

    assert [row.name for row, _state in [*first, *second]] == ["Fay 2", "Fay 1", "Fay 0"]
    assert second[0][1].startswith("Nobody answered until")


def test_a_long_list_is_turned_page_by_page_and_the_clinic_sees_it_at_once(client, record, ada, cleo, kept):
    for number in range(4):
        consent.grant(record, person(f"Helper{number}"), role="caregiver", access="read", by=ada)
    names = []
    for number in (1, 2, 3):
        client.force_login(ada)
        shown = client.get(reverse("sharing", args=[record.pk]), {"page": number})
        names += [entry.name for entry in shown.context["entries"]]

    everyone = ["North Clinic", "Helper3", "Helper2", "Helper1", "Helper0"]
    assert names == everyone
    assert [entry.name for entry in page(client, cleo, "sharing", record).context["entries"]] == everyone


def test_the_ledger_takes_as_many_queries_for_twenty_as_for_two(client, record, cleo, kept):
    asked = []
    for more in (2, 18):
        for _each in range(more):
            helper = person(f"Helper{Membership.objects.count()}")
            consent.grant(record, helper, role="caregiver", access="read", by=cleo)
        page(client, cleo, "sharing", record)  # a session of staff is stamped once a minute
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(reverse("sharing", args=[record.pk])).context["entries"]
        asked.append((len(shown), len(queries)))

    (two, few), (twenty, many) = asked
    assert (two, twenty, many) == (3, 21, few)


@pytest.mark.parametrize("name", ["sharing", "share", "asked", "past_grants", "access_log"])
def test_a_caregiver_does_not_say_who_sees_the_record(client, record, ben, dan, name):
    assert page(client, ben, name, record).status_code == 403
    assert page(client, dan, name, record).status_code == 404


@pytest.mark.parametrize("name", ["grant", "grant_parts", "end_grant"])
def test_a_grant_of_another_record_or_of_a_whole_clinic_is_not_found_here(client, record, ada, cleo, dan, name):
    for other in (dan, cleo):
        assert page(client, ada, name, record, other.memberships.get().pk).status_code == 404
