"""Making a link with its file, and taking both back: what the pages and the job call."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from exchange.handed import smart
from exchange.handed.bundle import document
from exchange.models import HandedFile
from people import handed, mail
from people.access import Record
from people.codes import in_groups
from people.models import User, VisitLink
from symptoms.record.days import local_day


@dataclass(frozen=True)
class Sheet:
    """What is shown once. ``scanned``: the address with the SMART Health Link behind it, which no server is sent."""

    link: VisitLink
    address: str
    code: str
    smart: str

    @property
    def scanned(self) -> str:
        return f"{self.address}#{self.smart}"


def make(record: Record, *, by: User, start: dt.date, days: int, press: uuid.UUID, now: dt.datetime) -> Sheet:
    """A link to the summary from ``start`` to today. Raises ``ValidationError`` as ``people.handed.make`` does."""
    end = local_day(record.patient, now)
    with transaction.atomic():
        made = handed.make(record.patient, by=by, start=start, end=end, days=days, press=press, now=now)
        read = handed.record_for(made.link)
        sealed = smart.seal(document(read, made.link.start, end, at=now))
        HandedFile.objects.update_or_create(link=made.link, defaults={"data": sealed.file})
    manifest = mail.site() + reverse("visit_manifest", args=[made.manifest])
    return Sheet(
        made.link,
        mail.site() + reverse("visit", args=[in_groups(made.secret)]),
        in_groups(made.code),
        smart.link(manifest, sealed.key, made.link.expires_at),
    )


def withdraw(link: VisitLink, *, by: User, now: dt.datetime) -> None:
    with transaction.atomic():
        handed.withdraw(link, by=by, now=now)
        HandedFile.objects.filter(link=link).delete()


def drop_ended(now: dt.datetime) -> int:
    """Delete the files of links that are over. How many."""
    files = HandedFile.objects.select_related("link__patient", "link__made_by")
    over = [file.pk for file in files if not handed.stands(file.link, now)]
    return HandedFile.objects.filter(pk__in=over).delete()[0]
