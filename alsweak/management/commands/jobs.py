"""``manage.py jobs``: the jobs that failed, to be asked for again or set aside."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from alsweak.jobs import failed
from alsweak.models import FailedJob
from people.numbers import whole

ALL = "all"


class Command(BaseCommand):
    help = "List the jobs that failed. A job that is done after all is not in the list any more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--again", metavar="ID|all", help="ask for one once more, or for all that are not set aside")
        what.add_argument("--aside", metavar="ID|all", help="set one aside, or all: not counted until it fails again")

    def handle(self, *, again: str | None, aside: str | None, **options: Any) -> None:
        if again:
            self.stdout.write(f"Asked for {len(list(failed.again(_chosen(again), timezone.now())))} again.")
        elif aside:
            self.stdout.write(f"Set {len(failed.set_aside(_chosen(aside), timezone.now()))} aside.")
        else:
            for job in FailedJob.objects.all():
                self.stdout.write(_line(job))
            self.stdout.write(f"{failed.waiting().count()} failed and are not set aside.")


def _chosen(which: str) -> QuerySet[FailedJob]:
    if which == ALL:
        return failed.waiting()
    if not (chosen := FailedJob.objects.filter(pk=whole(which))):
        raise CommandError(f"There is no failed job {which}.")
    return chosen


def _line(job: FailedJob) -> str:
    given = " ".join([*map(str, job.args), *(f"{name}={value}" for name, value in job.kwargs.items())])
    aside = " · set aside" if job.set_aside_at else ""
    return f"{job.pk} · {job.task} {given} · {job.kind} · {job.times} times, last {job.last_at:%Y-%m-%d %H:%M}{aside}"
