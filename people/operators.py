"""Who looks after the site: sees how it runs, and opens no record by that.

Said by whoever may start programs on its machine alone (``manage.py operator``): no page gives or takes it.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from people import audit
from people.models import User
from people.newcomers import account_of, new_operator
from people.rights import OPERATOR, Of, Standing, Verb, may


def appoint(address: str, *, now: dt.datetime) -> User:
    """Someone looks after the site from now on; doing it twice is doing it once.

    Who has no account gets one, and comes in by a code that is sent to this address. Raises ``ValidationError`` for
    what is no address.
    """
    with transaction.atomic():
        user = account_of(address) or new_operator(address)
        if _one(user).filter(operator_since=None).update(operator_since=now):
            audit.record("operator", user=None, detail=audit.of(user))
    user.refresh_from_db()
    return user


def dismiss(address: str) -> User:
    """From now on they do not. Raises ``ValidationError`` where nobody who does has this address."""
    user = account_of(address)
    with transaction.atomic():
        if user is None or not _one(user).filter(operator_since__isnull=False).update(operator_since=None):
            raise ValidationError(_("Nobody with this address looks after the site."))
        audit.record("end operator", user=None, detail=audit.of(user))
    return user


def only_operators(user: User) -> None:
    """Raises ``PermissionDenied``."""
    if not may(Standing(OPERATOR if user.operator_since else ""), Verb.RUN, Of.SITE):
        raise PermissionDenied(_("This page is for those who look after the site."))


def _one(user: User) -> QuerySet[User]:
    return User.objects.filter(pk=user.pk)
