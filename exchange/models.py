"""What came in."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One file that was brought in, and what came of it. It can be looked at, and taken back as a whole.

    ``account`` is the author of its rows, and of nothing else: what another file said stays that file's. ``counts``: as
    ``exchange.importing.Imported`` has them, of all its tables. ``created``: ids of the records that it made;
    ``facts``: what it wrote of people, ``{"patient", "name", "before", "after"}`` each; ``rows``: by model, the ids of
    its entries by other authors, as an archive names them; ``retracted``: the same of other files' entries that it took
    back. ``mapping``: what the columns were taken for.
    """

    class Kind(models.TextChoices):
        CSV = "csv", _("our own table of measures")
        TABLE = "table", _("a table of another program")
        ARCHIVE = "archive", _("a complete record")
        FHIR = "fhir", _("a FHIR bundle")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="imports")
    account = models.OneToOneField("people.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")  # null: command line
    made_at = models.DateTimeField()
    kind = models.CharField(max_length=7, choices=Kind)
    file_name = models.CharField(max_length=200, blank=True)
    checksum = models.CharField(max_length=64, blank=True)  # SHA-256 of the file
    size = models.PositiveBigIntegerField(default=0)  # bytes
    mapping = models.JSONField(null=True, blank=True)
    patients = models.ManyToManyField("people.Patient", related_name="imports")  # whose record it changed
    counts = models.JSONField(default=dict)
    created = models.JSONField(default=list, blank=True)
    facts = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)
    rows = models.JSONField(default=dict, blank=True)
    retracted = models.JSONField(default=dict, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["clinic", "-made_at"], name="import_of_a_clinic")]

    def __str__(self) -> str:
        return f"{self.file_name or self.kind} of {self.made_at:%Y-%m-%d}"
