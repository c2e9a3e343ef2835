"""What somebody says of a treatment on a day: taken or not, how long, whether it helped, what was hard."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from clinical.courses import COUNTS
from symptoms.models import Treatment
from symptoms.models.base import DayEntry, Recorded
from symptoms.wording.courses import NOT_TAKEN


def _counted(name: str) -> models.PositiveSmallIntegerField:
    count = COUNTS[name]
    limits = [MinValueValidator(count.low), MaxValueValidator(count.high)]
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=limits)


class TreatmentDay(DayEntry):
    """What one author says of one treatment on one local day of the patient, in as many presses as they like: each is a
    row that says all that stands after it. Hours of breathing support have their home in ``Measurement.niv_hours``.

    ``treatment``: the first row of it, so that what was said stays with one whose dose was corrected since.
    ``troubles``: codes of ``clinical.courses.TROUBLES``, with blanks between.
    """

    treatment = models.ForeignKey(Treatment, on_delete=models.PROTECT, related_name="days")
    taken = models.BooleanField(null=True, blank=True)
    why_not = models.CharField(max_length=12, choices=[*NOT_TAKEN.items()], blank=True)
    troubles = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=200, blank=True)
    helped = _counted("helped")
    comfort = _counted("comfort")
    hours = _counted("hours")
    sessions = _counted("sessions")
    cycle_days = _counted("cycle_days")
    feed_ml = _counted("feed_ml")
    water_ml = _counted("water_ml")
    minutes = _counted("minutes")

    class Meta(DayEntry.Meta):
        indexes = [models.Index(fields=["patient", "day"], name="treatment_day_patient_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["treatment", "day", "author"],
                condition=Q(status=Recorded.Status.STANDING),
                name="treatment_day_one_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"treatment {self.treatment_id} on {self.day}"
