"""The site's e-mail backend: what is sent becomes a row, which is there once the transaction is (``people.mail``)."""

from collections.abc import Sequence
from contextlib import suppress

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from kombu.exceptions import OperationalError

from people.models import OutgoingMail
from people.tasks import send_mail


class Outbox(BaseEmailBackend):
    """Django's way out: puts each e-mail into the table, and asks for it to be sent once that is committed."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [_row_of(message) for message in email_messages if message.recipients()]
        OutgoingMail.objects.bulk_create(rows)
        transaction.on_commit(_ask)
        return len(rows)


def _ask() -> None:
    with suppress(OperationalError):  # Redis is away: beat looks again within a minute
        send_mail.delay()


def _row_of(message: EmailMessage) -> OutgoingMail:
    html = [text for text, kind in getattr(message, "alternatives", ()) if kind == "text/html"]
    return OutgoingMail(
        to=message.recipients(),
        sender=message.from_email,
        subject=str(message.subject),
        text=str(message.body),
        html=html[0] if html else "",
    )
