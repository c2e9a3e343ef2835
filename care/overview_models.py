"""What a clinic is shown of all its people together."""

from django.db import models


class Overview(models.Model):
    """The last view of one clinic over its people (``clinical.cohort.view``), made by a nightly job from the reports
    that stood. Derived, from scratch, by ``care.overviews``; nothing in it names anybody.

    ``people``: who counted; ``missing``: how many had no report yet; ``said``: null of fewer people than are shown.
    """

    clinic = models.OneToOneField("people.Clinic", primary_key=True, on_delete=models.CASCADE, related_name="overview")
    made_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(default=0)
    version = models.PositiveSmallIntegerField()
    said = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.clinic_id}: {self.people} people, {self.made_at:%Y-%m-%d}"
