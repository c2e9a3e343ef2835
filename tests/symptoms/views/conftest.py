"""The day of the record, and Ada signed in."""

import pytest
from django.utils import timezone

from people.records import start_own_record
from symptoms.record.days import local_day
from tests.cast import person


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def ada_at(client, ada):
    client.force_login(ada)
    return client


# --- Somebody's first day -------------------------------------------------------------------------------------------


@pytest.fixture
def fay(db):
    return person("Fay")


@pytest.fixture
def own(fay):
    """A record that Fay keeps by herself."""
    return start_own_record(fay, name="Fay", time_zone="Europe/Berlin")


@pytest.fixture
def hers(client, fay):
    client.force_login(fay)
    return client
