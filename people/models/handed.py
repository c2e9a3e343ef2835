"""One summary is handed to somebody without an account."""

import datetime as dt
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VisitLink(models.Model):
    """A link to the summary of these days, for whoever holds it and its code. Of its secrets hashes are kept alone."""

    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="visit_links")
    made_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    press = models.UUIDField(default=uuid.uuid4, unique=True)  # the same press makes the same link
    start = models.DateField()
    end = models.DateField()
    secret_hash = models.CharField(max_length=64, unique=True)  # of the page
    manifest_hash = models.CharField(max_length=64, unique=True)  # of the file, for a program
    code_hash = models.CharField(max_length=64)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="visit_link_ends_after_start")
        ]
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"link {self.pk}"

    def is_over(self, now: dt.datetime) -> bool:
        return self.withdrawn_at is not None or now >= self.expires_at


class LinkOpening(models.Model):
    """A link was opened. ``recipient``: what a program said of who asks. ``read``: the person was told, and said so."""

    class Way(models.TextChoices):
        PAGE = "page", _("as a page")
        FILE = "file", _("by a program, as a file")

    link = models.ForeignKey(VisitLink, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField(default=timezone.now)
    way = models.CharField(max_length=4, choices=Way)
    recipient = models.CharField(max_length=100, blank=True)
    read = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"link {self.link_id} {self.at:%Y-%m-%d %H:%M} {self.way}"
