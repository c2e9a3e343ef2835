"""What the site keeps of itself: nothing here is of a person."""

from django.db import models


class Pulse(models.Model):
    """When a worker last did what beat asks for each minute: one row, of key 1."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class FailedJob(models.Model):
    """A job that failed, with what it was given: ids and days. ``kind``: the class of its error, and nothing of what it
    said; ``key``: a digest of job and what it was given; ``task_id``: by which whoever waits for its result knows it.
    """

    key = models.CharField(max_length=64, unique=True)
    task = models.CharField(max_length=120)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    task_id = models.CharField(max_length=100)
    kind = models.CharField(max_length=100)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # again, since it failed last
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-last_at", "pk"]

    def __str__(self) -> str:
        return f"{self.task} · {self.kind} · {self.times}"
