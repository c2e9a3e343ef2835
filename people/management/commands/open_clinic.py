"""``manage.py open_clinic NAME --admin EMAIL``: a clinic, and the invitation of who runs it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from people import clinics, invitations
from people.letters import link_of, send_invitation
from people.models import Clinic, Membership
from people.newcomers import account_of

ADMIN = Membership.Role.ADMIN


class Command(BaseCommand):
    help = "Open a clinic, and invite by e-mail who runs it. For a clinic that is there: invite one more who runs it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the clinic's name")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="who runs the clinic")
        parser.add_argument("--time-zone", metavar="ZONE", help="of its patients, such as Europe/Berlin; else UTC")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), help="of its letters; else English")

    def handle(self, *, name: str, admin: str, time_zone: str | None, language: str | None, **options: Any) -> None:
        given = {"time_zone": time_zone, "language": language}
        asked = {field: value for field, value in given.items() if value is not None}
        try:
            with transaction.atomic():
                found = Clinic.objects.filter(name=name.strip()).first()
                if found:
                    refuse_other(found, asked)
                clinic = found or clinics.open_clinic(name, **asked)
                told = "is there already" if found else "is open"
                self.stdout.write(f"{clinic} {told}. Its time zone is {clinic.time_zone}.\n{invite(clinic, admin)}")
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused


def refuse_other(clinic: Clinic, asked: dict[str, str]) -> None:
    """Raises ``CommandError`` where the clinic says something else of itself than was asked for."""
    for field, value in asked.items():
        now = getattr(clinic, field) or settings.LANGUAGE_CODE
        if value != now:
            raise CommandError(
                f"{clinic} is there already. Its {field.replace('_', ' ')} is {now}, not {value}: nothing was done. "
                "Who runs the clinic can change it on the page of the clinic."
            )


def invite(clinic: Clinic, address: str) -> str:
    """Invite someone to run the clinic. What was done, in a sentence; raises ``ValidationError``."""
    known = account_of(address)
    if known and clinics.team(clinic).filter(user=known, role=ADMIN).exists():
        return f"{known} runs it already: nobody was invited."
    made = invitations.invite(invitations.Kind.COLLEAGUE, by=None, role=ADMIN, clinic=clinic, email=address)
    send_invitation(made)
    return (
        f"{made.invitation.email} was invited to run it. The e-mail has the same link as stands here; it can be used "
        f"once, until {made.invitation.expires_at:%Y-%m-%d %H:%M %Z}:\n{link_of(made)}"
    )
