import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from people import consent
from people.access import Verb, open_record
from people.models import AuditEvent, Membership
from tests.cast import NOW


def trace():
    """The events so far, oldest first."""
    events = AuditEvent.objects.order_by("pk")
    return [(event.verb, event.user and event.user.name, event.patient.reference, event.detail) for event in events]


def test_a_grant_opens_the_record_and_leaves_a_trace(record, ada, dan):
    grant = consent.grant(record, dan, role="caregiver", access="read", by=ada)

    assert open_record(dan, record.pk, Verb.PROGRESS).may_write is False
    assert trace() == [("grant", "Ada", "A-1", f"membership {grant.pk}")]


def test_granting_again_ends_what_was_granted_before(record, ada, ben):
    before = ben.memberships.get()

    now = consent.grant(record, ben, role="caregiver", access="read", by=ada)

    before.refresh_from_db()
    assert before.ends_at == now.starts_at
    assert open_record(ben, record.pk, Verb.PROGRESS).may_write is False
    assert list(ben.memberships.filter(ends_at=None)) == [now]


def test_a_record_belongs_to_one_person(record, ada, dan):
    with pytest.raises(ValidationError, match="already belongs to someone"):
        consent.grant(record, dan, role="patient", access="write", by=ada)

    assert not Membership.objects.filter(user=dan, patient=record).exists()


def test_an_ended_grant_closes_the_record_once(record, ada, ben):
    grant = ben.memberships.get()
    moment = grant.starts_at + dt.timedelta(seconds=1)

    consent.end_grant(grant, by=ada, now=moment)
    consent.end_grant(grant, by=ada, now=moment + dt.timedelta(days=1))

    grant.refresh_from_db()
    assert grant.ends_at == moment
    assert trace() == [("end grant", "Ada", "A-1", f"membership {grant.pk}")]


def test_an_ended_grant_is_refused_at_the_door(record, ada, ben):
    grant = ben.memberships.get()
    consent.end_grant(grant, by=ada, now=grant.starts_at)

    with pytest.raises(Http404):
        open_record(ben, record.pk, Verb.VIEW)


def test_the_persons_own_access_does_not_end(record, ada, cleo):
    with pytest.raises(ValidationError, match="own access"):
        consent.end_grant(ada.memberships.get(), by=cleo, now=NOW)

    assert open_record(ada, record.pk, Verb.PROGRESS).may_write


def test_the_persons_own_record_is_not_granted_to_them_again(record, ada, cleo):
    with pytest.raises(ValidationError, match="they see it already"):
        consent.grant(record, ada, role="caregiver", access="read", by=cleo)
    assert Membership.objects.current().get(user=ada).role == "patient"
