"""Records of every kind of row: put together they say what one record would, and apart again what they said before."""

import pytest
from django.utils import timezone
from hypothesis import Phase, given, settings

from care.before_said import QUESTIONS
from clinical.vocabulary import CELL_NAMES
from exchange.merging.doing import merge
from exchange.merging.undoing import undo
from people.models import Clinic, Patient, User
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import exported, files_of, told, undone
from tests.exchange.archive.test_round_trip import KINDS, some_of, write_all

pytestmark = pytest.mark.django_db


def place(said):
    """What decides in which of two records a row is written: nothing that may stand once is written in both."""
    if "cell" in said:
        return CELL_NAMES.index(said["cell"])
    if "answered" in said:
        return list(QUESTIONS).index(said["answered"].question)
    day = said.get("day") or said.get("start") or said.get("since") or getattr(said.get("said"), "day", None)
    return day.toordinal() if day else 0


def made_of(entries, records):
    """These entries, by turns in the records that there are."""
    write_all(entries, lambda said: records[place(said) % len(records)], never_taken_back=("visit",))


def new_records(*references):
    clinic = Clinic.objects.create(name="Here", time_zone="Europe/Berlin")
    return [Patient.objects.create(clinic=clinic, reference=each, time_zone="Europe/Berlin") for each in references]


def cleo():
    return User.objects.create(email="cleo@clinic.example.org", name="Cleo")


def in_one(entries):
    with undone():
        made_of(entries, new_records("A-1"))
        return told()["A-1"]


@given(some_of(*KINDS))
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
