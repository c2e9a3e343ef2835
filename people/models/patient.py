"""Someone with ALS."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.user import validate_time_zone
from people.querysets import PatientManager


class Patient(models.Model):
    """A person with ALS. ``data_version`` counts the writes; a derived row that is behind it is stale.

    ``changed_at``: when the last of them was, by the clock of the database."""

    class Precision(models.TextChoices):
        MONTH = "month", _("the month is right")
        SEASON = "season", _("within three months")
        YEAR = "year", _("only the year is known")

    class Hand(models.TextChoices):
        LEFT = "left", _("left")
        RIGHT = "right", _("right")

    class Ending(models.TextChoices):
        MOVED = "moved", _("moved to another clinic")
        WITHDREW = "withdrew", _("does not want to go on")
        DIED = "died", _("died")
        MISTAKE = "mistake", _("made by mistake")
        MERGED = "merged", _("put together with another record of the same person")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="patients")
    reference = models.CharField(_("clinic's reference"), max_length=60)
    name = models.CharField(_("name"), max_length=100, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[validate_time_zone])
    onset_month = models.DateField(_("month in which symptoms began"), null=True, blank=True)  # the first of it
    onset_precision = models.CharField(max_length=6, choices=Precision, default=Precision.MONTH)
    onset_cell = models.CharField(_("where symptoms began"), max_length=20, blank=True)
    diagnosis_date = models.DateField(_("date of diagnosis"), null=True, blank=True)
    writing_hand = models.CharField(_("writing hand"), max_length=5, choices=Hand, blank=True)
    usual_weight = models.DecimalField(
        _("usual weight before the illness, kg"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    height = models.PositiveSmallIntegerField(_("height, cm"), null=True, blank=True)
    # The record is closed: nothing is asked, reminded or judged any more. The day of death where ``ended_why`` says so.
    ended_on = models.DateField(_("closed on"), null=True, blank=True)
    ended_why = models.CharField(_("why"), max_length=8, choices=Ending, blank=True)
    # The record of the same person that this one was put together with, where ``ended_why`` says so.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    family_until = models.DateField(null=True, blank=True)  # the last day on which family reads what was closed
    data_version = models.PositiveBigIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)  # null: not since this is noted
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    # Somebody asked for it to be erased (``exchange.erase.asking``, which alone writes this): told on the first page.
    erase_due_at = models.DateTimeField(null=True, editable=False)
    # What is left of a record that was erased is this row, empty: its id is what the audit points at.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PatientManager()
    with_erased = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "reference"], name="patient_reference_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(usual_weight__isnull=True) | Q(usual_weight__range=(20, 300)), name="patient_usual_weight"
            ),
            models.CheckConstraint(
                condition=Q(height__isnull=True) | Q(height__range=(50, 250)), name="patient_height"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="patient_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(ended_why="merged"), name="patient_merged_is_closed"
            ),
        ]
        ordering = ["reference"]

    def __str__(self) -> str:
        return self.name or self.reference

    @property
    def is_kept_alone(self) -> bool:
        """Whether no clinic keeps this record beside its person."""
        return self.clinic.is_own_records
