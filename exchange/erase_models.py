"""What was asked to be erased, and what was: without a name of anybody."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Membership


class Erasure(models.Model):
    """Something was erased. ``subject``: the pseudonym that is left, unique of its kind; ``receipt``: as
    ``exchange.erase.receipt`` makes it, counts alone; ``sha256``: over it."""

    class Kind(models.TextChoices):
        RECORD = "record", _("a record")
        ACCOUNT = "account", _("an account")
        CLINIC = "clinic", _("a clinic")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=7, choices=Kind)
    subject = models.CharField(max_length=60)
    at = models.DateTimeField()
    receipt = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="erased_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class EraseRequest(models.Model):
    """Somebody asked for a record, or for their account, to be erased: a job does it from ``due_at`` on, unless it was
    called off. ``with_records``: their own ones too. ``basis``: how the person asked for it. ``erasure``: it was done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("people.Patient", null=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    with_records = models.BooleanField(default=False)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=9)  # as what they asked: of a record one of ``Membership.Role``
    basis = models.CharField(max_length=6, choices=Membership.Basis)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    erasure = models.ForeignKey(Erasure, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(patient__isnull=True, account__isnull=False)
                | Q(patient__isnull=False, account__isnull=True),
                name="erase_one_thing",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(called_off_at__isnull=True, erasure__isnull=True),
                name="erase_record_asked_once",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(called_off_at__isnull=True, erasure__isnull=True),
                name="erase_account_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"asked for on {self.asked_at:%Y-%m-%d}"
