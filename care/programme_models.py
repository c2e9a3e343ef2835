"""An exercise programme: what a clinic has to choose from, what was set for somebody, and what they say of each day."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from care.programme_said import DAYS, DONE, KINDS
from clinical.exercise import AIM
from clinical.vocabulary import CELL_NAMES
from symptoms.models.base import Recorded

NAME, HOW, SHORT, NOTE = 80, 600, 200, 600  # letters
MINUTES = 120


def whole(most: int, least: int = 1, **options: Any) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(null=True, blank=True, validators=limits, **options)


class Movement(models.Model):
    """What an exercise is. ``cells``: the parts it moves, by name. ``repetitions`` in each of ``sets``, or
    ``minutes``."""

    name = models.CharField(max_length=NAME)
    how = models.TextField(max_length=HOW, blank=True)
    kind = models.CharField(max_length=15, choices=list(KINDS.items()))
    cells = models.JSONField(default=list, blank=True)
    position = models.CharField(max_length=SHORT, blank=True)
    sets = whole(20)
    repetitions = whole(100)
    minutes = whole(MINUTES)
    link = models.CharField(max_length=300, blank=True, validators=[URLValidator(schemes=["https"])])
    stop_if = models.CharField(max_length=SHORT, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for name in self.cells:
            if name not in CELL_NAMES:
                raise ValidationError({"cells": _("“%(name)s” is not a part of the body.") % {"name": name}})


class Exercise(Movement):
    """One of a clinic's collection. A programme copies it whole, so that a change here changes nobody's programme. It
    is retired and not deleted."""

    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="exercises")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]


class Programme(Recorded):
    """One version of somebody's programme, from ``start`` on, until a later one begins. A version is never changed: all
    of them stand, and the one that was made last of those that have begun is in force. ``ended``: from that day on
    there is nothing to do."""

    start = models.DateField()
    review = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=NOTE, blank=True)
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["patient", "start"], name="programme_patient_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(review__isnull=True) | Q(review__gte=F("start")), name="programme_review_is_not_before"
            ),
            models.CheckConstraint(condition=Q(ended=True) | Q(review__isnull=False), name="programme_has_a_review"),
        ]

    def __str__(self) -> str:
        return f"programme from {self.start}"


class ProgrammeItem(Movement):
    """``days``: on which of the week, none for each. ``effort``: how hard at most, 0 to 10. ``reason``: why a part is
    strengthened that cannot lift against gravity."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    days = models.JSONField(default=list, blank=True)
    effort = models.PositiveSmallIntegerField(default=AIM, validators=[MaxValueValidator(10)])
    reason = models.CharField(max_length=SHORT, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "place"], name="programme_item_place"),
            models.CheckConstraint(condition=Q(effort__lte=10), name="programme_item_effort"),
        ]

    def clean(self) -> None:
        super().clean()
        if not {*self.days} <= {*DAYS}:
            raise ValidationError({"days": _("There is no such day.")})

    def planned_on(self, weekday: int) -> bool:
        """``weekday``: 0 for Monday."""
        return not self.days or list(DAYS)[weekday] in self.days


class ExerciseAnswer(Recorded):
    """What one author says of one exercise of one local day. Each press is a row that takes the place of the one before
    and says what that said too. ``breathless``: at rest, or with chest pain."""

    item = models.ForeignKey(ProgrammeItem, on_delete=models.PROTECT, related_name="answers")
    day = models.DateField()
    done = models.CharField(max_length=9, choices=list(DONE.items()), blank=True)
    minutes = whole(MINUTES)
    effort = whole(10, 0)
    could_talk = models.BooleanField(null=True, blank=True)
    tired = models.BooleanField(null=True, blank=True)
    sore = models.BooleanField(null=True, blank=True)
    breathless = models.BooleanField(default=False)

    class Meta:
        ordering = ["day", "made_at"]
        indexes = [models.Index(fields=["patient", "day"], name="exercise_answer_patient_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "day", "author", "source"],
                condition=Q(status=Recorded.Status.STANDING),
                name="exercise_answer_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(effort__isnull=True) | Q(effort__lte=10), name="exercise_answer_effort_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.done or 'something'} on {self.day}"
