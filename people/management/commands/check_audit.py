"""Whether the audit is as it was when it was written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from people import months
from people.unbroken import check


class Command(BaseCommand):
    help = (
        "Follow the chain of seals over the audit. Ends with 1 where an event is missing, changed, added or unsealed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", default="", metavar="HASH", help="a head that was noted before")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(timezone.now(), options["expect"])
        self.stdout.write(f"head {found.head or '-'}\nseals {found.seals}\nevents {found.events}")
        self.stdout.write(f"unsealed {found.unsealed}")
        if outside := months.outside():
            self.stdout.write(f"outside of the months that are made {outside}: manage.py audit_months")
        if found.wrong:
            raise CommandError(found.wrong)
