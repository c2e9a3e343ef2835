"""The clinics where someone works: their team and what they say of themselves. The only writers of both."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from people import audit
from people.access import clinics_of, grants_for
from people.consent import TEXT_VERSION
from people.models import Clinic, Membership, User
from people.rights import READ_ONLY, Of, Verb


def clinics_written_by(user: User) -> QuerySet[Clinic]:
    """The clinics whose every record this person may write in."""
    return clinics_of(user, Verb.WRITE)


def clinics_run_by(user: User) -> QuerySet[Clinic]:
    """The clinics whose team and settings this person decides on."""
    return clinics_of(user, Verb.RUN)


def clinics_seen_by(user: User) -> QuerySet[Clinic]:
    """The clinics whose every record this person may open."""
    return clinics_of(user, Verb.VIEW)


def sets_programmes(user: User, clinic: Clinic) -> bool:
    """Whether this person writes in the records of a clinic, and so sets exercise programmes there."""
    return clinics_of(user, Verb.WRITE, Of.EXERCISES).filter(pk=clinic.pk).exists()


def work_of(user: User) -> list[Membership]:
    """As what somebody opens every record of which clinics, by their names."""
    return list(grants_for(user, Verb.VIEW).select_related("clinic").order_by("clinic__name"))


@dataclass(frozen=True)
class Member:
    """Someone who works in a clinic. ``sees``: as what they open its records; ``runs``: its admin."""

    user: User
    sees: Membership | None = None
    runs: Membership | None = None

    @property
    def since(self) -> dt.datetime:
        return min(grant.starts_at for grant in (self.sees, self.runs) if grant)


def members(clinic: Clinic, at: dt.datetime | None = None) -> list[Member]:
    """Who works there, by name, each once."""
    grants: dict[User, dict[str, Membership]] = {}
    for grant in team(clinic, at):
        assert grant.user is not None
        grants.setdefault(grant.user, {})["runs" if grant.role == Membership.Role.ADMIN else "sees"] = grant
    return [Member(user, **those) for user, those in grants.items()]


def team(clinic: Clinic, at: dt.datetime | None = None) -> QuerySet[Membership]:
    """Who works there, by name; who runs the clinic and also sees patients comes twice."""
    grants = Membership.objects.current(at).filter(clinic=clinic, patient=None)
    return grants.select_related("user", "granted_by").order_by("user__name", "user__email", "role")


def open_clinic(name: str, **fields: Any) -> Clinic:
    """A new clinic. Raises ``ValidationError``, also for a name that there is already."""
    clinic = Clinic(name=name.strip(), **fields)
    _check(clinic)
    with transaction.atomic():
        clinic.save(force_insert=True)
        audit.record("open clinic", user=None, detail=audit.of(clinic))
    return clinic


def change_clinic(clinic: Clinic, *, by: User, **fields: Any) -> Clinic:
    """What the clinic says of itself. Raises ``ValidationError``; then nothing is written. Twice is once."""
    with transaction.atomic():
        row = Clinic.objects.held(clinic.pk)
        said = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
        changed = sorted(name for name, value in said.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, said[name])
        _check(row)
        if not changed:
            return row
        row.save()
        if "family_reads_days" in changed:
            closed = list(row.patients.filter(ended_on__isnull=False))
            for patient in closed:
                patient.family_until = family_until(row, patient.ended_on)
            row.patients.bulk_update(closed, ["family_until"], batch_size=500)
        audit.record("change clinic", user=by, detail=audit.of(row, *changed))
    return row


def family_until(clinic: Clinic, ended_on: dt.date | None) -> dt.date | None:
    """The last day on which family can read a record that was closed on a day; None for one that goes on."""
    return ended_on and ended_on + dt.timedelta(days=clinic.family_reads_days)


def join_clinic(clinic: Clinic, user: User, *, by: User | None, role: str = Membership.Role.CLINICIAN) -> Membership:
    """Let someone work in a clinic as ``role``; running it is a grant beside. Doing it twice is doing it once."""
    with transaction.atomic():
        Clinic.objects.held(clinic.pk)
        is_admin = Q(role=Membership.Role.ADMIN)
        standing = Membership.objects.current().filter(
            is_admin if role == Membership.Role.ADMIN else ~is_admin, clinic=clinic, user=user
        )
        found = standing.first()
        if found and found.role == role:
            return found
        now = timezone.now()
        standing.update(ends_at=now, ended_by=by)
        membership = Membership.objects.create(
            clinic=clinic,
            user=user,
            role=role,
            access=Membership.Access.READ if role in READ_ONLY else Membership.Access.WRITE,
            starts_at=now,
            granted_by=by,
            purpose=Membership.Purpose.WORK,
            basis=Membership.Basis.CLINIC,
            text_version=TEXT_VERSION,
        )
        audit.record("grant", user=by, detail=audit.of(membership))
    return membership


def leave_clinic(membership: Membership, *, by: User | None, now: dt.datetime) -> None:
    """Someone works there no more, from now on. Doing it twice is doing it once.

    Raises ``ValidationError`` for the last one who runs the clinic.
    """
    clinic = membership.clinic
    assert clinic is not None
    with transaction.atomic():
        Clinic.objects.held(clinic.pk)
        others = Membership.objects.current(now).filter(clinic=clinic, role=Membership.Role.ADMIN, user__is_active=True)
        if membership.role == Membership.Role.ADMIN and not others.exclude(pk=membership.pk).exists():
            raise ValidationError(
                _("%(who)s is the last one who runs %(clinic)s. Let someone else run it first.")
                % {"who": membership.user, "clinic": clinic}
            )
        standing = Membership.objects.filter(pk=membership.pk).filter(Q(ends_at=None) | Q(ends_at__gt=now))
        if standing.update(ends_at=Greatest(now, "starts_at"), ended_by=by):
            audit.record("end grant", user=by, detail=audit.of(membership))


def change_work(clinic: Clinic, user: User, *, by: User, sees: str, runs: bool) -> None:
    """What someone who works there does from now on: as what they open its records (blank: not at all), and whether
    they run it.

    Raises ``ValidationError`` for nothing at all, for who does not work there, and for the last who runs the clinic.
    """
    with transaction.atomic():
        Clinic.objects.held(clinic.pk)
        standing = team(clinic).filter(user=user)
        if not standing:
            raise ValidationError(_("%(who)s does not work here any more.") % {"who": user})
        if not sees and not runs:
            raise ValidationError({"sees": _("Say what they do here, or end it.")})
        admin = Membership.Role.ADMIN
        if runs:
            join_clinic(clinic, user, by=by, role=admin)
        for grant in standing:
            if (grant.role == admin and not runs) or (grant.role != admin and not sees):
                leave_clinic(grant, by=by, now=timezone.now())
        if sees:
            join_clinic(clinic, user, by=by, role=sees)


def end_work(clinic: Clinic, user: User, *, by: User) -> None:
    """Someone works there no more, from now on. Raises ``ValidationError`` for the last one who runs the clinic."""
    with transaction.atomic():
        Clinic.objects.held(clinic.pk)
        for grant in team(clinic).filter(user=user):
            leave_clinic(grant, by=by, now=timezone.now())


def _check(clinic: Clinic) -> None:
    clinic.full_clean()
    if clinic.is_own_records:
        raise ValidationError({"name": _("This name is kept for those who keep a record by themselves.")})
