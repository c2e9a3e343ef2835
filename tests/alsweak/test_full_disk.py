"""A database that has no room left: what cannot be kept is said, what was said to be kept is there (TRUST 29).

SQLite is told how many pages its file may have, and refuses as it does on a full disk.
"""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Event
from symptoms.record.days import local_day


@pytest.fixture
def full_disk(transactional_db):
    """Called, there is room for some pages more; called with none, for as many as the file may have."""
    with connection.cursor() as cursor:

        def left(pages=None):
            cursor.execute("PRAGMA page_count")
            most = cursor.fetchone()[0] + pages if pages is not None else 2**30
            cursor.execute(f"PRAGMA max_page_count = {most}")

        cursor.execute("VACUUM")  # what tests of before deleted is room within the file
        yield left
        left()


def test_a_full_disk_is_said_and_nothing_that_was_acknowledged_is_lost(full_disk, record, ada):
    client = Client(raise_request_exception=False)
    client.force_login(ada)
    form = reverse("event", args=[record.pk])
    today = local_day(record, timezone.now())

    def a_fall():
        return {"id": str(uuid.uuid4()), "kind": "fall", "label": "On the stairs. " * 6, "start": today.isoformat()}

    def falls():
        said = a_fall()
        return client.post(f"{form}?typed", said), uuid.UUID(said["id"])

    full_disk(8)
    acknowledged = set()
    for _ in range(200):
        answer, pk = falls()
        if answer.status_code != 302:
            break
        acknowledged.add(pk)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "What you sent just now is not saved" in answer.content.decode()
    api = client.post(f"/api/v1/patients/{record.pk}/events/", a_fall(), content_type="application/json")
    assert (api.status_code, api.headers["Content-Type"]) == (503, "application/problem+json")
    assert (len(acknowledged) > 1, set(Event.objects.values_list("pk", flat=True))) == (True, acknowledged)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchall() == [("ok",)]

    full_disk()
    answer, pk = falls()
    assert (answer.status_code, set(Event.objects.values_list("pk", flat=True))) == (302, acknowledged | {pk})
