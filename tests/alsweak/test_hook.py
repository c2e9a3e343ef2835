"""What goes to a server of errors, by the SDK's own way as far as its transport."""

import json

import pytest
import sentry_sdk
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from sentry_sdk.transport import Transport

from alsweak import hook
from people.models import Clinic, Patient

CANARY = "canary-7f3a"


@login_not_required
def broken(request: HttpRequest, secret: str) -> HttpResponse:
    name = request.POST["name"]
    with transaction.atomic():
        Patient.objects.create(clinic=Clinic.objects.create(name="X"), reference="R", name=name, height=9)
    return HttpResponse()


urlpatterns = [path("broken/<str:secret>/", broken), path("", include("alsweak.urls"))]
handler500 = "alsweak.errors.server_error"


@pytest.fixture
def sent():
    """The events that would have gone out."""
    events = []

    class Kept(Transport):
        def capture_envelope(self, envelope):
            events.extend(item.payload.json for item in envelope.items if item.type == "event")

    hook.start("https://key@errors.example.org/1", transport=Kept)
    yield events
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


@pytest.mark.urls(__name__)
def test_an_error_is_told_by_kind_and_place_and_holds_nothing_of_anybody(client, ada, sent):
    client.force_login(ada)
    client.raise_request_exception = False
    client.cookies["side"] = CANARY
    answer = client.post(f"/broken/{CANARY}/?q={CANARY}", {"name": CANARY}, headers={"User-Agent": CANARY})

    (event,) = sent
    assert answer.status_code == 500
    assert event["exception"]["values"][-1]["type"] == "IntegrityError"
    assert "broken" in [frame["function"] for frame in event["exception"]["values"][-1]["stacktrace"]["frames"]]
    assert event["tags"] == {"reference": answer["X-Request-ID"]}
    said = json.dumps(event)
    assert [what for what in (CANARY, ada.email, ada.name, "DETAIL", "violates") if what in said] == []


def test_it_is_off_where_no_server_is_named(settings):
    assert settings.SENTRY_DSN == ""
    assert sentry_sdk.get_client().is_active() is False
