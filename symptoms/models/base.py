"""What every recorded row has in common, and the columns that hold a measure."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinical import vocabulary
from clinical.vocabulary import measures_of
from symptoms.wording.names import SOURCES


class Source(models.TextChoices):
    """Who said it. The words of ``clinical.vocabulary.Source``, with labels."""

    SELF = "self", SOURCES[vocabulary.Source.SELF]
    HELPED = "helped", SOURCES[vocabulary.Source.HELPED]
    CAREGIVER = "caregiver", SOURCES[vocabulary.Source.CAREGIVER]
    CLINICIAN = "clinician", SOURCES[vocabulary.Source.CLINICIAN]


class RecordQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Neither corrected since nor entered in error."""
        return self.filter(status=Recorded.Status.STANDING)


class Recorded(models.Model):
    """A row that is never overwritten: a correction is a new row that supersedes it, a mistake is marked as one.

    The id is made by the client, so that sending the same entry twice is one row.
    """

    class Status(models.TextChoices):
        STANDING = "standing", _("counts")
        SUPERSEDED = "superseded", _("corrected later")
        ENTERED_IN_ERROR = "error", _("entered in error")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="%(class)ss")
    author = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=9, choices=Source)
    made_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=10, choices=Status, default=Status.STANDING)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True


class DayEntry(Recorded):
    """What one author says about one local day of the patient."""

    day = models.DateField()
    time_zone = models.CharField(max_length=50)  # of the patient when it was made
    wording = models.CharField(max_length=20, blank=True)  # which words were asked, ``2026-11.2 de``; blank: unknown

    class Meta:
        abstract = True
        ordering = ["-day", "-made_at"]

    def __str__(self) -> str:
        return f"{self.day} by {self.source}"


class AskedBack(DayEntry):
    """An entry whose values are asked back where they can hardly be (CLINICAL 9.3)."""

    confirmed = models.JSONField(default=list, blank=True)  # measures that were asked back and confirmed

    class Meta(DayEntry.Meta):
        abstract = True


def one_standing_a_day(model: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["patient", "day", "author", "source"],
        condition=Q(status=Recorded.Status.STANDING),
        name=f"{model}_one_standing_per_author_and_day",
    )


def standing_by_day(model: str) -> models.Index:
    return models.Index(fields=["patient", "day"], name=f"{model}_patient_day")


def side_by_side(model: str) -> models.Index:
    """The days of one patient that count, side by side: read without touching the table, where they lie a page each."""
    return models.Index(
        fields=["patient", "day"],
        include=["id", "source", "made_at"],
        condition=Q(status=Recorded.Status.STANDING),
        name=f"{model}_side_by_side",
    )


def ranges(section: str) -> list[models.BaseConstraint]:
    """A range constraint for each column of a section, from the vocabulary."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{measure.column}__isnull": True})
            | Q(**{f"{measure.column}__range": (measure.low, measure.high)}),
            name=f"{section}_{measure.column}_range",
        )
        for measure in measures_of(section)
    ]


def whole(**options: Any) -> models.SmallIntegerField:
    """A whole number that may be missing."""
    return models.SmallIntegerField(null=True, blank=True, **options)


def decimal(**options: Any) -> models.FloatField:
    """A measured number that may be missing."""
    return models.FloatField(null=True, blank=True, **options)
