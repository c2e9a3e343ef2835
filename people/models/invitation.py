"""Someone is asked in."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models.membership import Membership


class Invitation(models.Model):
    """One link, or one sheet with a code, for one person. Only a hash of its secret is kept."""

    class Kind(models.TextChoices):
        YOURS = "yours", _("this record is yours")
        HELP = "help", _("to help with a record")
        COLLEAGUE = "colleague", _("to work in a clinic")
        TO_CLINIC = "to_clinic", _("a person opens their record to a clinic")
        FROM_CLINIC = "from_clinic", _("a clinic asks a person to open their record")
        AGAIN = "again", _("a new way in, for the person whose record it is")

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        NOT_ME = "not_me", _("reached someone else")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(max_length=11, choices=Kind)
    patient = models.ForeignKey(
        "people.Patient", null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    clinic = models.ForeignKey(
        "people.Clinic", null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=9, choices=Membership.Role)
    access = models.CharField(max_length=5, choices=Membership.Access, default=Membership.Access.WRITE)
    until = models.DateField(_("until"), null=True, blank=True)  # the last day of what is granted
    shares = models.JSONField(default=list, blank=True)  # as of ``Membership``
    basis = models.CharField(max_length=6, choices=Membership.Basis, default=Membership.Basis.SELF)
    name = models.CharField(_("what to call them"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)  # blank: handed over on paper
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("yours", "help", "to_clinic", "again"), patient__isnull=False)
                | Q(kind__in=("colleague", "from_clinic"), patient__isnull=True, clinic__isnull=False),
                name="invitation_to_something",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answered_at_a_moment",
            ),
        ]
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} · {self.email or self.name or '-'} · {self.answer or 'waiting'}"

    @property
    def proposed_name(self) -> str:
        """What a new account is called, unless its owner says otherwise: for their own record as that is called."""
        own = self.patient if self.kind == self.Kind.YOURS else None
        return self.name or (own.name if own else "")

    def waits(self, now: dt.datetime) -> bool:
        return not self.answer and now < self.expires_at
