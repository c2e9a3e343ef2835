"""Who is asking: the row that each request of someone signed in reads."""

import datetime as dt
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from people.models import STAFF, Membership, User
from people.prepared import prepared


class Backend(AuthenticationBackend):
    """allauth's, and one query for the person and for whether they work in a clinic now (``User.works``)."""

    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(_user(user_id, timezone.now())), None)
        return user if user is not None and self.user_can_authenticate(user) else None


@prepared
def _user(pk: int, at: dt.datetime) -> QuerySet[User]:
    work = Membership.objects.current(at).filter(user=OuterRef("pk"), role__in=(*STAFF, Membership.Role.ADMIN))
    return User.objects.filter(pk=pk).annotate(works=Exists(work))  # type: ignore[no-redef]
