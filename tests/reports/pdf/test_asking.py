"""Asking for a PDF, fetching it, and who else may: nobody."""

import datetime as dt
import json
import subprocess
import sys

import pytest
from django.urls import reverse
from django.utils import timezone
from django_celery_results.models import TaskResult

from people import consent
from people.models import AuditEvent, Membership
from reports.models import Printout
from reports.pdf import make, run, waiting
from tests.reports.opened import signed_in
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(record, ada, cleo):
    return followed(record, ada, cleo, 40)


def asked_by(user, record, capture):
    """The address of the page that says how far it is; the message stays with the broker."""
    with capture(execute=False):
        return signed_in(user).post(reverse("summary_pdf", args=[record.pk]))["Location"]


def made(printout):
    """What a worker does with the message; its result is stored as a worker stores it."""
    told = json.dumps(run.run(str(printout.pk)))
    TaskResult.objects.store_result("application/json", "utf-8", str(printout.pk), told, "SUCCESS")


def test_it_is_fetched_by_who_asked_for_it_and_is_gone_soon_after(kept, ada, django_capture_on_commit_callbacks):
    page = asked_by(ada, kept, django_capture_on_commit_callbacks)
    assert b"It waits for its turn." in signed_in(ada).get(page).content
    made(Printout.objects.get())
    assert b"Save the PDF" in signed_in(ada).get(page).content

    first, again = (signed_in(ada).get(f"{page}file/") for _press in range(2))
    now = timezone.now()
    waiting.look_after(now + dt.timedelta(seconds=30))
    assert Printout.objects.count() == 1
    waiting.look_after(now + dt.timedelta(seconds=90))

    assert (first["Content-Type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    assert again.content == first.content
    assert (Printout.objects.count(), TaskResult.objects.count()) == (0, 0)
    assert signed_in(ada).get(f"{page}file/").status_code == 404
    assert list(AuditEvent.objects.filter(patient=kept, verb="print").values_list("user", flat=True)) == [ada.pk] * 5


@pytest.mark.parametrize("who", ["ben", "cleo", "dan"])
def test_nobody_else_comes_to_it(kept, ada, who, request, django_capture_on_commit_callbacks):
    page = asked_by(ada, kept, django_capture_on_commit_callbacks)
    made(Printout.objects.get())
    other = signed_in(request.getfixturevalue(who))

    assert [other.get(page).status_code, other.get(f"{page}file/").status_code] == [404, 404]
    assert Printout.objects.count() == 1


def test_a_right_that_was_withdrawn_meanwhile_is_refused_to_the_job_and_on_the_page(
    kept, ada, ben, django_capture_on_commit_callbacks
):
    page = asked_by(ben, kept, django_capture_on_commit_callbacks)
    consent.end_grant(Membership.objects.get(user=ben), by=ada, now=timezone.now())

    assert run.run(str(Printout.objects.get().pk)) == {"state": "refused"}
    assert signed_in(ben).get(page).status_code == 404
    assert signed_in(ben).get(f"{page}file/").status_code == 404


def test_after_a_day_it_is_gone_and_what_was_lost_is_asked_for_again(kept, ada, django_capture_on_commit_callbacks):
    asked_by(ada, kept, django_capture_on_commit_callbacks)
    now = timezone.now()
    with django_capture_on_commit_callbacks() as sent:
        waiting.look_after(now + dt.timedelta(minutes=3))
    assert (len(sent), Printout.objects.count()) == (1, 1)
    made(Printout.objects.get())

    waiting.look_after(now + dt.timedelta(hours=25))

    assert (Printout.objects.count(), TaskResult.objects.count()) == (0, 0)


def test_where_the_libraries_are_missing_the_page_says_so(kept, ada, monkeypatch, django_capture_on_commit_callbacks):
    def missing():
        raise make.Missing

    monkeypatch.setattr(make, "weasyprint", missing)
    page = asked_by(ada, kept, django_capture_on_commit_callbacks)
    made(Printout.objects.get())

    told = signed_in(ada).get(page).content.decode()
    assert "This site can't make a PDF." in told
    assert "Save the PDF" not in told


def test_a_page_that_offers_a_pdf_does_not_load_what_makes_it():
    """It takes more than a second, and memory of each web process."""
    asking = "import django; django.setup(); import alsweak.urls, sys; print('weasyprint' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
