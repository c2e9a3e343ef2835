"""The empty rows that are left: every column of them without a word of anybody."""

import datetime as dt
import secrets
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Field, ForeignKey, Model, Q

from exchange.erase.register import REGISTER, model_of
from people.models import AccessToken, Clinic, Patient, User
from people.records import FILE_IMPORT, PROGRAM

STAYS = ("people.AuditEvent", "exchange.EraseRequest")  # point at a shell for good


def empty_record(patient: Patient, now: dt.datetime) -> None:
    """In nobody's clinic, under a reference that says no more than its id."""
    _empty(patient, clinic=Clinic.objects.own_records(), reference=patient.pk.hex, created_at=now, erased_at=now)


def empty_account(user: User, now: dt.datetime) -> None:
    _empty(user, password=make_password(None), is_active=False, joined_at=now, erased_at=now)


def empty_clinic(clinic: Clinic, now: dt.datetime) -> None:
    _empty(clinic, name=f"erased-{clinic.pk}", erased_at=now)


def empty_tokens(tokens: Iterable[AccessToken], now: dt.datetime) -> int:
    """What lets programs in: ended, without a name, with a secret that nobody has."""
    rows = list(tokens)
    for token in rows:
        token.name, token.digest, token.ended_at = "", secrets.token_hex(32), token.ended_at or now
        token.last_used_at = token.minute = None
        token.save()
    return len(rows)


def _empty(row: Model, **left: Any) -> None:
    """Every column as that of a new row, but for its id and what is ``left``."""
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(row, field.attname, field.get_default())
    for name, value in left.items():
        setattr(row, name, value)
    row.save()


def writers_of(patients: Collection[Patient]) -> set[int]:
    """The accounts that stand for a file, or for a name in one, and wrote in these records."""
    standing_for = Q(is_active=False) & (Q(email__startswith=FILE_IMPORT) | Q(email__startswith=PROGRAM))
    found: set[int] = set()
    for label, line in REGISTER.items():
        for field in _to_users(model_of(label)):
            for way in line.record:
                rows = model_of(label)._base_manager.filter(**{f"{way}__in": patients, f"{field.name}__isnull": False})
                found.update(rows.order_by().values_list(field.attname, flat=True).distinct())
    return set(User.objects.filter(standing_for, pk__in=found).values_list("pk", flat=True))


def empty_unused(writers: Iterable[int], now: dt.datetime) -> int:
    """Of these those that nothing is of any more: names in files, of which no word is left. How many."""
    done = 0
    for user in User.objects.filter(pk__in=writers, erased_at=None):
        models = [model_of(label) for label in REGISTER if label not in STAYS]
        used = any(
            model._base_manager.filter(**{field.name: user}).exists() for model in models for field in _to_users(model)
        )
        if not used:
            empty_account(user, now)
            done += 1
    return done


def _to_users(model: type[Model]) -> list["Field[Any, Any]"]:
    fields = model._meta.concrete_fields
    return [field for field in fields if isinstance(field, ForeignKey) and field.related_model is User]
