"""Someone who signs in."""

import functools
import zoneinfo
from typing import TYPE_CHECKING, Any, Optional

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.models.token import AccessToken


@functools.cache
def time_zones() -> frozenset[str]:
    """The names of all of them, read once: it opens every file of the machine's time zones."""
    return frozenset(zoneinfo.available_timezones())


def validate_time_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone, such as Europe/Berlin."), params={"name": name})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower() or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. Who has no mailbox has no e-mail address either, and comes in by passkey or by a sheet."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("as the device has it")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    # How the pages look for them. On the person's own row, which every request reads anyway.
    language = models.CharField(max_length=5, blank=True)  # of settings.LANGUAGES; blank: as the browser asks
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    large = models.BooleanField(default=False)  # controls of 120 px and larger type
    calm = models.BooleanField(default=False)  # no numbers and no earlier answers while logging
    hide_charts = models.BooleanField(default=False)
    operator_since = models.DateTimeField(null=True, editable=False)  # looks after the site (``people.operators``)
    erase_due_at = models.DateTimeField(null=True, editable=False)  # asked for (``exchange.erase.asking``)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)  # the row is empty from then on

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    # What they do in clinics now: ``people.backends`` asks for it together with the row.
    works: bool = False  # there, as anything, or looks after the site
    sees_patients: bool = False  # opens records of patients
    adds_patients: bool = False
    runs_clinic: int | None = None  # the first of those that they run
    holds_record: bool = True  # has a grant of their own to one; so too where nobody asked
    # By which of their programs they ask; None where they are there themselves. It narrows what every door opens.
    token: Optional["AccessToken"] = None
    refused: bool = False  # in this request, and the audit says so

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email or None  # libraries take an address off by a blank one, and a blank one is there once
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        if self.name or self.email:
            return self.name or self.email or ""
        return str(_("someone without a name") if self.erased_at is None else _("someone whose account was erased"))
