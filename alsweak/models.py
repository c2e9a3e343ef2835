"""What the site keeps of itself: nothing here is of a person."""

from django.db import models


class Pulse(models.Model):
    """When a worker last did what beat asks for each minute: one row, of key 1."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
