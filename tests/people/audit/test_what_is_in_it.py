"""An audit event holds ids: no name, address, reference or word that somebody typed, whatever was done."""

import datetime as dt
import importlib
import uuid

import pytest
from django.apps import apps
from django.utils import timezone

from exchange.assistant import mappings
from exchange.merging.doing import merge
from exchange.merging.undoing import undo
from exchange.tables.mapping import Mapping
from people import audit, clinics, consent, handed, invitations, records, research, tokens
from people.account.leaving import leave
from people.emergency import open_for_an_hour
from people.models import AuditEvent, User
from tests.cast import new_patient

CANARIES = ("canary", "kanari", "zeisig")
FEW = dt.timedelta(seconds=1)


def called(name: str) -> User:
    return User.objects.create_user(f"{name}.kanari@example.org", name=f"canary {name}")


@pytest.fixture
def clinic(db):
    return clinics.open_clinic("canary hospital", time_zone="Europe/Berlin")


@pytest.fixture
def cleo(clinic):
    cleo = called("cleo")
    clinics.join_clinic(clinic, cleo, by=None)
    return cleo


@pytest.fixture
def ada(clinic, cleo):
    return called("ada")


@pytest.fixture
def record(clinic, ada, cleo):
    record = records.create_record(clinic, "canary-1", by=cleo, name="canary ada")
    consent.grant(record, ada, role="patient", access="write", by=cleo)
    return record


def done_with_grants(record, ada, cleo, now):
    ben, fay = called("ben"), called("fay")
    grant = consent.grant(record, ben, role="caregiver", access="read", by=ada)
    consent.share_parts(grant, ["mood"], by=ada)
    consent.end_grant(grant, by=ada, now=now)
    again = consent.grant(record, ben, role="caregiver", access="read", by=ada)
    consent.take_back([again], by=ada, now=now)
    open_for_an_hour(record, fay, reason="zeisig fell", now=now)
    research.agree(record, by=ada, basis="self", now=now)
    research.take_back(record, by=ada, now=now)
    own = records.start_own_record(called("eve"))
    consent.open_to_clinic(own, record.clinic, by=ada, basis="self")
    leave(ben)


def done_with_invitations(record, ada, clinic, now):
    for name in ("gus", "hal", "ivy"):
        how = {"by": ada, "role": "caregiver", "patient": record, "now": now}
        made = invitations.invite("help", email=f"{name}.kanari@example.org", name=f"canary {name}", **how)
        made = invitations.renew(made.invitation, by=ada, now=now)
        if name == "gus":
            invitations.withdraw(made.invitation, by=ada, now=now)
        elif name == "hal":
            invitations.decline(made.invitation, user=None, now=now)
        else:
            invitations.accept(made.invitation, user=None, now=now)


def done_with_links_and_programs(record, ada, clinic, cleo, now):
    day = now.date()
    made = handed.make(record, by=ada, start=day, end=day, days=1, press=uuid.uuid4(), now=now)
    opened = handed.open_handed(made.secret, made.code, now)
    handed.still_open(made.secret, opened.proof, now)
    handed.open_for_program(made.manifest, "wrong", "canary house", now)
    handed.withdraw(made.link, by=ada, now=now)
    how = {"scope": "read", "patients": None, "lasts": tokens.USUAL, "two_factors": False, "now": now}
    token, secret = tokens.make(ada, "canary scale", **how)
    of_clinic, other_secret = tokens.make_for_clinic(clinic, "canary laboratory", by=cleo, **how)
    for each in (token, of_clinic):
        tokens.end(each, by=cleo, now=now + FEW)
    return made.secret, made.manifest, made.code, secret, other_secret


def done_with_the_clinic(record, clinic, cleo, now):
    clinics.change_clinic(clinic, by=cleo, name="canary hospital two", telephone="+49 30 5550100")
    clinics.join_clinic(clinic, cleo, by=cleo, role="admin")
    clinics.join_clinic(clinic, called("jo"), by=cleo, role="admin")
    clinics.change_work(clinic, cleo, by=cleo, sees="clinician", runs=False)
    kept = mappings.keep_mapping(clinic, "canary sheet", Mapping("canary sheet", {}), by=cleo, now=now)
    mappings.rename_mapping(kept, "zeisig sheet", by=cleo)
    mappings.delete_mapping(kept, by=cleo)
    other = new_patient(clinic, "canary-2", name="canary ada")
    undo(merge(record, other, by=cleo, now=now), by=cleo, now=now)
    records.set_ending(record, on=now.date(), why="moved", by=cleo)
    records.set_ending(record, on=None, why="", by=cleo)


def test_no_event_of_any_act_holds_a_name_an_address_a_secret_or_what_was_typed(record, ada, clinic, cleo):
    now = timezone.now()
    done_with_grants(record, ada, cleo, now + FEW)
    done_with_invitations(record, ada, clinic, now)
    secrets = done_with_links_and_programs(record, ada, clinic, cleo, now)
    done_with_the_clinic(record, clinic, cleo, now + FEW)

    kept = [f"{event.verb} {event.detail}".lower() for event in AuditEvent.objects.all()]
    assert {event.verb for event in AuditEvent.objects.all()} == {
        *("open clinic", "change clinic", "grant", "end grant", "share", "emergency", "account", "leave"),
        *("create", "close", "reopen", "merge", "merge into", "undo merge", "agree research", "end research"),
        *("invite", "withdraw invitation", "decline invitation", "accept invitation", "token made", "token ended"),
        *("make link", "withdraw link", handed.LOOK, handed.WRONG),
        *("keep mapping", "rename mapping", "delete mapping"),
    }
    found = [row for row in kept for canary in (*CANARIES, *secrets) if canary.lower() in row]
    assert found == []


@pytest.mark.parametrize("detail", ["Ben", "ben@example.org", "“Scale”", "x" * 201])
def test_a_detail_that_holds_a_name_or_an_address_is_refused(db, detail):
    with pytest.raises(ValueError, match="ids and words of this program"):
        audit.record("grant", user=None, detail=detail)


def test_what_was_kept_before_becomes_ids_where_it_is_known_which_row(record, ada, clinic, cleo, without_triggers):
    now = timezone.now()
    grant = consent.grant(record, called("ben"), role="caregiver", access="read", by=ada)
    hour = open_for_an_hour(record, called("fay"), reason="zeisig fell", now=now)
    asked = invitations.invite(
        "help", by=ada, role="caregiver", patient=record, email="gus@example.org", now=now
    ).invitation
    other = new_patient(clinic, "canary-2")
    token, _secret = tokens.make(
        ada, "canary scale", scope="read", patients=None, lasts=tokens.USUAL, two_factors=False, now=now
    )
    AuditEvent.objects.all().delete()
    old = {
        ("grant", record, "canary ben: caregiver, read"): audit.of(grant),
        ("grant", record, "zeisig: caregiver, read"): "",
        ("emergency", record, "zeisig fell"): audit.of(hour),
        ("invite", record, "gus@example.org: caregiver"): audit.of(asked),
        ("merge", record, "canary-2"): audit.of(other),
        ("token made", None, "canary scale"): audit.of(token),
        ("change clinic", None, "canary hospital: name, telephone"): audit.of(clinic, "name", "telephone"),
        ("keep mapping", None, "canary hospital: zeisig sheet"): audit.of(clinic),
        ("close", record, "died"): "",
        ("grant", record, audit.of(grant)): audit.of(grant),
        ("write", record, "checkin 7"): "checkin 7",
    }
    AuditEvent.objects.bulk_create(
        AuditEvent(verb=verb, patient=of, user=ada, detail=detail, at=now) for verb, of, detail in old
    )

    importlib.import_module("people.migrations.0013_audit_without_names").scrub(apps, None)

    assert list(AuditEvent.objects.order_by("pk").values_list("detail", flat=True)) == list(old.values())
