"""A treatment that another entered, ended by whoever may write; and one that goes on where its ending is taken back."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from people.models import User
from people.records import is_nobody
from symptoms.models import Treatment
from symptoms.models.base import Recorded
from symptoms.read.another import ENDING, another_said


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


def said_again(ending: Treatment, before: Treatment) -> Treatment:
    """What ``before`` said, once more in the name of who said it, in the place of an ending that was taken back. What
    came in a file is in the name of who ended it: it stays where the file is taken back."""
    who = ending if is_nobody(before.author) else before
    said = {name: getattr(before, name) for name in Treatment.says}
    said |= {name: getattr(who, name) for name in ("author", "source", "made_at")}
    return Treatment(id=uuid.uuid5(ending.pk, "before"), patient=ending.patient, supersedes=ending, **said)


def refusal(row: Recorded) -> PermissionDenied:
    return PermissionDenied(_("Only %(who)s can change what they wrote.") % {"who": row.author})
