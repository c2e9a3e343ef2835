"""Emergency access: a clinician of this site opens, for an hour and with a reason, a record that nobody opened to them.

The person reads it first in "who looked", and is told by e-mail where they have one (TRUST 4).
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from people import consent, mail
from people.models import Membership, Patient, User


def found(named: str, birth_date: dt.date) -> Patient:
    """The one patient of this name or reference who was born that day: nobody is found by less.

    Raises ``ValidationError`` for none and for several.
    """
    named = named.strip()
    rows = Patient.objects.filter(Q(name__iexact=named) | Q(reference=named), birth_date=birth_date, ended_on=None)
    patients = list(rows.select_related("clinic")[:2])
    if not patients:
        raise ValidationError({"named": _("Nobody here has this name or reference and was born on that day.")})
    if len(patients) > 1:
        raise ValidationError({"named": _("Several people are called so. Use the reference.")})
    return patients[0]


def open_for_an_hour(patient: Patient, user: User, *, reason: str, now: dt.datetime) -> Membership:
    """Raises ``ValidationError`` without a reason."""
    grant = consent.grant_emergency(patient, user, reason=reason, now=now)
    own = patient.memberships.current(now).filter(role=Membership.Role.PATIENT).select_related("user").first()
    if own and own.user and own.user.email:
        context = {"who": user, "reason": grant.reason}
        mail.write(own.user.email, "emergency", context, language=own.user.language)
    return grant
