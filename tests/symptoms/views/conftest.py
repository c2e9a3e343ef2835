"""The day of the record, and Ada signed in."""

import pytest
from django.utils import timezone

from symptoms.record.days import local_day


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


@pytest.fixture
def ada_at(client, ada):
    client.force_login(ada)
    return client
