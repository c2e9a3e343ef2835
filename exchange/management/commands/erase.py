"""``manage.py erase``: a record, an account or a clinic, whole, with a receipt; and once more after a restore."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from exchange.commands import told_of
from exchange.erase import again, receipt
from exchange.erase.account import erase_account
from exchange.erase.asking import clear_file
from exchange.erase.clinic import erase_clinic
from exchange.erase.person import erase_record
from exchange.models import Erasure
from people.models import Clinic, Patient, User
from people.newcomers import account_of
from people.records import PatientNotFound, find_patient


class Command(BaseCommand):
    help = "Erase a record, an account or a clinic, and print the receipt. Without --confirm it says what would go."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--patient", metavar="REF|ID", help="a record, by the clinic's reference or its id")
        what.add_argument("--account", metavar="EMAIL", help="an account")
        what.add_argument("--clinic", metavar="NAME", help="a clinic")
        what.add_argument("--list", action="store_true", help="what was erased, a line each, for --again")
        what.add_argument("--again", type=Path, metavar="FILE", help="erase once more what such a list names")
        parser.add_argument(
            "--with-records",
            action="store_true",
            help="of an account, the records that are its own; of a clinic, those that it keeps",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be erased, and erase nothing")
        parser.add_argument("--confirm", action="store_true", help="erase it: this can't be undone")

    def handle(self, **options: Any) -> None:
        if options["list"]:
            self.stdout.write("\n".join(again.listed()))
        elif options["again"]:
            self._again(options["again"])
        else:
            self._erase(_what(options), really=options["confirm"] and not options["dry_run"])

    def _erase(self, erase: Callable[[], Erasure], *, really: bool) -> None:
        try:
            with transaction.atomic():
                done = erase()
                transaction.set_rollback(not really)
        except ValidationError as refused:
            raise CommandError(f"{' '.join(refused.messages)} Nothing was erased.") from refused
        self.stdout.write(json.dumps(receipt.as_json(done), indent=2))
        if really:
            clear_file()
        else:
            self.stdout.write("Nothing was erased. To erase this, say --confirm.")

    def _again(self, file: Path) -> None:
        with told_of(file):
            lines = file.read_text(encoding="utf-8").splitlines()
        try:
            for kind, subject, was_there in again.apply(lines, timezone.now()):
                self.stdout.write(f"{kind} {subject}: {'erased again' if was_there else 'not there'}")
        except ValueError as wrong:
            raise CommandError(f"{file} is no list of “manage.py erase --list”: {wrong}") from wrong
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        clear_file()


def _what(options: dict[str, Any]) -> Callable[[], Erasure]:
    how: dict[str, Any] = {"asked_by": receipt.COMMAND, "now": timezone.now()}
    records = {"with_records": options["with_records"]}
    if options["patient"]:
        patient = _record(options["patient"])
        return lambda: erase_record(patient, by=None, **how)
    if options["account"]:
        user = _account(options["account"])
        return lambda: erase_account(user, **records, **how)
    clinic = Clinic.objects.filter(name=options["clinic"]).first()
    if clinic is None:
        raise CommandError(f"There is no clinic “{options['clinic']}”.")
    return lambda: erase_clinic(clinic, **records, **how)


def _record(text: str) -> Patient:
    try:
        return find_patient(text)
    except PatientNotFound as unknown:
        raise CommandError(str(unknown)) from unknown


def _account(address: str) -> User:
    user = account_of(address)
    if user is None:
        raise CommandError(f"There is no account with the address {address}.")
    return user
