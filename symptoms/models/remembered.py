"""When a part that is weak already began, as somebody remembers it: apart from what is answered day by day."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from clinical import vocabulary
from clinical.vocabulary import CELL_NAMES
from symptoms.models.base import Recorded, Source
from symptoms.models.timeline import CELL_CHOICES
from symptoms.wording.remembered import PRECISIONS, remembered


class RememberedOnset(Recorded):
    """``month``: the first day of the month, of the three months or of the year; null where there is none.

    One stands for each cell of what the person says, alone or helped, one of what caregivers say, and one of what
    clinicians have from the notes.
    """

    class Precision(models.TextChoices):
        MONTH = "month", PRECISIONS[vocabulary.Precision.MONTH]
        SEASON = "season", PRECISIONS[vocabulary.Precision.SEASON]
        YEAR = "year", PRECISIONS[vocabulary.Precision.YEAR]
        NOT_SURE = "not_sure", PRECISIONS[vocabulary.Precision.NOT_SURE]
        BEFORE = "before", PRECISIONS[vocabulary.Precision.BEFORE]

    cell = models.CharField(max_length=20, choices=CELL_CHOICES)
    month = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cell__in=CELL_NAMES), name="remembered_onset_cell"),
            models.CheckConstraint(
                condition=Q(precision__in=["month", "season", "year"], month__isnull=False)
                | Q(precision__in=["not_sure", "before"], month__isnull=True),
                name="remembered_onset_month",
            ),
            models.UniqueConstraint(
                F("patient"),
                F("cell"),
                Case(When(source=Source.HELPED, then=Value(Source.SELF)), default=F("source")),
                condition=Q(status=Recorded.Status.STANDING),
                name="remembered_onset_one_standing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell} {remembered(self.month, self.precision)}"


def voice(source: str) -> str:
    """Whose word it is: the person's own is one, alone or helped."""
    return Source.SELF if source == Source.HELPED else source
