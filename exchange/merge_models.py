"""Two records of one person that were put together."""

import uuid

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q


class Merge(models.Model):
    """What was put into the record that goes on, and how it stood before, so that it can be undone.

    ``moved``: by model, the ids of the rows that went from ``other`` to ``kept``; ``stayed``: the same of those that
    did not. ``gave_way``: lines of OPM that stood before. ``facts``: what was blank in ``kept``, ``{"name", "before",
    "after"}`` each. ``grants``: those that it made; ``imports``: those that changed ``kept`` by it alone. ``left``:
    what an undo left in ``kept``, as ``moved`` has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="merges")
    other = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="merges_away")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    moved = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    stayed = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    gave_way = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    facts = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    grants = models.JSONField(default=list)
    imports = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    left = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("other")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["other"], condition=Q(undone_at__isnull=True), name="merge_one_of_a_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} into {self.kept_id}"
