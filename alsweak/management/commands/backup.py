"""``manage.py backup``: the whole site into one file, once or every night."""

import datetime as dt
import logging
import signal
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.utils import timezone

from alsweak.backup import erased
from alsweak.backup.kept import drop_old, due
from alsweak.backup.making import back_up

logger = logging.getLogger(__name__)
LOOK_SECONDS = 300  # so that a clock that was set is noticed
AGAIN_SECONDS = 900  # after one that failed


class Command(BaseCommand):
    help = "Back up the database into one file. Keep SECRET_KEY too, elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=settings.VAR / "backups", help="the folder (%(default)s)")
        parser.add_argument(
            "--keep", type=numbers, metavar="DAYS/WEEKS/MONTHS", help="drop older ones, but the newest of each: 7/4/12"
        )
        parser.add_argument(
            "--encrypt-to", default=settings.ALSWEAK_BACKUP_RECIPIENT, help="a public key of age: age1…"
        )
        parser.add_argument(
            "--nightly", type=dt.time.fromisoformat, metavar="HH:MM", help="stay, and do it daily, in UTC"
        )

    def handle(self, *, nightly: dt.time | None, **asked: Any) -> None:
        if settings.PRODUCTION and not asked["encrypt_to"]:
            self.stderr.write("It is not encrypted: whoever has the file reads every record (--encrypt-to).")
        if nightly is None:
            return self.once(**asked)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # what was begun is tidied away
        while True:
            self.when_due(nightly, **asked)

    def when_due(self, at: dt.time, **asked: Any) -> None:
        """Wait a while, or make the one that is due; one that failed is told in the log and tried again."""
        names = [path.name for path in asked["to"].glob("*")]
        left = (due(names, at, timezone.now()) - timezone.now()).total_seconds()
        try:
            if left > 0:
                erased.keep(asked["to"])  # also between two backups: the last one may be needed soon
                connection.close()
                time.sleep(min(left, LOOK_SECONDS))
            else:
                self.once(**asked)
        except (CommandError, Error, OSError) as error:
            logger.error("No backup was made: %s", error)
            time.sleep(AGAIN_SECONDS)
        finally:
            connection.close()

    def once(self, *, to: Path, keep: tuple[int, ...] | None, encrypt_to: str, **options: Any) -> None:
        try:
            path = back_up(to, now=timezone.now(), encrypt_to=encrypt_to)
            erased.keep(to)
        except OSError as error:
            raise CommandError(f"{to} did not take it ({error.strerror}). Nothing of it was left there.") from error
        self.stdout.write(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
        for name in drop_old(to, keep) if keep else ():
            self.stdout.write(f"{name} was dropped.")


def numbers(text: str) -> tuple[int, ...]:
    try:
        days, weeks, months = (int(part) for part in text.split("/"))
    except ValueError:
        raise ArgumentTypeError("three numbers, as 7/4/12") from None
    if days < 1 or weeks < 0 or months < 0:
        raise ArgumentTypeError("at least one day")
    return days, weeks, months
