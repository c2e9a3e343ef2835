import datetime as dt
import json
import uuid
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection, models

from alsweak.backup import rows
from people.models import Clinic

SAMPLES = {
    "AutoField": 7,
    "BigAutoField": 7,
    "BigIntegerField": -(2**40),
    "BinaryField": bytes(range(256)),
    "BooleanField": True,
    "CharField": "Ä “x”\n\x1f😀",
    "DateField": dt.date(2024, 2, 29),
    "DateTimeField": dt.datetime(2026, 3, 29, 1, 0, 0, 1, tzinfo=dt.UTC),
    "DecimalField": Decimal("70.0"),
    "DurationField": dt.timedelta(days=-1, microseconds=1),
    "EmailField": "ada@example.org",
    "FloatField": 0.1 + 0.2,
    "GenericIPAddressField": "192.0.2.1",
    "IntegerField": -7,
    "JSONField": {"b": [1.5, None, True], "a": "ä"},
    "PositiveBigIntegerField": 2**40,
    "PositiveIntegerField": 7,
    "PositiveSmallIntegerField": 7,
    "SmallIntegerField": -7,
    "TextField": "",
    "TimeField": dt.time(23, 59, 59, 999999),
    "URLField": "https://als.example.org/",
    "UUIDField": uuid.UUID(int=7),
}


def columns():
    return [field for model in apps.get_models(include_auto_created=True) for field in rows.columns(model)]


def test_a_value_of_every_kind_of_column_comes_back_as_it_was():
    for field in columns():
        nullable = field.null
        while field.is_relation:
            field = field.target_field
        value = SAMPLES[field.get_internal_type()]
        (said,) = json.loads(rows._line([value]))
        back = field.to_python(said)
        assert (bytes(back) if isinstance(back, memoryview) else back) == value
        if nullable:
            assert field.to_python(None) is None


def test_no_column_points_at_a_file_beside_the_database():
    assert [str(field) for field in columns() if isinstance(field, models.FileField)] == []


@pytest.mark.django_db
def test_a_checksum_sees_each_change_and_no_order():
    def checksum():
        return rows.checked(Clinic, connection.alias).to_json()["checksum"]

    north, south = (Clinic.objects.create(name=name, telephone=name) for name in ("North", "South"))
    first = checksum()
    for one, other in ((north, "South"), (south, "North")):
        Clinic.objects.filter(pk=one.pk).update(telephone=other)
    assert checksum() != first

    for one in (south, north):  # written anew, in another order
        one.save()
    assert checksum() == first
    south.delete()
    assert checksum() != first


def test_a_number_has_one_way_to_be_counted_whatever_wrote_it():
    assert rows._evened({"a": [1e16, 2.0, -0.0, 0.5, True, None]}) == {"a": [10**16, 2, 0, 0.5, True, None]}
    assert [type(it) for it in rows._evened([1e16, 2.0, -0.0])] == [int] * 3


@pytest.mark.django_db
def test_rows_take_the_place_of_those_of_a_migration_with_their_keys_and_new_ones_go_on_from_there():
    Clinic.objects.bulk_create([Clinic(pk=pk, name=f"Clinic {pk}") for pk in (3, 900)])
    summed = rows.Sum()
    lines = list(rows.read(Clinic, connection.alias, summed))
    Clinic.objects.filter(pk=900).delete()
    Clinic.objects.create(name="of a migration", pk=4)

    rows.write(Clinic, [field.attname for field in rows.columns(Clinic)], lines, connection.alias)
    rows.number_on([Clinic], connection.alias)

    assert rows.checked(Clinic, connection.alias) == summed
    assert list(Clinic.objects.order_by("pk").values_list("pk", flat=True)) == [3, 900]
    assert Clinic.objects.create(name="new").pk == 901
