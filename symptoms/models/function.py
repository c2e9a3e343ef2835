"""The function check: twelve items in the frame of the ALSFRS-R, in our own words; not a validated version of it."""

from django.db import models

from symptoms.models.base import AskedBack, Source, one_standing_a_day, ranges, standing_by_day, whole
from symptoms.wording.names import MODES


class FunctionCheck(AskedBack):
    """Items 0-4, 4 = as before ALS. ``cutting_food`` holds 5b where there is a gastrostomy, else 5a.

    Any item may be missing in imported data; then what depends on it is missing too. What of them is ``confirmed`` was
    a half point in the file that it is from, and to round it down was confirmed.
    """

    class Mode(models.TextChoices):
        APP = "app", MODES["app"]
        PHONE = "phone", MODES["phone"]
        CLINIC = "clinic", MODES["clinic"]

    mode = models.CharField(max_length=6, choices=Mode, default=Mode.APP)
    speech = whole()
    salivation = whole()
    swallowing = whole()
    handwriting = whole()
    cutting_food = whole()
    dressing_hygiene = whole()
    turning_in_bed = whole()
    walking = whole()
    climbing_stairs = whole()
    dyspnea = whole()
    orthopnea = whole()
    respiratory_insufficiency = whole()
    gastrostomy = whole()  # 0 or 1
    total_given = whole()  # 0 to 48, as a clinic gave it: nothing is worked out of it (CLINICAL 1.2)

    @classmethod
    def usual_mode(cls, source: str) -> Mode:
        """How such a source answers where nothing else is said."""
        return cls.Mode.CLINIC if source == Source.CLINICIAN else cls.Mode.APP

    class Meta(AskedBack.Meta):
        constraints = [
            one_standing_a_day("function_check"),
            *ranges("function"),
            models.CheckConstraint(
                condition=models.Q(total_given__isnull=True) | models.Q(source=Source.CLINICIAN),
                name="function_total_given_by_a_clinic",
            ),
        ]
        indexes = [standing_by_day("function_check")]
