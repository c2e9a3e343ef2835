"""Every job may come twice, late, out of order, and may end in the middle of its work: TRUST 20."""

import inspect
import re
from contextlib import contextmanager
from itertools import cycle

import pytest
from django.apps import apps
from django.core import mail
from django.db import DatabaseError, OperationalError, connection, models, transaction
from django.utils import timezone

from alsweak.celery import app
from tests.jobs_to_do import AT, JOBS, MINUTE
from tests.test_rights_of_jobs import OURS

pytestmark = pytest.mark.django_db
LATER = AT + 15 * MINUTE  # nobody is at anything any more that was under way
MOST = 8  # writes of a job at which it is ended: the first, the last and some between
# What is not compared: why.
LEFT_OUT = {
    "alsweak.Pulse.at": "that it beat again is all that it says",
    "django_celery_results.TaskResult.date_created": "of the last try",
    "django_celery_results.TaskResult.date_done": "of the last try",
    "exchange.LargeFile.tries": "how often a worker began",
    "exchange.ResearchExport.tries": "how often a worker began",
    "people.User.password": "drawn, so that nobody knows it",
    "reports.Printout.heard_at": "when it was asked for again",
}
NOTED_EACH_TIME = {"reports.tasks.make_pdf": ("people.AuditEvent",)}  # that somebody's record was opened
# By order: the receipt of what was erased, and the letter with it.
COUNTS_WHAT_STOOD = ("exchange.Erasure.receipt", "exchange.Erasure.sha256", "people.OutgoingMail.text")
# Two that come to the same rows.
PAIRS = [
    ("symptoms.derive.tasks.refresh", "symptoms.derive.tasks.sweep_stale"),
    ("symptoms.derive.tasks.refresh_many", "care.tasks.catch_up"),
    ("symptoms.day.tasks.record_waiting_drafts", "symptoms.derive.tasks.sweep_stale"),
    ("symptoms.day.tasks.record_waiting_drafts", "symptoms.day.tasks.remind"),
    ("care.tasks.ask_before_visits", "people.tasks.send_mail"),
    ("care.tasks.overview", "care.tasks.make_overviews"),
    ("exchange.tasks.bring_large", "exchange.tasks.look_after_large"),
    ("exchange.tasks.give_for_research", "exchange.tasks.look_after_large"),
    ("exchange.tasks.erase_what_is_due", "symptoms.derive.tasks.sweep_stale"),
    ("exchange.tasks.erase_what_is_due", "exchange.tasks.drop_kept_files"),
    ("exchange.tasks.erase_what_is_due", "reports.tasks.look_after_pdfs"),
]
# An id or a hash that was drawn, or a moment.
NAMED = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?")


class Killed(BaseException):
    """Nothing that a job does about errors is done."""


ERRORS = OperationalError, Killed


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings):
    """A function that sets what time it is. What a job asks for is done at once, and letters go to the table."""
    app.loader.import_default_modules()
    moment = [AT]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    settings.EMAIL_BACKEND, settings.MAIL_BACKEND = "people.outbox.Outbox", settings.EMAIL_BACKEND
    app.conf.task_always_eager = True
    yield lambda at: moment.__setitem__(0, at)
    app.conf.task_always_eager = False


def prepared(names, get):
    """What each of these jobs is called with, once there is something to do for it."""
    given = {maker: maker(get) for maker in dict.fromkeys(JOBS[name] for name in names)}
    takes = {name: inspect.signature(app.tasks[name].run).parameters for name in names}
    return {name: given[JOBS[name]] if takes[name] else () for name in names}


def come(name, args):
    task = app.tasks[name]
    task.push_request(id=str(args[0]) if args else "")
    try:
        task.run(*args)
    finally:
        task.pop_request()


def rows(but=()):
    """Every row of every table: its label, its columns."""
    for model in apps.get_models(include_auto_created=True):
        label, out = model._meta.label, {*LEFT_OUT, *but}
        if label not in out and model._meta.app_label not in ("auth", "contenttypes"):
            fields = [each for each in model._meta.concrete_fields if f"{label}.{each.name}" not in out]
            for values in model._base_manager.values_list(*(each.attname for each in fields)):
                yield label, dict(zip(fields, values, strict=True))


def told(but=(), known=None):
    """The rows as lines of text. ``known``: lines from before; ids and moments that are not in them are all the same,
    for they hang on how often it was begun."""
    return sorted(f"{label} {[_said(*each, known) for each in row.items()]}" for label, row in rows(but))


def _said(field, value, known):
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if known and isinstance(target, models.AutoField) and value is not None:
        return value if f"{target.model._meta.label} {value}" in known else "new"
    text = str(bytes(value) if isinstance(value, memoryview) else value)
    return NAMED.sub(lambda found: found[0] if known is None or found[0] in known else "new", text)


def standing():
    """What ``told`` knows from now on."""
    ids = {f"{label} {row[field]}" for label, row in rows() for field in row if isinstance(field, models.AutoField)}
    return ids | {word for line in told() for word in NAMED.findall(line)}


@contextmanager
def undone():
    """What is written within is gone afterwards."""
    with transaction.atomic():
        yield
        connection.set_rollback(True)


@contextmanager
def writes(most=10**6, error=None):
    """The statements that write; from one of them on there is an error instead."""
    found = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            found.append(sql)
            if len(found) > most:
                raise error
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def ended(name, args, after, error):
    """A job that comes as far as so many writes."""
    try:
        with writes(after, error) as found:
            come(name, args)
    except (Killed, DatabaseError):
        pass
    assert len(found) > after
    connection.set_rollback(False)  # the database has heard nothing of it


def test_every_job_has_a_line():
    assert {name for name in app.tasks if name.partition(".")[0] in OURS} == JOBS.keys()


@pytest.mark.parametrize("name", JOBS)
def test_twice_and_late_is_once(name, request, clock):
    args, but = prepared([name], request.getfixturevalue)[name], NOTED_EACH_TIME.get(name, ())
    with writes() as found:
        come(name, args)
    once = told(but), len(mail.outbox)
    come(name, args)
    assert (bool(found), (told(but), len(mail.outbox))) == (True, once)

    clock(LATER)
    come(name, args)
    assert (told(but), len(mail.outbox)) == once


@pytest.mark.parametrize("name", JOBS)
def test_one_that_ended_in_the_middle_is_made_whole_by_the_next(name, request, clock):
    """All but one thing: a letter that was sent, and not noted as sent, is sent again."""
    args, but = prepared([name], request.getfixturevalue)[name], NOTED_EACH_TIME.get(name, ())
    known = standing()
    clock(LATER)
    with undone(), writes() as found:
        come(name, args)
        whole = told(but, known)
    last = len(found) - 1
    for after, error in zip(sorted({last * n // (MOST - 1) for n in range(MOST)}), cycle(ERRORS), strict=False):
        with undone():
            clock(AT)
            ended(name, args, after, error)
            clock(LATER)
            come(name, args)
            assert told(but, known) == whole, (after, error)


@pytest.mark.parametrize("names", PAIRS)
def test_out_of_order_is_as_in_order(names, request):
    """Whichever comes first, once both have come again, as they do each minute."""
    args = prepared(names, request.getfixturevalue)
    known, ends = standing(), []
    for order in (names, names[::-1]):
        with undone():
            for name in (*order, *names):
                come(name, args[name])
            ends.append(told(("people.AuditEvent", *COUNTS_WHAT_STOOD), known))

    assert ends[0] == ends[1]
