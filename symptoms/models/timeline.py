"""What happened along the way: treatments, events, marks on a cell."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import CELL_NAMES
from symptoms.models.base import Recorded
from symptoms.wording.courses import DETAILS, SIDES, STOP_REASONS
from symptoms.wording.names import EVENTS, TREATMENTS

CELL_CHOICES = [(name, name) for name in CELL_NAMES]
DETAIL_CHOICES = [*DETAILS.items()]
SIDE_CHOICES = [*SIDES.items()]


class Span(Recorded):
    """From a day to a day; without an end it is still going on, or it was one day."""

    start = models.DateField()
    label = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True
        ordering = ["-start"]

    def __str__(self) -> str:
        return f"{self.label or getattr(self, 'kind', '')} from {self.start}"


class Treatment(Span):
    """CLINICAL 8. A mark on the timeline, never a claim that it worked. ``says``: what it says, by its columns."""

    says: ClassVar[tuple[str, ...]] = ("kind", "detail", "side", "label", "dose", "start", "stop", "stop_reason")

    class Kind(models.TextChoices):
        RILUZOLE = "riluzole", TREATMENTS["riluzole"]
        EDARAVONE = "edaravone", TREATMENTS["edaravone"]
        TOFERSEN = "tofersen", TREATMENTS["tofersen"]
        NIV = "niv", TREATMENTS["niv"]
        COUGH_ASSIST = "cough_assist", TREATMENTS["cough_assist"]
        GASTROSTOMY = "gastrostomy", TREATMENTS["gastrostomy"]
        AAC = "aac", TREATMENTS["aac"]
        ORTHOSIS = "orthosis", TREATMENTS["orthosis"]
        MOBILITY_AID = "mobility_aid", TREATMENTS["mobility_aid"]
        PHYSIOTHERAPY = "physiotherapy", TREATMENTS["physiotherapy"]
        SYMPTOM_MEDICINE = "symptom_medicine", TREATMENTS["symptom_medicine"]
        SALIVA_TREATMENT = "saliva_treatment", TREATMENTS["saliva_treatment"]
        TRIAL = "trial", TREATMENTS["trial"]
        OTHER = "other", TREATMENTS["other"]

    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.CharField(max_length=20, choices=DETAIL_CHOICES, blank=True)  # what exactly, of its kind
    side = models.CharField(max_length=5, choices=SIDE_CHOICES, blank=True)
    dose = models.CharField(max_length=60, blank=True)  # of a medicine; of a device its setting
    stop = models.DateField(null=True, blank=True)
    stop_reason = models.CharField(max_length=20, choices=[*STOP_REASONS.items()], blank=True)

    class Meta(Span.Meta):
        indexes = [models.Index(fields=["patient", "start"], name="treatment_patient_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stop__isnull=True) | Q(stop__gte=F("start")), name="treatment_stops_after_start"
            )
        ]


class Event(Span):
    says: ClassVar[tuple[str, ...]] = ("kind", "label", "start", "end", "serious")

    class Kind(models.TextChoices):
        FALL = "fall", EVENTS["fall"]
        CHOKING = "choking", EVENTS["choking"]
        INFECTION = "infection", EVENTS["infection"]
        HOSPITAL_STAY = "hospital_stay", EVENTS["hospital_stay"]
        SURGERY = "surgery", EVENTS["surgery"]
        THROMBOSIS = "thrombosis", EVENTS["thrombosis"]
        NIV_OVER_22H = "niv_over_22h", EVENTS["niv_over_22h"]
        TRACHEOSTOMY = "tracheostomy", EVENTS["tracheostomy"]
        HOSPICE_REFERRAL = "hospice_referral", EVENTS["hospice_referral"]

    kind = models.CharField(max_length=20, choices=Kind)
    end = models.DateField(null=True, blank=True)
    serious = models.BooleanField(default=False)  # a fall with injury, choking that needed help

    class Meta(Span.Meta):
        indexes = [models.Index(fields=["patient", "start"], name="event_patient_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="event_ends_after_start"
            )
        ]


class CellMark(Recorded):
    """A clinician's word on a cell, which overrides self-report both ways, or "old injury, other cause"."""

    class Kind(models.TextChoices):
        INVOLVED = "involved", _("Involved, seen by a clinician")
        NOT_INVOLVED = "not_involved", _("Not involved, seen by a clinician")
        OTHER_CAUSE = "other_cause", _("Old injury or another cause")

    cell = models.CharField(max_length=20, choices=CELL_CHOICES)
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField(null=True, blank=True)  # involved since

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cell__in=CELL_NAMES), name="cell_mark_cell"),
            models.UniqueConstraint(
                fields=["patient", "cell"], condition=Q(status="standing"), name="cell_mark_one_standing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {self.kind}"
