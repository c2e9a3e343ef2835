"""``manage.py operator EMAIL``: who looks after the site."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people import operators


class Command(BaseCommand):
    help = "Let somebody look after the site: they see how it runs and which jobs failed, and open no record by that."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="of their account; who has none gets one, and comes in by a code")
        parser.add_argument("--end", action="store_true", help="they do not look after it any more")

    def handle(self, *, email: str, end: bool, **options: Any) -> None:
        try:
            if end:
                operators.dismiss(email)
                self.stdout.write(f"{email} does not look after the site any more.")
            else:
                user = operators.appoint(email, now=timezone.now())
                self.stdout.write(f"{email} looks after the site since {user.operator_since:%Y-%m-%d %H:%M} UTC.")
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
