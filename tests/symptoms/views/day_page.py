"""The page of a day: where it is, what is pressed on it, what it says."""

import datetime as dt
import re

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from symptoms.models import CheckIn
from symptoms.record.columns import values_of
from symptoms.write import verbs

DAY = dt.timedelta(days=1)


def url(record):
    return reverse("check_in", args=[record.pk])


def press(client, record, name, day, **sent):
    return client.post(reverse(name, args=[record.pk, day]), sent)


def answer(client, record, day, **said):
    """Each answer is one press on its own page; ``weakness__neck="3"``."""
    for name, value in said.items():
        step = name.replace("__", ".")
        client.post(reverse("question", args=[record.pk, day, "all", step]), {"answer": value})


def log(client, record, day, **said):
    answer(client, record, day, **said)
    return press(client, record, "done", day)


def said(record, day, by, **values):
    measures = {name.replace("__", "."): value for name, value in values.items()}
    verbs.record_check_in(record, day, measures, by=by, source="self", now=timezone.now())


def standing(record):
    entries = CheckIn.objects.standing().filter(patient=record).order_by("made_at")
    return [(entry.author.name, entry.source, entry.day, values_of(entry)) for entry in entries]


def receipts(client, record, day):
    page = client.get(url(record), {"day": day}).context["page"]
    return [f"{receipt.sentence} {receipt.seen}".strip() for receipt in page.receipts]


def buttons(client, record, day):
    """The big ones of the page of a day, in words."""
    page = client.get(url(record), {"day": day}).content.decode()
    return re.findall(r'<button class="button big"[^>]*>(.*?)</button>', page)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]
