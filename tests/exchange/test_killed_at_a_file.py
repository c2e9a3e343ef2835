"""Workers as a clinic runs them, and one is killed while it brings a large file in."""

import datetime as dt

import pytest
from django.utils import timezone

from exchange import large
from exchange.models import Import, LargeFile
from people.models import Clinic, Patient, User
from symptoms.models import CheckIn
from tests import workers
from tests.cast import TODAY
from tests.exchange.archive.carrying import exported, undone
from tests.exchange.tables.bringing import brought
from tests.symptoms.derive.test_tasks import wait_for

PEOPLE, DAYS = 30, 400


def file_of_many():
    days = [TODAY - dt.timedelta(days=number) for number in range(DAYS)]
    lines = [f"P-{person},{day},self,3" for person in range(PEOPLE) for day in days]
    return "\n".join(["subject_id,date,source,weakness.neck", *lines, ""]).encode()


def archive_of_many():
    """Of another site, made once here."""
    with undone():
        clinic = Clinic.objects.create(name="Far Clinic")
        brought(file_of_many(), clinic)
        return exported(clinic.patients.all())


@pytest.mark.parametrize("made", [file_of_many, archive_of_many])
def test_a_worker_that_is_killed_at_a_file_leaves_nothing_and_one_press_brings_all(clinic, cleo, start_worker, made):
    accounts = User.objects.count()
    file = large.keep(made(), clinic, by=cleo, now=timezone.now(), accept=True)
    first = start_worker()

    assert wait_for(lambda: LargeFile.objects.filter(rows_done__gt=0, state="under way").exists(), 60)
    workers.kill(first)

    file.refresh_from_db()
    assert (file.state, file.rows) == ("under way", PEOPLE * DAYS)
    assert 0 < file.rows_done < PEOPLE * DAYS
    assert (CheckIn.objects.count(), Import.objects.count(), Patient.objects.count()) == (0, 0, 0)
    assert User.objects.count() == accounts

    later = timezone.now() + large.lost_after()
    assert large.is_lost(file, later)
    large.run_again(file, now=later)
    start_worker()

    assert wait_for(lambda: LargeFile.objects.filter(state="done", tries=2).exists(), 90)
    assert CheckIn.objects.count() == PEOPLE * DAYS
    assert Patient.objects.count() == PEOPLE
    assert Import.objects.get().counts["new"] == PEOPLE * DAYS + (
        PEOPLE if made is archive_of_many else 0
    )  # with those of people.csv
