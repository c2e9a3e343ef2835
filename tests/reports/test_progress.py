import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symptoms.derive import maker
from tests.cast import NOW
from tests.reports.opened import entry, opened, signed_in, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


def test_a_page_says_as_of_when_and_while_stale_that_it_is_updating(record, ada, cleo):
    followed(record, ada, cleo, 60)
    assert "As of 2 March 2026, worked out on 2 March, 09:00." in text(opened(cleo, "dashboard", record))

    entry(record, ada, weakness__speech=0)
    page = text(opened(cleo, "dashboard", record))

    assert "As of 2 March 2026, worked out on 2 March, 09:00. Updating: the newest entries" in page


def test_a_clinicians_page_asks_for_progress_and_a_patients_only_while_stale(record, ada, cleo):
    followed(record, ada, cleo, 60)

    def asks(user):
        return reverse("progress", args=[record.pk]) in opened(user, "dashboard", record).content.decode()

    assert (asks(cleo), asks(ada)) == (True, False)
    entry(record, ada, weakness__speech=0)
    assert (asks(cleo), asks(ada)) == (True, True)


def test_progress_is_silent_while_nothing_changed(record, ada, cleo):
    followed(record, ada, cleo, 60)
    seen = opened(cleo, "dashboard", record).context["freshness"].stamp

    assert opened(cleo, "progress", record, seen=seen).status_code == 204


def test_progress_tells_of_a_new_entry_without_redrawing(record, ada, cleo):
    followed(record, ada, cleo, 60)
    seen = opened(cleo, "dashboard", record).context["freshness"].stamp
    entry(record, ada, weakness__speech=0)

    response = opened(cleo, "progress", record, seen=seen)

    assert "Updating: the newest entries are not in the picture yet." in text(response)
    assert "HX-Trigger" not in response.headers


def test_progress_asks_to_redraw_once_there_is_a_newer_picture(record, ada, cleo):
    followed(record, ada, cleo, 60)
    seen = opened(cleo, "dashboard", record).context["freshness"].stamp
    entry(record, ada, weakness__speech=0)
    maker.refresh(record.pk, now=NOW)

    response = opened(cleo, "progress", record, seen=seen)

    assert response.headers["HX-Trigger"] == "redrawn"
    assert "Updating" not in text(response)


def test_progress_reads_no_health_data(record, ada, cleo):
    followed(record, ada, cleo, 60)
    client = signed_in(cleo)

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("progress", args=[record.pk]))

    assert not [query for query in asked if '"series"' in query["sql"]]
