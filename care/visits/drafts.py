"""The one writer of drafts of visits: what was typed, field by field, for its author alone, until it is saved."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from care.models import Visit, VisitDraft
from people.models import Patient, User
from symptoms.write.transaction import IdInUse

TYPED = 4000  # characters of one field: no more fits any
Typed = dict[str, str]


@dataclass(frozen=True)
class Kept:
    """``elsewhere``: fields that say something else in another tab or on another device; what was sent last stands."""

    draft: VisitDraft
    stale: bool = False
    elsewhere: tuple[str, ...] = ()


def draft_of(patient: Patient, author: User) -> VisitDraft | None:
    return VisitDraft.objects.filter(patient=patient, author=author).first()


def keep(
    patient: Patient, typed: Mapping[str, str], *, by: User, now: dt.datetime, id: uuid.UUID, revision: int
) -> Kept:
    """Keep all that a page holds. ``revision``: of the draft that the page has seen, 0 for none.

    Where another page has changed the draft since, both are put together: nothing that was typed in either is lost,
    and of a field that both filled in, this page's stands. Raises ``IdInUse`` where the visit was saved already.
    """
    typed = {name: value.replace("\0", "")[:TYPED] for name, value in typed.items()}
    with transaction.atomic():
        if Visit.objects.filter(pk=id).exists():
            raise IdInUse
        draft, new = VisitDraft.objects.select_for_update().get_or_create(
            patient=patient, author=by, defaults={"visit_id": id, "begun_at": now, "touched_at": now}
        )
        stale = not new and (revision != draft.revision or id != draft.visit_id)
        elsewhere = [name for name, value in typed.items() if value and draft.typed.get(name) not in ("", None, value)]
        both = draft.typed | {name: value for name, value in typed.items() if value} if stale else typed
        if both != draft.typed:
            draft.typed, draft.touched_at = both, now
            draft.revision += 1
            draft.save()
    return Kept(draft, stale, tuple(elsewhere) if stale else ())


def throw_away(patient: Patient, *, by: User) -> None:
    VisitDraft.objects.filter(patient=patient, author=by).delete()
