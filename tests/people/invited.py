"""Invitations as the command line and the pages make them."""

import pytest
from django.utils import timezone

from people import invitations
from people.invitations import InvitationGone, Kind


def ask(kind, by, **more):
    roles = {Kind.YOURS: "patient", Kind.AGAIN: "patient", Kind.FROM_CLINIC: "patient", Kind.HELP: "caregiver"}
    return invitations.invite(kind, by=by, role=more.pop("role", roles.get(kind, "clinician")), **more)


def gone(made, now=None):
    with pytest.raises(InvitationGone) as refused:
        invitations.find(made.secret, now=now or timezone.now())
    return str(refused.value)
