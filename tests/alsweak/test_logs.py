"""What the site writes down of what it does: whom it helps to find what, and what it never holds."""

import io
import json
import logging
from types import SimpleNamespace

import pytest
from celery import shared_task
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpResponse
from django.urls import include, path, reverse
from gunicorn.config import Config

from alsweak import logs
from alsweak.gunicorn_lines import Lines
from people.models import Clinic, Patient

CANARY = "canary-7f3a"


@login_not_required
def broken(request, secret):
    """A row that the database refuses, and says why with all its values."""
    with transaction.atomic():
        Patient.objects.create(clinic=Clinic.objects.create(name="X"), reference="R", name=CANARY, height=9)
    return HttpResponse()


@login_not_required
def chained(request, secret):
    try:
        broken(request, secret)
    except IntegrityError as refused:
        raise ValueError(f"{CANARY} is no height") from refused


urlpatterns = [
    path("broken/<str:secret>/", broken),
    path("chained/<str:secret>/", chained),
    path("", include("alsweak.urls")),
]
handler404, handler500 = "alsweak.errors.not_found", "alsweak.errors.server_error"


@shared_task
def breaks(name):
    broken(None, name)


@pytest.fixture
def written(monkeypatch):
    """What production writes: a list of its lines, of JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Json())
    for name in ("", "alsweak.answered"):
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "level", logging.INFO)
        logger.manager._clear_cache()
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.manager._clear_cache()


@pytest.fixture
def unraised(client):
    client.raise_request_exception = False
    return client


def test_an_answer_is_a_line_with_its_route_and_without_its_address(client, db, written):
    answer = client.get(reverse("join_link", args=[CANARY]))

    (line,) = [line for line in written() if line["logger"] == "alsweak.answered"]
    assert line.pop("time").endswith("+00:00")
    assert line.pop("ms") > 0
    assert line == {
        "level": "INFO",
        "logger": "alsweak.answered",
        "message": "Answered",
        "request": answer["X-Request-ID"],
        "route": "join/<str:secret>/",
        "method": "GET",
        "status": answer.status_code,
    }


def test_an_address_of_no_page_is_not_written_down(client, db, written):
    client.get(f"/{CANARY}/ä/")

    assert [(line["logger"], line["message"], line["route"]) for line in written()] == [
        ("alsweak.answered", "Answered", "none"),
        ("django.request", "Not Found: none", "none"),
    ]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("way", ["broken", "chained"])
def test_an_error_is_told_by_its_kind_and_place_and_holds_no_value(unraised, db, written, way):
    answer = unraised.get(f"/{way}/{CANARY}/")

    assert (answer.status_code, CANARY in json.dumps(written())) == (500, False)
    (line,) = [line for line in written() if "exception" in line]
    assert (line["level"], line["route"]) == ("ERROR", f"{way}/<str:secret>/")
    assert line["request"] == answer["X-Request-ID"]
    kinds = [told for told in line["exception"].splitlines() if not told.startswith(" ")]
    assert [kind for kind in kinds if "psycopg2" not in kind and "sqlite3" not in kind] == {
        "broken": ["django.db.utils.IntegrityError"],
        "chained": ["ValueError", "django.db.utils.IntegrityError"],
    }[way]
    assert "in broken" in line["exception"]


def test_a_job_that_breaks_is_told_by_its_name_and_holds_no_value(db, written):
    breaks.apply(args=[CANARY])

    assert CANARY not in json.dumps(written())
    (line,) = [line for line in written() if "exception" in line]
    assert (line["logger"], line["job"]) == ("celery.app.trace", "tests.alsweak.test_logs.breaks")
    assert line["job_id"]


def test_what_gunicorn_says_of_a_request_leaves_its_address_out(written):
    logging.getLogger("gunicorn.error").propagate = True
    logging.getLogger("gunicorn.error").warning("Error handling request %s", f"/join/{CANARY}/")
    assert [line["message"] for line in written()] == ["Error handling request none"]


def test_a_line_to_read_holds_no_more_than_the_object(written):
    try:
        raise DatabaseError(CANARY)
    except DatabaseError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "It broke: %s", (error,), (type(error), error, None)
        )
    first, kind, *stack = logs.Line().format(record).splitlines()
    assert (first.split(" ", 1)[1], kind) == (
        "ERROR x It broke: django.db.utils.DatabaseError",
        "django.db.utils.DatabaseError",
    )
    assert CANARY not in "".join(stack)


@pytest.mark.parametrize(
    ("trusted", "given", "taken"),
    [
        (1, "0f9d8c7b-aaaa", True),
        (0, "0f9d8c7b-aaaa", False),
        (1, "a b", False),
        (1, "x" * 65, False),
        (1, "<b>12345678", False),
    ],
)
def test_the_reference_of_a_proxy_is_taken_where_there_is_one_and_it_is_plain(
    client, db, settings, trusted, given, taken
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = trusted
    assert (client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"] == given) is taken


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/nonsense/", 404), ("/broken/x/", 500)])
def test_the_page_of_an_error_shows_its_reference(unraised, db, address, status):
    answer = unraised.get(address)
    assert answer.status_code == status
    assert answer.content.decode().count(f"<p>Reference: {answer['X-Request-ID']}</p>") == 1


def test_a_program_is_told_the_reference_too(client, db):
    answer = client.get("/api/v1/nonsense/")
    assert (answer.status_code, answer.json()["reference"]) == (404, answer["X-Request-ID"])


def test_a_shape_that_is_none_stops_the_start():
    with pytest.raises(KeyError, match="xml"):
        logs.config("xml", "WARNING")


def test_gunicorn_writes_as_the_site_does_and_has_no_access_log(monkeypatch, capsys):
    monkeypatch.setenv("ALSWEAK_LOG", "json")
    log = Lines(Config())
    log.error("Worker exiting")
    log.access(SimpleNamespace(status="200"), SimpleNamespace(), {"RAW_URI": f"/join/{CANARY}/"}, 0)
    assert [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()] == ["Worker exiting"]
