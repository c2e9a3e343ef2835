"""An account is erased: it opens nothing, and no row says whose it was. What was written in records of others stays."""

import datetime as dt
from collections import Counter

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from exchange.erase import beside, letters, receipt, register, shells
from exchange.erase.person import erase_record
from exchange.models import Erasure
from people import audit
from people.account import leaving
from people.models import AccessToken, Invitation, Membership, Patient, User

Kind = Erasure.Kind


def erase_account(user: User, *, with_records: bool, asked_by: str, now: dt.datetime) -> Erasure:
    """Erase an account, and ``with_records`` what it has as its own; doing it twice is doing it once.

    Without that, what a clinic keeps stays with the clinic, and what nobody else keeps is closed, as when somebody
    leaves. Raises ``ValidationError`` for the last one who runs a clinic; then nothing is done.
    """
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if row.erased_at:
            return Erasure.objects.get(kind=Kind.ACCOUNT, subject__startswith=f"{row.pk}-")
        address, language, subject = row.email or "", row.language, receipt.account_subject(row)
        own = Membership.objects.current(now).filter(user=row, role=Membership.Role.PATIENT, patient__isnull=False)
        whose = list(Patient.objects.filter(pk__in=own.values("patient"))) if with_records else []
        addresses = {address, *EmailAddress.objects.filter(user=row).values_list("email", flat=True)} - {""}
        rows: register.Rows = Counter()
        for patient in whose:
            rows += Counter(erase_record(patient, by=row, asked_by=asked_by, now=now).receipt["deleted"])
        rows += beside.sessions_of(row) + beside.printed(Q(by=row)) + beside.letters(beside.Marks(), addresses)
        rows += register.delete("account", [row.pk])
        leaving.leave(row)
        asked = Invitation.objects.filter(Q(email__in=addresses) | Q(answered_by=row))
        emptied = {
            "people.Invitation": asked.update(name="", email=""),
            "people.AccessToken": shells.empty_tokens(AccessToken.objects.filter(user=row), now),
            "people.User": 1,
        }
        shells.empty_account(row, now)
        audit.record("erase", user=row)
        done = receipt.write(Kind.ACCOUNT, subject, asked_by=asked_by, rows=rows, emptied=emptied, now=now)
        if address:
            letters.tell_erased(done, address, language)
    return done
