"""Presses on the way through a first day."""

import re
from html import unescape

from django.urls import reverse

from symptoms.models import RememberedOnset


def root(record):
    return reverse("first_day", args=[record.pk])


def at(record, *parts):
    return root(record) + "".join(f"{part}/" for part in parts)


def press(client, record, answer, *parts):
    """Where the press leads, from the root of the way on; home and other pages as they are."""
    return client.post(at(record, *parts), {"answer": answer})["Location"].removeprefix(root(record))


def text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def remembered():
    rows = RememberedOnset.objects.standing().order_by("cell")
    return [(row.cell, row.source, row.precision, row.month) for row in rows]
