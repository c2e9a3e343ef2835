"""What follows from the rows. One maker: ``symptoms.derive.refresh``."""

from typing import Self

from django.db import models
from django.db.models import F, Q


class ReportQuerySet(models.QuerySet):
    def stale(self, engine: str) -> Self:
        """Behind the patient's data, or made by another engine."""
        return self.filter(~Q(data_version=F("patient__data_version")) | ~Q(engine=engine))


class Report(models.Model):
    """The computed report of one patient, whole, as of a day.

    ``report`` is the JSON of DESIGN 4, ``series`` the weekly arrays that the figures draw, and under
    ``flags`` with what inputs and by which version of the rules each flag fired. The columns beside them are
    what the worklist sorts by.
    """

    patient = models.OneToOneField("people.Patient", primary_key=True, on_delete=models.CASCADE)
    data_version = models.PositiveBigIntegerField()
    engine = models.CharField(max_length=20)
    as_of = models.DateField()
    computed_at = models.DateTimeField()
    report = models.JSONField()
    series = models.JSONField()
    series_digest = models.CharField(max_length=32, default="")  # of the above, which is large and often stays the same
    urgency = models.PositiveSmallIntegerField(default=0)  # of the highest open flag: 0 none ... 4 emergency
    last_spread = models.DateField(null=True)  # when a cell was last found to have become involved
    last_day = models.DateField(null=True)  # the last day with an entry

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-urgency", "-last_spread"], name="report_worklist")]

    def __str__(self) -> str:
        return f"report of {self.patient_id} as of {self.as_of}"
