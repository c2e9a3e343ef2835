"""A visit that is coming, and what is said before it."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from care.before.write import say
from care.before_said import Said
from care.visits.said import Said as VisitSaid
from care.visits.write import record_visit
from symptoms.record.days import local_day


def visit_coming(record, cleo, *, days=10, ago=80, now=None):
    """Cleo names the next visit, so many days from today. Its day."""
    now = now or timezone.now()
    today = local_day(record, now)
    day = today + dt.timedelta(days)
    record_visit(record, VisitSaid(today - dt.timedelta(ago), next_visit=day), by=cleo, now=now)
    return day


def said(record, by, question, *answer, source="self", now=None, **more):
    return say(record, Said(question, answer, **more), by=by, source=source, now=now or timezone.now()).entry


def page_of(record, step=""):
    name = "before_question" if step else "before_visit"
    return reverse(name, args=[record.pk, *([step] if step else [])])


EVERYTHING = (
    ("changed", ("eating",), {"words": "Chokes on tea."}),
    ("tasks", ("washing", "dressing"), {}),
    ("nights", ("2",), {}),
    ("choking", ("some",), {}),
    ("behaviour", ("a_lot",), {}),
    ("strain", ("9",), {}),
    ("would_help", ("nights",), {"words": "A free evening."}),
    ("lifting", ("no",), {}),
    ("injury", ("yes",), {}),
    ("matter_1", ("aids",), {}),
)


def ben_says_everything(record, ben, **behaviour):
    return {
        question: said(
            record, ben, question, *answer, source="caregiver", **more, **(behaviour if question == "behaviour" else {})
        )
        for question, answer, more in EVERYTHING
    }
