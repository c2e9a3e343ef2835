"""What makes a change of the audit visible."""

from django.db import models


class AuditSeal(models.Model):
    """A link of the chain over the audit (``people.seals``). Append-only, as what it seals.

    ``ranges``: the ids of the events that it seals, as pairs of the first and the last. ``through``: up to which id it
    looked. ``waiting``: ids up to there that nobody had then, and that a transaction under way may still hold: first,
    last, the moment when they were first missed, and the transaction from which on none can hold them.
    """

    number = models.PositiveBigIntegerField(primary_key=True)  # from 1 on, without a gap
    made_at = models.DateTimeField()
    ranges = models.JSONField()
    count = models.PositiveIntegerField()
    through = models.PositiveBigIntegerField()
    waiting = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)  # the hash of the one before
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"seal {self.number}"
