import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs

DAY = dt.timedelta(1)


@dataclass
class Sheet:
    """What is on the sheet: what the page says, and what it holds for a camera."""

    context: Any

    @property
    def page(self) -> str:
        return re.sub("^https?://[^/]+", "", self.context["handed"].address)

    @property
    def code(self) -> str:
        return self.context["handed"].code

    @property
    def link(self):
        return self.context["handed"].link


@pytest.fixture
def written(record, ada, cleo):
    """Ada has written today: her left hand is weak, she weighs 61 kg, and her mood is low."""
    now = timezone.now()
    today, how = local_day(record, now), {"by": ada, "source": "self", "now": now}
    values = {"weakness.hand.left": 2, "signs.low_mood": 1, "signs.uncontrolled_laughing_crying": 3}
    verbs.record_check_in(record, today, values, **how)
    verbs.record_measurement(record, today, {"weight": 61}, **how)
    verbs.record_measurement(record, today - 200 * DAY, {"weight": 70}, **how)
    maker.refresh(record.pk, now=now)
    return record


@pytest.fixture
def make(written):
    """A press on the page of links, by somebody: the answer, or the sheet."""

    def press(user, **said):
        client = Client()
        client.force_login(user)
        at = reverse("visit_links", args=[written.pk])
        shown = client.get(at).context
        asked = {"days": 7, "press": str(shown["press"]), "from": str(shown["start"])} | said
        return client.post(at, asked)

    return press


@pytest.fixture
def sheet(make, ada) -> Sheet:
    response = make(ada)
    assert response.status_code == 200
    return Sheet(response.context)


@pytest.fixture
def visitor(sheet):
    """Somebody without an account: opens the page with a code, and gives the answer."""

    def open_with(code=None, at=None, client=None):
        asks = client or Client()
        return asks.post(at or sheet.page, {"code": sheet.code if code is None else code}, follow=True)

    return open_with
