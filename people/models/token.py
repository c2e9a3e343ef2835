"""What the programs of a person, or of a clinic, come in with."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccessToken(models.Model):
    """Lets a program do, under ``/api/`` alone, what this person may do: no more than that, at any moment.

    One of a ``clinic`` acts as an account of its own, as which nobody signs in, and opens what that clinic keeps.

    ``digest`` is the SHA-256 of a secret of 256 random bits. A slow hash protects secrets that can be guessed; these
    cannot, and a fast one is found by an index in one look. ``patients`` counts where not ``every_record``.
    """

    class Scope(models.TextChoices):
        READ = "read", _("look")
        WRITE = "write", _("look and write")

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="tokens")
    clinic = models.ForeignKey("people.Clinic", null=True, blank=True, on_delete=models.CASCADE, related_name="tokens")
    made_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=5, choices=Scope)
    every_record = models.BooleanField()
    patients = models.ManyToManyField("people.Patient", blank=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    two_factors = models.BooleanField()  # whether whoever made it had shown both then
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    # How often it asked in the minute that began at ``minute``: the count behind the limit.
    minute = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="token_ends_after_start"),
            models.CheckConstraint(
                condition=Q(clinic__isnull=True, made_by__isnull=True) | Q(clinic__isnull=False, made_by__isnull=False),
                name="token_of_a_clinic_has_a_maker",
            ),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def may_write(self) -> bool:
        return self.scope == self.Scope.WRITE
