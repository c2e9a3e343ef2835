"""A new page on which people type cannot be forgotten: it keeps what was typed, or it is named here with the reason."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from people.models import Membership
from symptoms.record.days import local_day
from tests.alsweak.typed_pages import PAGES
from tests.care.programme.setting import kept
from tests.care.said import entered
from tests.cast import person

pytestmark = pytest.mark.django_db
TYPED = {"text", "date", "month", "number", "email", "tel", "search", ""}
NOT_KEPT = {
    "question": "A walk keeps its one answer (alsweak.middleware.KEPT).",
    "first_day_at": "So does the first day.",
    "account_reset_password": "Whoever has forgotten a password is not signed in.",
    "account_email": "An address is a way in, and is written anew.",
    "mfa_add_webauthn": "What a passkey answers is for one moment.",
    "mfa_activate_totp": "A code of an app is for half a minute.",
    "worklist": "A name that is searched for is typed anew.",
    "join_code": "A code is a secret.",
}


class Typing(HTMLParser):
    """Whether a page has something to type in a form that is sent with POST."""

    def __init__(self, html):
        super().__init__()
        self.posts, self.found = False, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.posts = given.get("method") == "post"
        if self.posts and (tag == "textarea" or (tag == "input" and given.get("type", "") in TYPED)):
            self.found = True

    def handle_endtag(self, tag):
        if tag == "form":
            self.posts = False


def patterns():
    """Every address pattern of the site with its whole route."""

    def walk(found, before):
        for pattern in found:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route, pattern
            else:
                yield from walk(pattern.url_patterns, route)

    return list(walk(get_resolver().url_patterns, ""))


def keeps(pattern):
    return getattr(pattern.callback, "keeps_typed", False)


def test_every_page_that_keeps_what_was_typed_is_tried():
    assert {pattern.name for _route, pattern in patterns() if keeps(pattern)} == {page.name for page in PAGES}


def test_every_page_with_something_to_type_keeps_it(client, record, ada, ben, cleo, clinic):
    amy, nia, now = person("Amy"), person("Nia"), timezone.now()
    nia.name = ""
    nia.save()
    Membership.objects.create(user=amy, clinic=clinic, role="admin", access="write")
    today = local_day(record, now)
    visit = entered(record, cleo, today, now=now, note="First.", next_visit=today + dt.timedelta(days=7))
    said = {"patient_id": record.pk, "visit_id": visit.pk, "clinic_id": clinic.pk, "user_id": cleo.pk, "day": today}
    said |= {"exercise_id": kept(clinic, cleo).pk, "task": "mind"}
    said |= {"grant_id": ben.memberships.get().pk, "way": "all", "step": "weight", "question": "name", "rule": "R07"}
    queries = {page.name: page.query for page in PAGES} | {"reply_to_person": ""}
    step = {"before_question": "matter_1"}
    typing = set()
    for user in (ada, ben, cleo, amy, nia):
        client.force_login(user)
        for route, pattern in patterns():
            names = re.findall(r"<(?:\w+:)?(\w+)>", route)
            if not {*names} <= {*said} or route.startswith(("api/", "accounts/logout")):
                continue
            here = said | {"question": step.get(pattern.name, said["question"])}
            address = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route).format_map(here)
            answer = client.get(address + queries.get(pattern.name, "").format(clinic=clinic.pk))
            html = answer.content.decode(errors="replace") if answer.status_code == 200 and not answer.streaming else ""
            if Typing(html).found:
                typing.add((pattern.name, keeps(pattern)))

    assert {name for name, kept in typing if not kept} == {*NOT_KEPT}
    assert {name for name, kept in typing if kept} == {page.name for page in PAGES} - {"reply_to_person"}
