"""A PDF from the press on the page to the file, with a worker that runs: in a process of its own, and in this one."""

import datetime as dt
import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from django_celery_results.models import TaskResult
from pypdf import PdfReader

from people import consent
from people.models import Membership
from reports.models import Printout
from reports.pdf import waiting
from tests.reports.opened import signed_in
from tests.reports.people import followed
from tests.symptoms.derive.test_tasks import wait_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]
PATIENCE = 90  # seconds: a worker starts, and loads what draws pages
LETTER = (612, 792)  # points


@pytest.fixture
def kept(record, ada, cleo):
    return followed(record, ada, cleo, 10)


@pytest.fixture(params=["of its own", "of the web"])
def worker(request):
    """Starts a worker: one in a process of its own, with Redis, or the one that a site without Redis has."""
    if request.param == "of its own":
        return request.getfixturevalue("start_worker")
    return lambda: request.getfixturevalue("celery_worker_running")


def asked(client, record, **said):
    """The page that says how far it is."""
    return client.post(reverse("summary_pdf", args=[record.pk]), said)["Location"]


def test_what_was_asked_for_on_the_page_is_made_fetched_and_gone(kept, ada, worker):
    client = signed_in(ada)
    worker()
    page = asked(client, kept, paper="letter")
    assert wait_for(lambda: b"Save the PDF" in client.get(page).content, PATIENCE)

    fetched = client.get(f"{page}file/")

    waiting.look_after(timezone.now() + dt.timedelta(minutes=2))

    sheets = PdfReader(io.BytesIO(fetched.content)).pages
    assert [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets] == [LETTER] * 2
    assert (Printout.objects.count(), TaskResult.objects.count()) == (0, 0)
    assert client.get(page).status_code == 404


def test_a_right_that_is_withdrawn_before_the_worker_comes_to_it_is_refused(kept, ada, ben, start_worker):
    asked(signed_in(ben), kept)
    consent.end_grant(Membership.objects.get(user=ben), by=ada, now=timezone.now())

    start_worker()

    assert wait_for(lambda: TaskResult.objects.filter(status="SUCCESS").exists(), PATIENCE)
    assert json.loads(TaskResult.objects.get().result) == {"state": "refused"}
