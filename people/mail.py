"""Letters: written to a table with whatever caused them, sent by a job. No page ever waits for a mail server.

Whatever sends an e-mail through Django, also the libraries, writes a row (``people.outbox``). ``send_waiting`` sends
the rows by the real backend (``settings.MAIL_BACKEND``) and deletes them.
"""

import datetime as dt
import logging
from smtplib import SMTPConnectError, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db.models import Count, F, Min, Q
from django.template.loader import render_to_string
from django.utils import translation

from people.clock import AHEAD
from people.models import OutgoingMail

WAITS = (dt.timedelta(minutes=1), dt.timedelta(minutes=5), dt.timedelta(minutes=30), dt.timedelta(hours=3))
GIVES_UP_AFTER = dt.timedelta(days=2)  # what it says is out of date by then
AT_ONCE = 50
NOBODY = "nobody@alsweak.invalid"  # who is written to instead of an address that has no account: it takes as long
logger = logging.getLogger(__name__)


def write(to: str, template: str, context: dict[str, object], *, language: str) -> None:
    """An e-mail of our own: ``people/email/TEMPLATE.txt``, of which the first line is the subject."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"people/email/{template}.txt", {"site": site(), **context})
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()


def site() -> str:
    """What the links in an e-mail begin with."""
    return settings.ALSWEAK_URL.rstrip("/")


def waiting() -> tuple[int, dt.datetime | None]:
    """How many letters wait to be sent, and since when the oldest of them."""
    found = OutgoingMail.objects.aggregate(count=Count("pk"), since=Min("made_at"))
    return found["count"], found["since"]


def send_waiting(*, now: dt.datetime) -> int:
    """Send what is due. Each is taken before it is tried, so that two workers do not send the same one."""
    sent = 0
    due = Q(next_try_at__lte=now) | Q(next_try_at__gt=now + WAITS[-1] + AHEAD)
    for mail in OutgoingMail.objects.filter(due)[:AT_ONCE]:
        wait = WAITS[min(mail.tries, len(WAITS) - 1)]
        taken = OutgoingMail.objects.filter(pk=mail.pk, next_try_at=mail.next_try_at)
        if not taken.update(next_try_at=now + wait, tries=F("tries") + 1):
            continue
        try:
            if mail.to != [NOBODY]:
                _message_of(mail).send()
        except OSError as away:  # smtplib's errors are some of these
            logger.warning("An e-mail could not be sent (try %d): %s", mail.tries + 1, type(away).__name__)
            if now - mail.made_at > GIVES_UP_AFTER:
                mail.delete()
            if isinstance(away, TimeoutError | ConnectionError | SMTPServerDisconnected | SMTPConnectError):
                break  # it would keep the worker waiting for each of the others too
        else:
            mail.delete()
            sent += 1
    return sent


def _message_of(mail: OutgoingMail) -> EmailMessage:
    connection = get_connection(settings.MAIL_BACKEND)
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, mail.to, connection=connection)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
