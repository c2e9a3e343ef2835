"""Rows for a table as it was at a migration, made of what its model says: its fields, choices, constraints and keys."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction

ROWS = 3  # at least; more until each column that may be empty was once, and once not
MOST = 12
TRIES = 600
OFTEN = 0.4  # of the rows of somebody, those of Ada
NOW = dt.datetime(2026, 11, 1, 9, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 10, 1)
ADA, ADDRESS = uuid.UUID(int=1), "ada@example.org"
BEN, BENS_ADDRESS = uuid.UUID(int=2), "ben@example.org"
# What a name says and no model does.
NAMED: dict[str, list[Any]] = {
    "time_zone": ["UTC", "Europe/Berlin", "Pacific/Auckland"],
    "language": ["", "de", "es"],
    "name": ["Zoë Ñandú", "Łukasz", "O'Hara; --"],
    "symptoms.report.report": [{"flags": [], "spread": {"events": []}}],
    "not_known": [{}, {"neck": "cannot_tell"}],
    "answers": [{}, {"weakness.neck": 3}],
    "people.auditevent.verb": ["log", "look", "close", "open clinic"],
}


def tables(apps: Apps) -> list[type[models.Model]]:
    found = [it for it in apps.get_models(include_auto_created=True) if it._meta.managed and not it._meta.proxy]
    return sorted(found, key=lambda it: it._meta.db_table)


def people(apps: Apps) -> None:
    """Two people of a clinic with accounts of their own: Ada, whose record gets many of the rows, and Ben."""
    clinic = apps.get_model("people", "Clinic").objects.create(name="North Clinic")
    for key, address in ((ADA, ADDRESS), (BEN, BENS_ADDRESS)):
        patient = apps.get_model("people", "Patient").objects.create(pk=key, clinic=clinic, reference=f"N-{key.int}")
        user = apps.get_model("people", "User").objects.create(email=address)
        apps.get_model("people", "Membership").objects.create(user=user, patient=patient, role="patient")


def fill(wanted: list[type[models.Model]], chance: random.Random) -> list[str]:
    """Add rows to each of these tables, those that others point at first; the columns that were never empty or always
    are, though they may be the other. Raises where a table takes none."""
    left, unlike = list(wanted), []
    while left:
        others = {it: {other._meta.label for other in left if other is not it} for it in left}
        ready = [it for it in left if not others[it] & _asked(it, always=False)]
        for model in ready or [it for it in left if not others[it] & _asked(it, always=True)] or left[:1]:
            unlike += _fill(model, chance)
            left.remove(model)
    return sorted(unlike)


def _asked(model: type[models.Model], *, always: bool) -> set[str]:
    """The tables that its rows point at: all, or those without which there is none of them."""
    keys = [field for field in _fields(model) if field.remote_field and not (always and field.null)]
    return {field.remote_field.model._meta.label for field in keys}


def _fields(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.local_concrete_fields)


def _fill(model: type[models.Model], chance: random.Random) -> list[str]:
    fields = [field for field in _fields(model) if not isinstance(field, models.AutoField)]
    said = _said(model)
    loose = {field.attname for field in fields if field.null}
    never = {(name, empty) for name in loose for empty in (True, False)}
    made, why = 0, ""
    for _ in range(TRIES):
        if made >= ROWS and (not never or made >= MOST):
            break
        row = {field.attname: _value(field, said.get(field.name, []), chance) for field in fields}
        new = {(name, row[name] is None) for name in loose} & never
        if made >= ROWS and not new:
            continue
        try:
            with transaction.atomic():
                model._base_manager.create(**row)
        except IntegrityError as error:
            why = str(error)
            continue
        made, never = made + 1, never - new
    if made < ROWS:
        raise AssertionError(f"{model._meta.label} took {made} rows of those that were made for it: {why}")
    return [f"{model._meta.db_table}.{name} {'empty' if empty else 'filled'}" for name, empty in sorted(never)]


def _said(model: type[models.Model]) -> dict[str, list[Any]]:
    """The values of each field of which a constraint speaks."""
    said: dict[str, list[Any]] = {}
    for constraint in model._meta.constraints:
        for path, value in _leaves(getattr(constraint, "condition", None)):
            name, _, lookup = path.partition("__")
            many = isinstance(value, list | tuple) and lookup in ("in", "range")
            try:
                model._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if lookup != "isnull" and not hasattr(value, "resolve_expression"):
                said.setdefault(name, []).extend(value if many else [value])
    return said


def _leaves(condition: Any) -> Iterator[tuple[str, Any]]:
    for child in condition.children if isinstance(condition, models.Q) else []:
        if isinstance(child, tuple):
            yield child
        else:
            yield from _leaves(child)


def _value(field: models.Field, said: list[Any], chance: random.Random) -> Any:
    if field.null and chance.random() < 0.4:
        return None
    if isinstance(field, models.ForeignKey):
        if field.remote_field.model._meta.label == "people.Patient" and chance.random() < OFTEN:
            return ADA
        keys = _keys(field)
        if not keys and not field.null:  # each is taken
            _fill(field.remote_field.model, chance)
            keys = _keys(field)
        return chance.choice(keys) if keys else None
    label = f"{field.model._meta.label_lower}.{field.name}"
    known = NAMED.get(label) or (NAMED.get(field.name) if not field.unique else None)
    named = known or [*said, *(key for key, _ in field.flatchoices)]
    if isinstance(field, models.CharField | models.TextField) and not (known or field.choices):
        named = [*said, _of_kind(field, chance), *([""] if field.blank else [])]
    if named and not isinstance(field, models.DateField):
        return chance.choice(named)
    return _of_kind(field, chance)


def _keys(field: models.ForeignKey) -> list[Any]:
    """Of the rows that it may point at."""
    found = field.remote_field.model._base_manager.order_by("pk")
    if field.unique:
        found = found.exclude(pk__in=field.model._base_manager.exclude(**{field.attname: None}).values(field.attname))
    return list(found.values_list("pk", flat=True))


def _of_kind(field: models.Field, chance: random.Random) -> Any:
    number = chance.randrange(1, 30000)
    match field:
        case models.BooleanField():
            return chance.random() < 0.5
        case models.DateTimeField():
            return NOW + dt.timedelta(minutes=number, microseconds=number)
        case models.DateField():
            return DAY + dt.timedelta(days=number % 60)
        case models.DecimalField():
            return Decimal(number % 10**field.max_digits).scaleb(-field.decimal_places)
        case models.FloatField():
            return number / 7
        case models.IntegerField():
            return number
        case models.UUIDField():
            return uuid.UUID(int=chance.getrandbits(128), version=4)
        case models.JSONField():
            return (
                chance.choice([{"ä": [1, 2.5, None, "Ω"]}, {}]) if field.default is dict else field.get_default() or []
            )
        case models.BinaryField():
            return chance.randbytes(20)
        case models.EmailField():
            return f"somebody{number}@example.org"
        case models.GenericIPAddressField():
            return "192.0.2.7"
        case models.CharField() | models.TextField():
            word = f"{chance.getrandbits(64):x} ünïcode"
            return word[: field.max_length] if field.max_length else word
    raise AssertionError(f"Nothing is known to fill {field} with: {type(field).__name__}")
