"""The chain over the audit: whatever is taken from it, changed in it or slipped into it is found."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people import audit, seals, tasks
from people.models import AuditEvent, AuditSeal
from people.unbroken import check, oldest_unsealed

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def chain(record, ada, without_triggers):
    """Nine events in three seals; the hash of the last."""
    for verb in ("view", "print", "export"):
        for _each in range(3):
            audit.record(verb, user=ada, patient=record, detail="list")
        assert seals.seal(timezone.now()) == 3
    return AuditSeal.objects.get(number=3).hash


def events():
    return AuditEvent.objects.order_by("pk")


def swap(one, other):
    """Their places: each is what the other was."""
    values = [(event.pk, event.verb, event.at) for event in (other, one)]
    for event, (_pk, verb, at) in zip((one, other), values, strict=True):
        AuditEvent.objects.filter(pk=event.pk).update(verb=verb, at=at)


def slip_in(record):
    AuditEvent.objects.create(pk=0, verb="view", patient=record)


def cut(record):
    AuditSeal.objects.filter(number=3).delete()
    events().filter(verb="export").delete()


def again(record):
    """Made anew as if it had been so from the beginning."""
    AuditSeal.objects.all().delete()
    events().filter(verb="print").update(verb="view")
    seals.seal(timezone.now())


TAMPERED = {
    "deleted": (lambda record: events()[4].delete(), "Seal 2 covers 3 events, and 2 are there."),
    "changed": (
        lambda record: events().filter(verb="print").update(detail=""),
        "Seal 2 or an event of it was changed.",
    ),
    "moved in time": (lambda record: events().update(at=F("at") - MINUTE), "Seal 1 or an event of it was changed."),
    "reordered": (lambda record: swap(events()[2], events()[3]), "Seal 1 or an event of it was changed."),
    "slipped in": (slip_in, "Event 0 was added below what seal 3 had looked at."),
    "seal changed": (
        lambda record: AuditSeal.objects.filter(number=2).update(count=2),
        "Seal 2 covers 2 events, and 3 are",
    ),
    "seal deleted": (lambda record: AuditSeal.objects.filter(number=2).delete(), "Seal 2 is missing."),
    "cut": (cut, "No seal has the hash {head}: the chain was cut or made anew."),
    "made anew": (again, "No seal has the hash {head}: the chain was cut or made anew."),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_what_somebody_did_to_the_audit_is_found(chain, record, how):
    assert check(timezone.now(), chain).wrong == ""
    act, said = TAMPERED[how]
    act(record)

    assert check(timezone.now(), chain).wrong.startswith(said.format(head=chain))


def test_the_command_tells_the_head_and_ends_with_the_first_thing_that_is_wrong(chain, record):
    told = StringIO()
    call_command("check_audit", stdout=told)
    assert told.getvalue() == f"head {chain}\nseals 3\nevents 9\nunsealed 0\n"

    AuditSeal.objects.filter(number=2).delete()
    with pytest.raises(CommandError, match=r"^Seal 2 is missing\.$"):
        call_command("check_audit", stdout=StringIO())


def test_a_head_that_was_noted_once_stands_when_the_chain_has_gone_on(chain, record, ada):
    audit.record("view", user=ada, patient=record)
    tasks.seal_audit()

    found = check(timezone.now(), chain)
    assert (found.seals, found.events, found.unsealed, found.wrong) == (4, 10, 0, "")
    assert found.head != chain


def test_what_waits_for_longer_than_ten_minutes_is_told(chain, record, ada):
    event = audit.record("view", user=ada, patient=record)
    soon, late = event.at + 9 * MINUTE, event.at + 11 * MINUTE

    assert (check(soon).unsealed, check(soon).wrong, oldest_unsealed(soon)) == (1, "", 9 * MINUTE)
    assert check(late).wrong == f"Event {event.pk} of {event.at:%Y-%m-%d %H:%M} UTC is not sealed yet."
    assert seals.seal(late) == 1
    assert (check(late).wrong, oldest_unsealed(late)) == ("", dt.timedelta())


def test_an_audit_in_which_nothing_stands_is_as_it_should_be(db):
    assert seals.seal(timezone.now()) == 0
    assert check(timezone.now()).wrong == ""
    assert not AuditSeal.objects.exists()


def test_of_two_that_seal_at_once_one_does(chain, record, ada, monkeypatch):
    audit.record("view", user=ada, patient=record)
    taken = AuditSeal(number=4, made_at=timezone.now(), ranges=[], count=0, through=0, waiting=[], hash="0" * 64)
    ranges = seals._ranges
    monkeypatch.setattr(seals, "_ranges", lambda ids: (taken.save(force_insert=True), ranges(ids))[1])

    assert seals.seal(timezone.now()) == 0
    assert AuditSeal.objects.latest("number").hash == "0" * 64


def inserted_by(other):
    """The id of an event that another connection has written, and not yet committed."""
    with other.cursor() as cursor:
        cursor.execute("INSERT INTO people_auditevent (at, verb, detail) VALUES (now(), 'import', '') RETURNING id")
        return cursor.fetchone()[0]


def sealed_last():
    return AuditSeal.objects.latest("number").ranges


def waits(pk):
    """Whether the next seals look for this id."""
    return any(first <= pk <= last for first, last, *_ in AuditSeal.objects.latest("number").waiting)


@pytest.mark.django_db(transaction=True)
def test_an_id_that_a_transaction_holds_is_sealed_when_it_is_committed(record, ada):
    now = timezone.now()
    audit.record("view", user=ada, patient=record)
    assert seals.seal(now) == 1
    if connection.vendor != "postgresql":  # one writer: no id is given out while another is under way
        assert seals.seal(now) == 0
        return
    other = connection.copy()
    other.set_autocommit(False)
    held, young = inserted_by(other), audit.record("view", user=ada, patient=record).pk
    assert (seals.seal(now), sealed_last(), waits(held)) == (1, [[young, young]], True)
    assert (seals.seal(now + 60 * MINUTE), waits(held)) == (0, True)  # its transaction goes on

    other.commit()
    other.close()
    assert (seals.seal(now), sealed_last(), waits(held)) == (1, [[held, held]], False)
    assert check(now).wrong == ""


@pytest.mark.django_db(transaction=True)
def test_an_id_that_nobody_took_is_given_up_and_taken_by_nobody_later(record, ada, monkeypatch):
    if connection.vendor != "postgresql":  # SQLite gives the id of a transaction that was undone to the next
        audit.record("view", user=ada, patient=record)
        assert seals.seal(timezone.now()) == 1
        return
    # As if no transaction of another test, on the same server, were under way.
    monkeypatch.setattr(seals, "_transactions", lambda: (2**62, 1))
    now = timezone.now()
    other = connection.copy()
    other.set_autocommit(False)
    held = inserted_by(other)
    other.rollback()
    other.close()
    audit.record("view", user=ada, patient=record)
    assert (seals.seal(now), waits(held)) == (1, True)
    assert (seals.seal(now + 9 * MINUTE), waits(held)) == (0, True)
    assert (seals.seal(now + 11 * MINUTE), waits(held)) == (0, False)
    assert check(now).wrong == ""

    AuditEvent.objects.create(pk=held, verb="view", patient=record)
    assert check(now).wrong == f"Event {held} was added below what seal 2 had looked at."


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.lists(st.booleans(), min_size=30, max_size=30))
@settings(max_examples=50)
def test_ids_that_were_missed_are_those_that_were_not_found(there, later):
    """Of ids from 1 on: what is found at once, what is found afterwards, and what is left."""
    ids = [pk for pk, found in enumerate(there, 1) if found]
    gaps = list(seals._without([[1, len(there)]], seals._ranges(ids)))
    missing = {pk for first, last in gaps for pk in range(first, last + 1)}
    assert missing == set(range(1, len(there) + 1)) - set(ids)

    came = sorted(pk for pk, comes in zip(missing, later, strict=False) if comes)
    left = seals._without(gaps, seals._ranges(came))
    assert {pk for first, last in left for pk in range(first, last + 1)} == missing - set(came)
