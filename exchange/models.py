"""What came in, what waits to come in, and how it is read."""

import uuid
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exchange.erase_models import EraseRequest, Erasure
from exchange.merge_models import Merge

__all__ = ["EraseRequest", "Erasure", "Import", "KeptFile", "KeptMapping", "LargeFile", "Merge"]


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
        PHONE = "phone", _("an export of a phone")

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


class Job(models.Model):
    """Something that takes longer than a page may, and how far it is.

    ``tries``: how often a worker began; only the last may end it. ``seen_at``: the last sign of life of the one who is
    at it. ``rows``: how many there are, null until it is known. ``told``: what came of it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        UNDER_WAY = "under way", _("under way")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        ASKED = "asked", _("something is asked")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()  # when a worker was last asked for
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def of_this_try(self) -> QuerySet[Self]:
        """The job, as long as it is this worker's."""
        return type(self)._default_manager.filter(pk=self.pk, tries=self.tries, state=self.State.UNDER_WAY)


class LargeFile(Job):
    """A file that a job brings in.

    ``data``: the file, deflated; null once it is in, or a day after it was sent. ``mapping``, ``answers``, ``accept``,
    ``confirm``: what it is brought in with. ``told`` as ``exchange.running`` has it.
    """

    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="large_files")
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    file_name = models.CharField(max_length=200, blank=True)
    checksum = models.CharField(max_length=64)  # SHA-256 of the file
    size = models.PositiveBigIntegerField()  # bytes
    data = models.BinaryField(null=True)
    mapping = models.JSONField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    accept = models.BooleanField(default=False)
    confirm = models.BooleanField(default=False)
    imported = models.OneToOneField(Import, null=True, blank=True, on_delete=models.PROTECT, related_name="large_file")

    class Meta:
        ordering = ["-sent_at", "id"]
        indexes = [models.Index(fields=["clinic", "-sent_at"], name="large_file_of_a_clinic")]

    def __str__(self) -> str:
        return f"{self.file_name or 'a file'} of {self.sent_at:%Y-%m-%d}"


class KeptFile(models.Model):
    """A file that waits while its questions are answered: an hour at most, and for the account alone that sent it.

    One for an account and a place. ``patient``: None where it goes into a clinic. ``answers``: by the keys of
    ``exchange.tables.questions``; ``mapping``: of the clinic's, with which it is read; ``confirmed``: the digest of the
    questions to which "they are right" was said. ``done``: what came of it; then its bytes are gone. ``phone``: of a
    phone's export, of which the days alone wait, the SHA-256 and size of the file that was sent.
    """

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    clinic = models.ForeignKey("people.Clinic", on_delete=models.CASCADE, related_name="+")
    patient = models.ForeignKey("people.Patient", null=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True)
    data = models.BinaryField(default=bytes)
    answers = models.JSONField(default=dict, blank=True)
    mapping = models.ForeignKey("KeptMapping", null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed = models.CharField(max_length=64, blank=True)
    done = models.JSONField(null=True, blank=True)
    phone = models.JSONField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="kept_file_by_age")]

    def __str__(self) -> str:
        return self.name


class HandedFile(models.Model):
    """What a program gets by a link for a visit: a compact JWE, whose key is in the link and nowhere here. It is gone
    with the link, or a minute after its end."""

    link = models.OneToOneField("people.VisitLink", on_delete=models.CASCADE, related_name="file")
    data = models.TextField()

    def __str__(self) -> str:
        return f"file of link {self.link_id}"


class KeptMapping(models.Model):
    """What the columns of a make of file mean, under a name that a clinic gave it. ``said``: as
    ``exchange.tables.mapping.as_said`` has it, without whose record it was."""

    clinic = models.ForeignKey("people.Clinic", on_delete=models.CASCADE, related_name="mappings")
    name = models.CharField(max_length=80)
    said = models.JSONField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "name"]
        constraints = [models.UniqueConstraint(fields=["clinic", "name"], name="mapping_once_by_name")]

    def __str__(self) -> str:
        return self.name


class ResearchExport(Job):
    """An export for research that a job makes: ``rows`` are people. Kept until it is fetched, a day at most."""

    clinic = models.ForeignKey("people.Clinic", null=True, on_delete=models.CASCADE, related_name="+")  # null: all

    def __str__(self) -> str:
        return f"export for research of {self.asked_at:%Y-%m-%d}"


class ResearchPart(models.Model):
    """A piece of the zip of one, in the order of ``place``."""

    export = models.ForeignKey(ResearchExport, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "place"], name="research_part_once")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.place}"
