"""Visibility as verbs: ``Patient.objects.visible_to(user)``, ``writable_by(user)``."""

import datetime as dt
from typing import TYPE_CHECKING, Any, Self, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

if TYPE_CHECKING:
    from people.models import Clinic, User

OWN_RECORDS = "Own records"  # the clinic of those who keep a record by themselves; nobody works there


class Gone(Http404):
    """What somebody was about to write in was erased after they had opened it: pages and API answer as if it had never
    been there, and a job takes it as a right that ended."""


class Locking(models.QuerySet):
    def locked(self) -> Self:
        """Theirs to change until the transaction ends. Rows of others may come to point at them meanwhile: a large
        file that is on its way in neither waits for this nor holds it up."""
        return self.select_for_update(of=("self",), no_key=True)

    def held(self, pk: Any) -> Any:
        """The one to change, until the transaction ends. Raises ``Gone`` where it was erased a moment ago."""
        try:
            return self.locked().get(pk=pk)
        except ObjectDoesNotExist as erased:
            raise Gone from erased


class ClinicQuerySet(Locking):
    def own_records(self) -> "Clinic":
        """The one of those who keep a record by themselves; made when the first of them comes."""
        return cast("Clinic", self.get_or_create(name=OWN_RECORDS)[0])

    def without_own_records(self) -> Self:
        """Those where somebody works."""
        return self.exclude(name=OWN_RECORDS)


class MembershipQuerySet(models.QuerySet):
    def current(self, at: dt.datetime | None = None) -> Self:
        """The grants in force at a moment."""
        at = at or timezone.now()
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


class PatientQuerySet(Locking):
    def visible_to(self, user: "User") -> Self:
        """The patients whose record this person may open now."""
        return self._granted(user)

    def writable_by(self, user: "User") -> Self:
        if user.token and not user.token.may_write:
            return self.none()
        return self._granted(user, access="write").filter(ended_on=None)

    def named(self, letters: str) -> Self:
        """Those with these letters in their name or reference; everybody for none."""
        return self.filter(Q(name__icontains=letters) | Q(reference__icontains=letters)) if letters else self

    def _granted(self, user: "User", **which: str) -> Self:
        found = (
            self.filter(clinic=user.token.clinic_id) if user.token and user.token.clinic_id else self._of(user, which)
        )
        chosen = user.token and not user.token.every_record
        return found.filter(pk__in=user.token.patients.values("pk")) if user.token and chosen else found

    def _of(self, user: "User", which: dict[str, str]) -> Self:
        """Those that a person was let into."""
        grants = user.memberships.current().filter(user__is_active=True, **which).exclude(role="admin")
        if not user.holds_record:
            return self.filter(clinic__in=grants.values("clinic"))  # which an index answers, as it does not an "or"
        too_late = Q(role="caregiver", patient__family_until__lt=timezone.now().date())
        return self.filter(Q(pk__in=grants.exclude(too_late).values("patient")) | Q(clinic__in=grants.values("clinic")))


class NotErased(models.Manager):
    """Whoever was erased is found by nobody: what is left of them is asked for by name, ``with_erased``."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(erased_at=None)


class ClinicManager(NotErased.from_queryset(ClinicQuerySet)):  # type: ignore[misc]
    pass


class PatientManager(NotErased.from_queryset(PatientQuerySet)):  # type: ignore[misc]
    pass
