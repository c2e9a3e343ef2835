"""A treatment that another entered, ended by whoever may write, and going on where that is taken back."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from people.models import User
from symptoms.models import Treatment
from symptoms.models.base import Recorded
from symptoms.read.another import another_said

ENDING = ("stop", "stop_reason")


def only_ends(row: Recorded, said: Mapping[str, Any], by: User) -> Treatment | None:
    """Of a row that takes the place of ``row``: the treatment of another that it ends; None where it is one's own to
    change. Raises ``PermissionDenied`` for whatever else it would change of another's."""
    theirs = another_said(row, by)
    if theirs is None:
        return None
    told = {name: said.get(name) or "" for name in Treatment.says if name not in ENDING}
    same = all(told[name] == getattr(theirs, name) for name in told)
    goes_on = isinstance(row, Treatment) and (row.author_id == by.pk or row.stop is None)
    if not (same and goes_on and said.get("stop")):
        raise refusal(theirs if row.author_id == by.pk else row)
    return theirs


def said_again(ending: Treatment, theirs: Treatment) -> Treatment:
    """What ``theirs`` said, once more in the name of who said it, in the place of an ending that was taken back."""
    said = {name: getattr(theirs, name) for name in (*Treatment.says, "source", "made_at")}
    return Treatment(
        id=uuid.uuid5(ending.pk, "before"), patient=ending.patient, author=theirs.author, supersedes=ending, **said
    )


def refusal(row: Recorded) -> PermissionDenied:
    return PermissionDenied(_("Only %(who)s can change what they wrote.") % {"who": row.author})
