"""Who may see whom: the grants, which are also the ledger of what was agreed to."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.querysets import MembershipQuerySet


class Membership(models.Model):
    """A grant, from a moment to a moment. One of three:

    - of a ``user`` to one ``patient``: their own record, or one that they help with;
    - of a ``user`` to a ``clinic``: a colleague, who opens its records, or who runs it (admin);
    - of a ``clinic`` to one ``patient``, without a user: the person's consent that this clinic keeps their record. It
      opens nothing by itself: a team opens the records whose ``Patient.clinic`` is theirs, and both change together
      (``people.consent``).
    """

    class Role(models.TextChoices):
        PATIENT = "patient", _("the person with ALS")
        CAREGIVER = "caregiver", _("caregiver")
        CLINICIAN = "clinician", _("care team")
        THERAPIST = "therapist", _("therapist")
        READER = "reader", _("reader")
        ADMIN = "admin", _("runs the clinic")

    class Access(models.TextChoices):
        READ = "read", _("can look")
        WRITE = "write", _("can look and write")

    class Purpose(models.TextChoices):
        OWN = "own", _("to keep their own record")
        HELP = "help", _("to help with the record")
        CARE = "care", _("to care for the person")
        WORK = "work", _("to work in the clinic")
        EMERGENCY = "emergency", _("an emergency")

    class Basis(models.TextChoices):
        """Who agreed to it, and how."""

        SELF = "self", _("agreed to here")
        WORD = "word", _("agreed to by word, as the clinic noted")
        PAPER = "paper", _("agreed to on paper, as the clinic noted")
        CLINIC = "clinic", _("decided by the clinic")
        UNSAID = "unsaid", _("how was not noted")

    user = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships")
    patient = models.ForeignKey(
        "people.Patient", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    clinic = models.ForeignKey(
        "people.Clinic", null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=9, choices=Role)
    access = models.CharField(max_length=5, choices=Access, default=Access.WRITE)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="grants")
    ended_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=9, choices=Purpose, blank=True)
    basis = models.CharField(max_length=6, choices=Basis, default=Basis.UNSAID)
    text_version = models.CharField(max_length=10, blank=True)  # of the text that was shown (people.consent)
    shares = models.JSONField(default=list, blank=True)  # the parts (people.consent.Part) that are shown too
    reason = models.CharField(max_length=200, blank=True)  # of an emergency

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(patient__isnull=False, clinic__isnull=True, user__isnull=False)
                | Q(
                    patient__isnull=True,
                    clinic__isnull=False,
                    user__isnull=False,
                    role__in=("clinician", "therapist", "reader", "admin"),
                )
                | Q(patient__isnull=False, clinic__isnull=False, user__isnull=True, role="clinician"),
                name="membership_of_a_patient_or_a_clinic",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "patient"],
                condition=Q(ends_at__isnull=True, patient__isnull=False, user__isnull=False),
                name="membership_one_open_per_patient",
            ),
            models.UniqueConstraint(
                fields=["user", "clinic"],
                condition=Q(ends_at__isnull=True, patient__isnull=True, clinic__isnull=False) & ~Q(role="admin"),
                name="membership_one_open_per_clinic",
            ),
            models.UniqueConstraint(
                fields=["user", "clinic"],
                condition=Q(ends_at__isnull=True, patient__isnull=True, clinic__isnull=False, role="admin"),
                name="membership_admin_once_per_clinic",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(ends_at__isnull=True, role="patient"),
                name="membership_one_patient_themselves",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(ends_at__isnull=True, clinic__isnull=False, user__isnull=True),
                name="membership_one_clinic_per_patient",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.clinic} · {self.role} · {self.access}"


STAFF = (Membership.Role.CLINICIAN, Membership.Role.THERAPIST, Membership.Role.READER)  # who opens a clinic's records
