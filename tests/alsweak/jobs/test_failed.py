"""A job that fails is tried again where that can help, kept where it did not, and gone once it is done."""

import os
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from alsweak.celery import app
from alsweak.jobs import failed
from alsweak.models import FailedJob
from tests import workers
from tests.alsweak.jobs import broken


def rows():
    return list(FailedJob.objects.order_by("task").values_list("task", "args", "kind", "times"))


def name(job):
    return f"tests.alsweak.jobs.broken.{job}"


def test_a_job_that_fails_is_one_row_however_often_and_holds_nothing_of_what_was_said(db):
    for _ in range(3):
        broken.refuses.apply(args=["canary-7f3a"])
    broken.refuses.apply(args=["other"])

    assert sorted(rows()) == [
        (name("refuses"), ["canary-7f3a"], "ValueError", 3),
        (name("refuses"), ["other"], "ValueError", 1),
    ]


def test_a_job_that_is_done_after_all_leaves_the_list(db, django_assert_num_queries):
    failed.note(name("works"), ["a"], {}, "1", ValueError())
    failed.note(name("works"), ["b"], {}, "2", ValueError())

    with django_assert_num_queries(1):
        broken.works.apply(args=["a"])

    assert rows() == [(name("works"), ["b"], "ValueError", 1)]


@pytest.mark.parametrize(("times", "kept"), [(3, []), (4, [(name("passes"), [4], "OperationalError", 1)])])
def test_a_database_that_is_away_is_tried_again_three_times(db, times, kept):
    broken.passes.apply(args=[times])
    assert rows() == kept


def test_every_job_of_the_site_has_these_ways():
    app.loader.import_default_modules()
    ours = [task for task in app.tasks.values() if task.__module__.split(".")[0] not in ("celery", "tests")]
    assert len(ours) > 15
    assert {(task.max_retries, task.retry_jitter, bool(task.autoretry_for)) for task in ours} == {(3, True, True)}


def test_one_that_was_set_aside_is_not_counted_until_it_fails_again(db):
    failed.note(name("works"), [], {}, "1", ValueError())
    assert len(failed.set_aside(failed.waiting(), timezone.now())) == 1
    assert failed.waiting().count() == 0

    failed.note(name("works"), [], {}, "2", ValueError())
    assert (failed.waiting().count(), rows()) == (1, [(name("works"), [], "ValueError", 2)])


def test_the_command_lists_asks_again_and_sets_aside(db, capsys, monkeypatch):
    sent = []
    monkeypatch.setattr(app, "send_task", lambda *given, **how: sent.append((*given, how)))
    failed.note(name("works"), ["a"], {"b": 1}, "the-id", ValueError())
    job = FailedJob.objects.get()

    call_command("jobs")
    call_command("jobs", "--again", str(job.pk))
    call_command("jobs", "--aside", "all")
    call_command("jobs")

    when = f"{job.last_at:%Y-%m-%d %H:%M}"
    line = f"{job.pk} · {name('works')} a b=1 · ValueError · 1 times, last {when}"
    assert capsys.readouterr().out.splitlines() == [
        line,
        "1 failed and are not set aside.",
        "Asked for 1 again.",
        "Set 1 aside.",
        f"{line} · set aside",
        "0 failed and are not set aside.",
    ]
    assert sent == [(name("works"), ["a"], {"b": 1}, {"task_id": "the-id"})]


@pytest.mark.parametrize("which", ["7", "x"])
def test_the_command_refuses_one_that_is_not_there(db, which):
    with pytest.raises(CommandError, match=f"There is no failed job {which}"):
        call_command("jobs", "--again", which)


def test_a_job_that_hangs_or_ends_its_worker_is_kept_and_not_given_out_for_ever(
    redis_of_its_own, transactional_db, tmp_path
):
    served = {"DATABASE_URL": workers.database(), "REDIS_URL": redis_of_its_own, "ALSWEAK_VAR": str(tmp_path)}
    command = ["celery", "-A", "tests.alsweak.jobs.broken", "worker", "--concurrency", "1"]
    worker = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=os.environ | served | {"DJANGO_SETTINGS_MODULE": "alsweak.settings"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        broken.hangs.delay()
        broken.dies.delay()
        broken.works.delay("a")
        failed.note(name("works"), ["a"], {}, "1", ValueError())
        wanted = [(name("dies"), [], "WorkerLostError", 3), (name("hangs"), [], "TimeLimitExceeded", 1)]
        deadline = time.monotonic() + 60
        while rows() != wanted and time.monotonic() < deadline:
            time.sleep(0.1)
        assert rows() == wanted
    finally:
        workers.kill(worker)
        workers.wait_until_gone()
