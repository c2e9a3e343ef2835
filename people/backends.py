"""Who is asking: the row that each request of someone signed in reads."""

import datetime as dt
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from people.account.addresses import signing_in_as
from people.models import STAFF, Membership, User
from people.prepared import prepared
from people.rights import RIGHTS, Of, Verb


class Backend(AuthenticationBackend):
    """allauth's, and one query for the person and for what they do in clinics now (``User.works`` and those below)."""

    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(_user(user_id, timezone.now())), None)
        return user if user is not None and self.user_can_authenticate(user) else None

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        """One query and one hash for every address, also for one of nobody (allauth makes up for that hash)."""
        return self._check_password(signing_in_as(email), password)


@prepared
def _user(pk: int, at: dt.datetime) -> QuerySet[User]:
    role = Membership.Role
    grants = Membership.objects.current(at).filter(user=OuterRef("pk"))
    writing = grants.filter(access=Membership.Access.WRITE, clinic__isnull=False)
    adds = writing.filter(role__in=RIGHTS[Of.CLINIC, Verb.WRITE].roles)
    runs = grants.filter(role__in=RIGHTS[Of.CLINIC, Verb.RUN].roles).order_by("clinic__name")
    return User.objects.filter(
        pk=pk
    ).annotate(  # type: ignore[no-redef]
        works=Q(Exists(grants.filter(role__in=(*STAFF, role.ADMIN)))) | Q(operator_since__isnull=False),
        sees_patients=Exists(grants.filter(role__in=RIGHTS[Of.CLINIC, Verb.VIEW].roles)),
        adds_patients=Exists(adds),
        runs_clinic=Subquery(runs.values("clinic")[:1]),
        holds_record=Exists(grants.filter(patient__isnull=False)),
    )
