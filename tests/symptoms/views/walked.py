"""The pages with one question each: where they are, what is pressed, what they show."""

import datetime as dt
import re

from django.urls import reverse
from django.utils import timezone

from symptoms.write import verbs

DAY = dt.timedelta(days=1)


def url(record, day, *names):
    return reverse(("hub", "walk", "question")[len(names)], args=[record.pk, day, *names])


def press(client, record, day, way, step, answer):
    return client.post(url(record, day, way, step), {"answer": answer})


def said(record, day, by, source="self", **values):
    measures = {name.replace("__", "."): value for name, value in values.items()}
    verbs.record_check_in(record, day, measures, by=by, source=source, now=timezone.now())


def shown(page):
    return [(str(answer.text), answer.chosen, answer.before) for answer in page.context["asked"].answers]


def sentence_of(page, name):
    """What the page says in its one paragraph of this class."""
    (told,) = re.findall(f'<p class="{name}"[^>]*>(.*?)</p>', page.content.decode(), re.S)
    return re.sub(r"<[^>]+>", "", told)
