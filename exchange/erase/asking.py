"""Asking for it: it waits some days, in which it can be called off, and a job does it."""

import datetime as dt
import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.http import Http404

from exchange.erase import letters, receipt, register
from exchange.erase.account import erase_account
from exchange.erase.person import erase_record
from exchange.models import EraseRequest, Erasure
from people import audit
from people.access import Record, Verb, open_record
from people.account import leaving
from people.models import Membership, Patient, User
from people.rights import Channel

WAITS = dt.timedelta(days=7)
LOOKED_AFTER = dt.timedelta(days=2)  # for so long a row that came too late is looked for
logger = logging.getLogger(__name__)
Role = Membership.Role


def of_record(patient: Patient) -> EraseRequest | None:
    """What waits."""
    return EraseRequest.objects.filter(patient=patient, called_off_at=None, erasure=None).first()


def of_account(user: User) -> EraseRequest | None:
    return EraseRequest.objects.filter(account=user, called_off_at=None, erasure=None).first()


def ask_for_record(record: Record, *, by: User, basis: str, now: dt.datetime) -> EraseRequest:
    """Whether ``by`` may do it is the caller's to check (``Verb.ERASE``). Twice is once."""
    with transaction.atomic():
        patient = Patient.objects.held(record.patient.pk)
        if waits := of_record(patient):
            return waits
        made = EraseRequest.objects.create(
            patient=patient, by=by, role=record.role, basis=basis, asked_at=now, due_at=now + WAITS
        )
        _tell(made, made.due_at)
        audit.record("ask to erase", user=by, patient=patient)
        own = Membership.objects.current(now).filter(patient=patient, role=Role.PATIENT).select_related("user").first()
        if own and own.user and own.user.email:
            letters.tell_asked(made, own.user.email, own.user.language or record.patient.clinic.language)
        if not record.for_clinician:
            letters.tell_clinic(made, record.patient)
    return made


def ask_for_account(user: User, *, with_records: bool, now: dt.datetime) -> EraseRequest:
    """Twice is once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if waits := of_account(user):
            return waits
        made = EraseRequest.objects.create(
            account=user,
            with_records=with_records,
            by=user,
            role=receipt.OWNER,
            basis=Membership.Basis.SELF,
            asked_at=now,
            due_at=now + WAITS,
        )
        _tell(made, made.due_at)
        audit.record("ask to erase", user=user)
        if user.email:
            letters.tell_asked(made, user.email, user.language)
        for patient in leaving.foreseen(user).kept if with_records else ():
            letters.tell_clinic(made, patient)
    return made


def call_off(request: EraseRequest, *, by: User | None, now: dt.datetime) -> None:
    """Nothing is erased. Twice is once."""
    with transaction.atomic():
        waits = EraseRequest.objects.filter(pk=request.pk, called_off_at=None, erasure=None)
        if waits.update(called_off_at=now):
            _tell(request, None)
            audit.record("call off erasing", user=by, patient=request.patient)


def _tell(request: EraseRequest, due: dt.datetime | None) -> None:
    """On the row that the first page reads."""
    if request.patient_id:
        Patient.objects.filter(pk=request.patient_id).update(erase_due_at=due)
    if request.account_id:
        User.objects.filter(pk=request.account_id).update(erase_due_at=due)


def carry_out(request: EraseRequest, now: dt.datetime) -> Erasure | None:
    """Erase what was asked for; None where it was called off, or cannot be done. Twice is once.

    Whoever asked for a record has to be one who may: who may not any more, asked in vain.
    """
    with transaction.atomic():
        row = EraseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if row.erasure or row.called_off_at:
            return row.erasure
        if row.account:
            try:
                row.erasure = erase_account(row.account, with_records=row.with_records, asked_by=row.role, now=now)
            except ValidationError:  # the last one who runs a clinic: it waits until somebody else does
                return None
        else:
            assert row.patient_id
            try:
                record = open_record(row.by, row.patient_id, Verb.ERASE, channel=Channel.JOB)
            except (Http404, PermissionDenied):
                call_off(row, by=None, now=now)
                return None
            row.erasure = erase_record(record.patient, by=row.by, asked_by=row.role, now=now)
        row.save(update_fields=["erasure"])
    return row.erasure


def look_after(now: dt.datetime) -> None:
    """Erase what is due, and what came to a record after it was erased, from a job or a page that was late."""
    for request in EraseRequest.objects.filter(called_off_at=None, erasure=None, due_at__lte=now):
        try:
            carry_out(request, now)
        except Exception:
            logger.exception("What was asked for in %s could not be erased.", request.pk)  # nor keeps others waiting
    sweep(now)


def sweep(now: dt.datetime) -> int:
    """How many rows came late."""
    lately = list(Patient.with_erased.filter(erased_at__gte=now - LOOKED_AFTER).values_list("pk", flat=True))
    if not lately:
        return 0
    with transaction.atomic():
        late = sum(register.delete("record", lately).values())
    if late:
        logger.warning("%d rows came to records that had been erased, and are gone.", late)
    clear_file()
    return late


def clear_file() -> None:
    """On SQLite what was erased is written over in the file (``secure_delete``), and here in its journal; PostgreSQL
    clears its files by itself (autovacuum)."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
