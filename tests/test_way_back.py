"""Every page of a person leads back to where they came from, or to the first page."""

import re

from django.urls import reverse
from django.utils import timezone

from symptoms.record.days import local_day
from symptoms.write import verbs
from tests import rights

NO_PAGE = (
    "api/",
    "sw.js",
    "healthz",
    "readyz",
    "metrics",
    "check-in/offline/",
    "progress/",
    "numbers/",
)  # no page of its own
LINK = re.compile(r'<a [^>]*href="([^"#][^"]*)"')


def test_every_page_of_a_person_has_a_way_back(client, record, ada, ben):
    today = local_day(record, timezone.now())
    fall = verbs.record_event(record, by=ada, source="self", now=timezone.now(), kind="fall", start=today).entry
    said = {
        "patient_id": record.pk,
        "name": "spread",
        "day": today,
        "way": "left_arm",
        "cell": "hand.left",
        "entry_id": fall.pk,
        "grant_id": ben.memberships.get().pk,
    }
    steps = {"check-in": "weakness.hand.left", "function-check": "function.speech", "began": "year"}
    client.force_login(ada)
    seen, without = set(), set()
    for route in rights.routes():
        names = re.findall(r"<\w+:(\w+)>", route)
        if not {*names} <= {*said, "step"} or any(part in route for part in NO_PAGE):
            continue
        step = next((value for part, value in steps.items() if part in route), "")
        address = "/" + re.sub(r"<\w+:(\w+)>", lambda found, step=step: str({**said, "step": step}[found[1]]), route)
        page = client.get(address)
        html = page.content.decode() if not page.streaming else ""
        if page.status_code != 200 or 'class="patient"' not in html or address == reverse("home"):
            continue
        seen.add(route)
        _masthead, _closed, below = html.rpartition("</header>")
        if not LINK.search(below.partition("<footer")[0]):
            without.add(route)

    assert without == set()
    assert len(seen) >= 30
