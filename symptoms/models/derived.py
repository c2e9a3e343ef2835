"""What follows from the rows. One maker: ``symptoms.derive.maker.refresh``."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

LARGE = ("report", "series", "outline")  # the columns to leave where nobody reads them


class ReportQuerySet(models.QuerySet):
    def stale(self, engine: str) -> Self:
        """Behind the patient's data, or made by another engine."""
        return self.filter(~Q(data_version=F("patient__data_version")) | ~Q(engine=engine))

    def to_place(self, *patients: Any) -> None:
        """Mark that where these people stand in the list is made anew: it follows from more than the report. Also where
        that is marked: who has just taken the mark has read what stood before, and is waited for."""
        self.filter(patient__in=patients).update(placed=False)


class Report(models.Model):
    """The computed report of one patient, whole, as of a day, as ``clinical.report`` writes and reads it.

    ``report`` is the JSON of DESIGN 4, ``series`` the weekly arrays that the figures draw, ``outline`` both with no
    more in them than a page shows (null where they are short enough themselves), ``facts`` the little of them that a
    worklist is ordered by. ``placed``: the place in the list is made of it (``care.places``).
    """

    patient = models.OneToOneField("people.Patient", primary_key=True, on_delete=models.CASCADE)
    data_version = models.PositiveBigIntegerField()
    engine = models.CharField(max_length=20)
    as_of = models.DateField()
    computed_at = models.DateTimeField()
    report = models.JSONField()
    series = models.JSONField()
    series_digest = models.CharField(max_length=32, default="")  # of the above, which is large and often stays the same
    outline = models.JSONField(null=True, default=None)
    facts = models.JSONField(default=dict)
    placed = models.BooleanField(default=False, db_default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("patient", condition=Q(placed=False), name="report_to_place")]

    def __str__(self) -> str:
        return f"report of {self.patient_id} as of {self.as_of}"
