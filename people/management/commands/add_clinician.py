from getpass import getpass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from people import clinics
from people.models import Clinic, User, validate_time_zone


class Command(BaseCommand):
    help = "Let someone work in a clinic: makes the account and the clinic where they are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--clinic", required=True, help="the clinic's name")
        parser.add_argument("--name", default="", help="what to call them")
        parser.add_argument("--time-zone", default="UTC", help="of a new clinic, such as Europe/Berlin")

    def handle(self, *, email: str, clinic: str, name: str, time_zone: str, **options: Any) -> None:
        try:
            validate_email(email)
            validate_time_zone(time_zone)
            user = User.objects.filter(email=email.lower()).first()
            password = None if user else self._password(email)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        with transaction.atomic():
            place, _created = Clinic.objects.get_or_create(name=clinic, defaults={"time_zone": time_zone})
            user = user or self._account(email, password, name)
            clinics.join_clinic(place, user, by=None)
        self.stdout.write(f"{user.email} can now open and write every record of {place}.")

    def _account(self, email: str, password: str | None, name: str) -> User:
        user = User.objects.create_user(email, password, name=name)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def _password(self, email: str) -> str:
        password = getpass(f"A password for {email}: ")
        if password != getpass("The same once more: "):
            raise CommandError("The two passwords are not the same; nothing was made.")
        validate_password(password)
        return password
