"""What follows from the rows. One maker: ``symptoms.derive.maker.refresh``."""

from typing import Self

from django.db import models
from django.db.models import F, Q

LARGE = ("report", "series", "outline")  # the columns to leave where nobody reads them


class ReportQuerySet(models.QuerySet):
    def stale(self, engine: str) -> Self:
        """Behind the patient's data, or made by another engine."""
        return self.filter(~Q(data_version=F("patient__data_version")) | ~Q(engine=engine))


class Report(models.Model):
    """The computed report of one patient, whole, as of a day, as ``clinical.report`` writes and reads it.

    ``report`` is the JSON of DESIGN 4, ``series`` the weekly arrays that the figures draw, ``outline`` both with no
    more in them than a page shows (null where they are short enough themselves), ``facts`` the little of them that a
    worklist is ordered by.
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

    objects = ReportQuerySet.as_manager()

    def __str__(self) -> str:
        return f"report of {self.patient_id} as of {self.as_of}"
