"""The first programs of the page do what it says, as they stand there: with curl and with Python's own library."""

import html
import os
import re
import subprocess
import sys

import pytest
from django.test import Client
from django.utils import timezone

from symptoms.api.examples import EXAMPLES
from symptoms.derive import maker
from symptoms.models import Event, Measurement
from symptoms.record.days import local_day
from tests.symptoms.api.test_bearer import Program
from tests.symptoms.api.test_programs_of_clinics import ClinicProgram

LISTING = re.compile(r'id="example-(\w+)">[^<]*</h3>\s*<pre [^>]*><code>(.*?)</code></pre>', re.S)


@pytest.fixture
def of_clinic(request):
    """Whether the token is one of the clinic; it is the person's unless a test says so."""
    return getattr(request, "param", False)


@pytest.fixture
def run(live_server, ada, cleo, record, of_clinic):
    """Run a program of the page, as a stranger copied it; what it prints."""
    programs = dict(LISTING.findall(Client().get("/api/docs/").content.decode()))
    secret = (ClinicProgram(cleo, record) if of_clinic else Program(ada, record)).secret
    said = {"ALSWEAK_SITE": live_server.url, "ALSWEAK_TOKEN": secret, "ALSWEAK_PERSON": str(record.pk)}
    languages = {example.name: example.language for example in EXAMPLES}
    assert set(programs) == set(languages)

    def run(name):
        started = {"Python": [sys.executable, "-I", "-c"], "curl": ["bash", "-c"]}[languages[name]]
        program = [*started, html.unescape(programs[name])]
        ended = subprocess.run(program, env=os.environ | said, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run


@pytest.mark.parametrize("of_clinic", [False, True], indirect=True, ids=["person", "clinic"])
@pytest.mark.django_db(transaction=True)
def test_a_week_of_weights_is_ten_lines_and_is_added_once(run, record, of_clinic):
    first, again = run("week"), run("week")
    today = local_day(record, timezone.now())
    weights = list(Measurement.objects.order_by("day").values_list("weight", flat=True))

    code = next(example.code for example in EXAMPLES if example.name == "week")
    assert len(code.splitlines()) == 10
    assert [float(each) for each in weights] == [71.9, 71.8, 72.0, 71.7, 71.6, 71.8, 71.5]
    assert (today - Measurement.objects.latest("day").day).days in (0, 1, 2)  # where Ada lives it can be another day
    assert set(Measurement.objects.values_list("source", flat=True)) == {"clinician" if of_clinic else "self"}
    assert [line.split()[-1] for line in first.splitlines()] == ["201"] * 7
    assert [line.split()[-1] for line in again.splitlines()] == ["200"] * 7


@pytest.mark.django_db(transaction=True)
def test_curl_finds_the_person_and_writes_a_fall(run, record):
    assert f'"id":"{record.pk}"' in run("who")
    run("fall")

    assert list(Event.objects.values_list("patient", "kind", "start__year")) == [(record.pk, "fall", 2026)]


@pytest.mark.django_db(transaction=True)
def test_what_has_not_changed_is_not_sent_again(run, record):
    run("fall")
    maker.refresh(record.pk, now=timezone.now())
    answered, same = run("kept").splitlines()

    assert (answered.split()[:2], same) == (["200", "True"], "304")
    assert answered.split()[2].startswith('"token";r=')
