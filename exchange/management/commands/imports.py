"""``manage.py imports``: what came in, newest first, and the way to take one of them back."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from exchange.imports.taking_back import take_back
from exchange.models import Import


class Command(BaseCommand):
    help = "List the files that came in, newest first, or take one of them back as a whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--take-back", dest="unwanted", type=UUID, metavar="ID", help="mark all that it wrote as a mistake"
        )

    def handle(self, *, unwanted: UUID | None, **options: Any) -> None:
        if unwanted:
            self._take_back(unwanted)
            return
        for noted in Import.objects.select_related("clinic", "by"):
            name = noted.file_name or noted.kind
            rows = f"{noted.counts.get('new', 0)} new, {noted.counts.get('corrected', 0)} corrected"
            state = f", taken back {noted.taken_back_at:%Y-%m-%d}" if noted.taken_back_at else ""
            self.stdout.write(f"{noted.pk}  {noted.made_at:%Y-%m-%d %H:%M}  {name} into {noted.clinic}: {rows}{state}")

    def _take_back(self, pk: UUID) -> None:
        noted = Import.objects.filter(pk=pk).first()
        if noted is None:
            raise CommandError(f"There is no import {pk}. “manage.py imports” lists them.")
        done = take_back(noted, by=None, now=timezone.now())
        if done is None:
            self.stdout.write("It was taken back before: nothing was changed.")
            return
        self.stdout.write(f"{done.rows} entries were taken back, {done.restored} count again.")
        if done.facts or done.facts_left:
            self.stdout.write(f"{done.facts} facts are as they were, {done.facts_left} were changed since and stay.")
        if done.closed:
            self.stdout.write(f"Closed, for nothing else stands in them: {', '.join(done.closed)}.")
