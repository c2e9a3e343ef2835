"""What the list of a clinic's people is made of, beside the records."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class Place(models.Model):
    """Where somebody stands in the list (``clinical.need.Place``). Derived, from scratch, by ``care.places``.

    It is behind where it was made of another report than the one that stands, or of one that is marked since
    (``Report.placed``). It is made of the signs that the person agreed to show to the clinic (``shown``: the parts, as
    they stood), ``bare_`` of those that everybody with access sees; ``private``: there is something to which it
    matters. ``due``: by task the day from which it is asked for (``clinical.due.asked_from``), ``due_on`` the first of
    these days.
    """

    patient = models.OneToOneField("people.Patient", primary_key=True, on_delete=models.CASCADE)
    group = models.PositiveSmallIntegerField()
    pressing = models.PositiveIntegerField()
    spread_on = models.DateField(null=True)
    last_day = models.DateField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    bare_group = models.PositiveSmallIntegerField()
    bare_pressing = models.PositiveIntegerField()
    bare_level = models.PositiveSmallIntegerField(null=True)
    due = models.JSONField(null=True)
    due_on = models.DateField(null=True)
    bare_due = models.JSONField(null=True)
    bare_due_on = models.DateField(null=True)
    private = models.BooleanField(default=False)
    shown = models.TextField(blank=True)
    made_of = models.DateTimeField(null=True)  # the moment and the version of the report
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = [models.Index("patient", condition=models.Q(private=True), name="place_private")]

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.group}"


class OwnerQuerySet(models.QuerySet["Owner"]):
    def standing(self) -> Self:
        """The last of each record."""
        return self.filter(~Exists(Owner.objects.filter(patient=OuterRef("patient"), pk__gt=OuterRef("pk"))))


class Owner(models.Model):
    """Who of a clinic's team looks after someone, from a moment on; nobody again where ``user`` is null. Append-only;
    the last one counts. It opens nothing: what somebody may do follows from their grant."""

    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="owners")
    user = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")

    objects = OwnerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.patient_id}: {self.user_id}"


class LastLook(models.Model):
    """When someone of a team last looked at a record, and what stood there (``clinical.seen.Seen``)."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    patient = models.ForeignKey("people.Patient", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    version = models.BigIntegerField()  # of the record's data; -1 where not all of it was shown
    seen = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "patient"], name="last_look_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.patient_id}, {self.at:%Y-%m-%d}"


class ListState(models.Model):
    """How someone last had the list: which filters, which order."""

    user = models.OneToOneField("people.User", primary_key=True, on_delete=models.CASCADE, related_name="+")
    said = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"the list of {self.user_id}"
