import uuid

import pytest
from django.db import IntegrityError, transaction

from symptoms.models import CheckIn, Measurement, Weakness
from symptoms.write.inserting import insert
from tests.cast import NOW, TODAY


def fields(record, by, **more):
    base = {"id": uuid.uuid4(), "patient_id": record.pk, "author_id": by.pk, "source": "self", "day": TODAY}
    return base | {"time_zone": "Europe/Berlin", "made_at": NOW} | more


def test_a_row_comes_back_as_a_saved_one_would(record, ada):
    row = fields(record, ada)

    insert(CheckIn, [row])
    insert(Weakness, [{"check_in_id": row["id"], "patient_id": record.pk, "neck": 3, "hand_left": 0}])

    inserted = CheckIn.objects.select_related("weakness").get()
    saved = CheckIn(**row)
    assert {name: getattr(inserted, name) for name in row} == {name: getattr(saved, name) for name in row}
    assert (inserted.status, inserted.supersedes) == (saved.status, saved.supersedes)
    weakness = inserted.weakness
    assert (weakness.neck, weakness.hand_left, weakness.speech) == (3, 0, None)
    assert (weakness.not_known, weakness.confirmed_same) == ({}, False)


@pytest.mark.parametrize("text", ['a,"b"\n\\N', "\\N", "ä\t;'%s"])
def test_any_text_comes_back_as_it_was(record, ada, text):
    insert(CheckIn, [fields(record, ada, time_zone=text)])

    assert CheckIn.objects.get().time_zone == text


@pytest.mark.parametrize("number", [70.1, 20.000000000000004, 299.99999999999994])
def test_numbers_come_back_to_the_last_bit(record, ada, number):
    insert(Measurement, [fields(record, ada, weight=number)])

    assert Measurement.objects.get().weight == number


def test_nothing_is_nothing(db):
    insert(CheckIn, [])

    assert not CheckIn.objects.exists()


def test_the_database_still_refuses_what_it_always_refuses(record, ada):
    insert(CheckIn, [fields(record, ada)])

    for model, row in ((Measurement, fields(record, ada, weight=7)), (CheckIn, fields(record, ada))):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(model, [row])
    assert not Measurement.objects.exists()
