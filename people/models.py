"""Who may see whom, and who saw what."""

import functools
import uuid
import zoneinfo

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.querysets import MembershipQuerySet, PatientQuerySet


@functools.cache
def time_zones() -> frozenset[str]:
    """The names of all of them, read once: it opens every file of the machine's time zones."""
    return frozenset(zoneinfo.available_timezones())


def validate_time_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone, such as Europe/Berlin."), params={"name": name})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in, with an e-mail address and a name to be called by."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("as the device has it")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    # How the pages look for them. On the person's own row, which every request reads anyway.
    language = models.CharField(max_length=5, blank=True)  # of settings.LANGUAGES; blank: as the browser asks
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    large = models.BooleanField(default=False)  # controls of 120 px and larger type
    calm = models.BooleanField(default=False)  # no numbers and no earlier answers while logging
    hide_charts = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Clinic(models.Model):
    name = models.CharField(max_length=200, unique=True)
    time_zone = models.CharField(max_length=50, default="UTC", validators=[validate_time_zone])

    def __str__(self) -> str:
        return self.name


class Patient(models.Model):
    """A person with ALS. ``data_version`` counts the writes; a derived row that is behind it is stale."""

    class Precision(models.TextChoices):
        MONTH = "month", _("the month is right")
        SEASON = "season", _("within three months")
        YEAR = "year", _("only the year is known")

    class Hand(models.TextChoices):
        LEFT = "left", _("left")
        RIGHT = "right", _("right")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    reference = models.CharField(_("clinic's reference"), max_length=60)
    name = models.CharField(_("name"), max_length=100, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, default="UTC", validators=[validate_time_zone])
    onset_month = models.DateField(_("month in which symptoms began"), null=True, blank=True)  # the first of it
    onset_precision = models.CharField(max_length=6, choices=Precision, default=Precision.MONTH)
    onset_cell = models.CharField(_("where symptoms began"), max_length=20, blank=True)
    diagnosis_date = models.DateField(_("date of diagnosis"), null=True, blank=True)
    writing_hand = models.CharField(_("writing hand"), max_length=5, choices=Hand, blank=True)
    usual_weight = models.DecimalField(
        _("usual weight before the illness, kg"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    height = models.PositiveSmallIntegerField(_("height, cm"), null=True, blank=True)
    data_version = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PatientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "reference"], name="patient_reference_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(usual_weight__isnull=True) | Q(usual_weight__range=(20, 300)), name="patient_usual_weight"
            ),
            models.CheckConstraint(
                condition=Q(height__isnull=True) | Q(height__range=(50, 250)), name="patient_height"
            ),
        ]
        ordering = ["reference"]

    def __str__(self) -> str:
        return self.name or self.reference


class Membership(models.Model):
    """A grant: one person may open one patient's record, or every record of one clinic, from a moment to a moment."""

    class Role(models.TextChoices):
        PATIENT = "patient", _("the person with ALS")
        CAREGIVER = "caregiver", _("caregiver")
        CLINICIAN = "clinician", _("care team")

    class Access(models.TextChoices):
        READ = "read", _("can look")
        WRITE = "write", _("can look and write")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    patient = models.ForeignKey(Patient, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships")
    clinic = models.ForeignKey(Clinic, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=9, choices=Role)
    access = models.CharField(max_length=5, choices=Access, default=Access.WRITE)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="grants")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(patient__isnull=False, clinic__isnull=True)
                | Q(patient__isnull=True, clinic__isnull=False, role="clinician"),
                name="membership_of_a_patient_or_a_clinic",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="membership_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["user", "patient"],
                condition=Q(ends_at__isnull=True, patient__isnull=False),
                name="membership_one_open_per_patient",
            ),
            models.UniqueConstraint(
                fields=["user", "clinic"],
                condition=Q(ends_at__isnull=True, clinic__isnull=False),
                name="membership_one_open_per_clinic",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(ends_at__isnull=True, role="patient"),
                name="membership_one_patient_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role} · {self.access}"


class AuditEvent(models.Model):
    """Who did what to whose record, when. Append-only; holds no health value."""

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="audit_events")
    verb = models.CharField(max_length=20)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["patient", "-at"], name="audit_patient_at")]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.verb} {self.patient_id}"
