"""Records of every kind of row: put together they say what one record would, and apart again what they said before."""

import datetime as dt
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import Phase, given, settings

from clinical.vocabulary import CELL_NAMES
from exchange.merging.doing import merge
from exchange.merging.undoing import undo
from people.models import Clinic, Patient, User
from symptoms.write import verbs
from symptoms.write.transaction import NoLongerStands
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import exported, files_of, told, undone
from tests.exchange.archive.test_round_trip import ENTRIES, write

pytestmark = pytest.mark.django_db


def place(said):
    """What decides in which of two records a row is written: nothing that may stand once is written in both."""
    if "cell" in said:
        return CELL_NAMES.index(said["cell"])
    day = said.get("day") or said.get("start") or said.get("since") or getattr(said.get("said"), "day", None)
    return day.toordinal() if day else 0


def made_of(entries, records):
    """These entries, by turns in the records that there are."""
    rows = []
    for number, (what, (source, name), said) in enumerate(entries):
        by, _ = User.objects.get_or_create(email=f"{name}@example.org", defaults={"name": name[:2]})
        now = NOW + dt.timedelta(minutes=number)
        with suppress(ValidationError, PermissionDenied, NoLongerStands):
            if what == "taken back" and rows:
                row, author = rows.pop(-1 if said["last"] else 0)
                verbs.retract(row, by=author)
            else:
                row = write(records[place(said) % len(records)], what, source, by, now, dict(said))
                if row and what != "visit":
                    rows.append((row, by))


def new_records(*references):
    clinic = Clinic.objects.create(name="Here", time_zone="Europe/Berlin")
    return [Patient.objects.create(clinic=clinic, reference=each, time_zone="Europe/Berlin") for each in references]


def cleo():
    return User.objects.create(email="cleo@clinic.example.org", name="Cleo")


def in_one(entries):
    with undone():
        made_of(entries, new_records("A-1"))
        return told()["A-1"]


@given(ENTRIES)
@settings(max_examples=40, phases=[Phase.generate])
def test_put_together_they_say_what_one_record_would_and_apart_what_they_said_before(entries):
    wanted = in_one(entries)
    with undone():
        kept, other = new_records("A-1", "A-2")
        made_of(entries, [kept, other])
        before, archives = told(), files_of(exported())
        made = merge(kept, other, by=cleo(), now=timezone.now())
        together = told()["A-1"]
        undo(made, by=made.by, now=timezone.now())
        after, archives_after = told(), files_of(exported())

    assert made.stayed == {}
    assert together == wanted
    assert after == before
    assert archives_after == archives


def test_the_days_of_two_authors_stand_side_by_side():
    kept, other = new_records("A-1", "A-2")
    people = [User.objects.create(email=f"{name}@example.org", name=name) for name in ("Ada", "Ben")]
    for patient, by, source in zip((kept, other), people, ("self", "caregiver"), strict=True):
        verbs.record_check_in(patient, TODAY, {"weakness.hand.left": 3}, by=by, source=source, now=NOW)

    made = merge(kept, other, by=cleo(), now=timezone.now())

    assert sorted(kept.checkins.values_list("author__name", flat=True)) == ["Ada", "Ben"]
    assert set(kept.checkins.values_list("weakness__patient", flat=True)) == {kept.pk}
    assert (made.moved["symptoms.checkin"], other.checkins.exists()) == ([other_id(made)], False)


def other_id(made):
    return made.kept.checkins.get(author__name="Ben").pk
