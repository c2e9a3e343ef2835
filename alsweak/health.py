"""How the site is: what answers, and what is late. Nothing of it is of a person.

A page can be served as long as the database answers and has the tables of this code. Whatever else is away or late is
said, and costs no page.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alsweak.jobs import failed
from alsweak.models import Pulse
from exchange import large
from people import mail, months, replica
from people.replica import State
from people.unbroken import SEALED_WITHIN, oldest_unsealed
from reports.pdf import waiting as pdfs
from symptoms.derive import maker

REPORT_LATE = dt.timedelta(hours=2)  # TRUST 21
PULSE_LATE = dt.timedelta(minutes=5)
LETTER_LATE = dt.timedelta(hours=1)
FILE_LATE = dt.timedelta(hours=1)
PDF_LATE = dt.timedelta(minutes=10)
PING_SECONDS = 0.5
EXPORTS_GO_ON = {
    State.AWAY: gettext_lazy("The replica does not answer: exports read the primary."),
    State.BEHIND: gettext_lazy("The replica is behind: exports read the primary."),
    State.OTHER: gettext_lazy("DATABASE_REPLICA_URL leads to no replica of this database: exports read the primary."),
}
_migrated = threading.Event()


@dataclass(frozen=True)
class Health:
    """Counts, and ages in seconds: None where nothing waits, or where nothing was ever heard."""

    redis: str  # "ok", "away", "none"
    replica: State
    reports_waiting: int
    oldest_report: float | None
    pulse: float | None
    letters_waiting: int
    oldest_letter: float | None
    jobs_failed: int
    files_stuck: int
    pdfs_stuck: int
    audit_unsealed: float
    audit_months: int | None  # made ahead; None on SQLite

    @property
    def late(self) -> list[str]:
        """A sentence for each thing that is not as it should be."""
        return list(self._late())

    def _late(self) -> Iterator[str]:
        if self.redis == "away":
            yield _("Redis does not answer: jobs wait until it does.")
        if self.replica in EXPORTS_GO_ON:
            yield str(EXPORTS_GO_ON[self.replica])
        if self.pulse is None:
            yield _("No job has been done yet: worker and beat have to run.")
        elif self.pulse > PULSE_LATE.total_seconds():
            yield _("No job has been done for more than 5 minutes: worker or beat is away.")
        if self.oldest_report is not None and self.oldest_report > REPORT_LATE.total_seconds():
            yield _("A report has waited for more than 2 hours.")
        if self.oldest_letter is not None and self.oldest_letter > LETTER_LATE.total_seconds():
            yield _("A letter has waited for more than an hour.")
        if self.jobs_failed:
            yield _("A job has failed: /site/jobs/ and manage.py jobs say which.")
        if self.files_stuck:
            yield _("A file or an export has been under way for more than an hour.")
        if self.pdfs_stuck:
            yield _("A PDF has been under way for more than 10 minutes.")
        if self.audit_unsealed > SEALED_WITHIN.total_seconds():
            yield _("What was done has not been sealed for more than 10 minutes: manage.py check_audit says more.")
        if self.audit_months is not None and self.audit_months < months.ENOUGH:
            yield _("Of the audit, fewer than two months ahead are made: manage.py audit_months.")


def look(now: dt.datetime) -> Health:
    """Raises ``DatabaseError`` where the database is away."""
    reports, report_since = maker.waiting(now=now)
    letters, letter_since = mail.waiting()
    beaten = Pulse.objects.values_list("at", flat=True).first()
    return Health(
        redis=_redis(),
        replica=replica.look(PING_SECONDS),
        reports_waiting=reports,
        oldest_report=_age(report_since, now),
        pulse=_age(beaten, now),
        letters_waiting=letters,
        oldest_letter=_age(letter_since, now),
        jobs_failed=failed.waiting().count(),
        files_stuck=large.overdue(now - FILE_LATE),
        pdfs_stuck=pdfs.overdue(now - PDF_LATE),
        audit_unsealed=oldest_unsealed(now).total_seconds(),
        audit_months=months.ahead(now),
    )


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def is_migrated() -> bool:
    """Whether the database has all that this code needs. Asked until it has: the code of a process stays as it is."""
    if not _migrated.is_set() and not _missing():
        _migrated.set()
    return _migrated.is_set()


def _missing() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _redis() -> str:
    if not settings.REDIS_URL:
        return "none"
    patience = {"socket_timeout": PING_SECONDS, "socket_connect_timeout": PING_SECONDS}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **patience) as asked:
            asked.ping()
    except (redis.RedisError, OSError):
        return "away"
    return "ok"


def _age(since: dt.datetime | None, now: dt.datetime) -> float | None:
    return None if since is None else round(max(0.0, (now - since).total_seconds()), 1)
