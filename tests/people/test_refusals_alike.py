"""A record that is not there and one that is not theirs: the same answer with the same work (TRUST 2).

How long both take is printed by ``python -m tests.bench.refusals``.
"""

import re
import uuid

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Clinic
from tests.cast import new_patient

ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
OF_THE_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d[^']*'|\d+")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
ASKED = {
    "a page": ("GET", "/patients/{}/"),
    "a form": ("POST", "/patients/{}/event/"),
    "a file": ("GET", "/patients/{}/export.csv"),
    "who sees it": ("GET", "/patients/{}/people/"),
    "a report": ("GET", "/api/v1/patients/{}/report/"),
    "a record": ("GET", "/api/v1/patients/{}/"),
    "an entry": ("PUT", "/api/v1/patients/{}/check-ins/00000000-0000-4000-8000-000000000001/"),
}


@pytest.fixture
def far_away(db):
    """A record of another clinic."""
    return new_patient(Clinic.objects.create(name="East Clinic"), "E-1")


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("who", ["dan", "cleo"])
def test_what_is_not_there_and_what_is_not_theirs_are_the_same(asked, who, client, request, far_away):
    client.force_login(request.getfixturevalue(who))
    method, address = ASKED[asked]

    def ask(patient_id):
        client.cookies.pop(settings.SIDE_COOKIE_NAME, None)  # of the press before
        with CaptureQueriesContext(connection) as queries:
            answer = client.generic(method, address.format(patient_id), "{}", "application/json")
        body = answer.content.decode().replace(str(patient_id), "").replace(answer["X-Request-ID"], "")
        kinds = [OF_THE_MOMENT.sub("", ID.sub("", query["sql"])) for query in queries]
        return answer.status_code, sorted(answer.headers), len(answer.content), TOKEN.sub("", body), kinds

    ask(uuid.uuid4())  # what the first question of a session writes
    absent, theirs = ask(uuid.uuid4()), ask(far_away.pk)

    assert absent[0] == 404
    assert absent == theirs
