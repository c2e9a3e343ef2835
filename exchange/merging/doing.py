"""Two records of one person are put together: the rows of the one become rows of the other, as they are."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from care.models import OpmLine, VisitLetter
from exchange.merging import rows
from exchange.merging.facts import filled, noted
from exchange.merging.letters import tell
from exchange.merging.who import PATIENT, people_of
from exchange.models import Import, Merge
from people import audit, consent
from people.models import Membership, Patient, User
from people.records import set_ending
from symptoms.day.drafts import record_all
from symptoms.models import Reminder
from symptoms.record.days import local_day
from symptoms.write.bulk import new_version
from symptoms.write.facts import change_facts

STANDING, SUPERSEDED = OpmLine.Status.STANDING, OpmLine.Status.SUPERSEDED


def merge(
    kept: Patient,
    other: Patient,
    *,
    by: User,
    now: dt.datetime,
    let_in: Collection[int] = (),
    basis: str = Membership.Basis.UNSAID,
) -> Merge:
    """Put all of ``other`` into ``kept`` that can stand there, and close it; doing it twice is doing it once.

    ``let_in``: ids of grants to ``other`` whose people are let into ``kept`` too, agreed to as ``basis`` says. Whoever
    sees one of the two is told. Raises ``ValidationError`` for two that cannot be put together; then nothing is done.
    """
    record_all(other, now=now)  # what was pressed before is not lost
    with transaction.atomic():
        theirs = Import.objects.filter(patients=other).order_by("pk")
        imports = list(theirs.select_for_update(of=("self",), no_key=True))
        kept, other = locked(kept, other)
        if done := Merge.objects.filter(kept=kept, other=other, undone_at=None).first():
            return done
        people = people_of(kept, other, now)
        if people.refusal:
            raise ValidationError(people.refusal)
        made = Merge(kept=kept, other=other, by=by, at=now)
        _rows(made)
        _letters(made)
        _facts(made)
        _grants(made, [*filter(None, [people.own]), *(row for row in people.others if row.pk in let_in)], basis)
        made.imports = [noted.pk for noted in imports if not noted.patients.filter(pk=kept.pk).exists()]
        for one in imports:
            one.patients.add(kept)
        set_ending(other, on=local_day(other, now), why=Patient.Ending.MERGED, by=by, into=kept)
        audit.record("merge", user=by, patient=kept, detail=audit.of(other))
        audit.record("merge into", user=by, patient=other, detail=audit.of(kept))
        made.save(force_insert=True)
        tell("merged", made, now)
        new_version([kept, other])
    return made


def locked(kept: Patient, other: Patient) -> tuple[Patient, Patient]:
    """Both, to change until the transaction ends; in the order of their ids, as whoever locks several."""
    both = Patient.objects.locked().select_related("clinic").filter(pk__in=[kept.pk, other.pk]).order_by("pk")
    by_id = {patient.pk: patient for patient in both}
    if len(by_id) < 2:
        raise ValidationError(_("Choose another record: this is the same one."))
    return by_id[kept.pk], by_id[other.pk]


def _rows(made: Merge) -> None:
    go, stay = rows.apart(rows.lines_of(made.other), rows.lines_of(made.kept))
    made.moved, made.stayed = rows.by_label(go) | rows.loose_of(made.other), rows.by_label(stay)
    made.gave_way = _give_way(made)
    rows.hand_over(made.moved, made.other, made.kept)


def _give_way(made: Merge) -> list[Any]:
    """A line of OPM stands until the next is said: of two that stand, that of the earlier day is superseded."""
    of_either = Q(patient=made.kept) | Q(patient=made.other, pk__in=made.moved.get(OpmLine._meta.label_lower, ()))
    lines = OpmLine.objects.filter(of_either, status=STANDING).order_by("on", "made_at", "pk")
    earlier = list(lines.values_list("pk", flat=True))[:-1]
    OpmLine.objects.filter(pk__in=earlier).update(status=SUPERSEDED)
    return earlier


def _letters(made: Merge) -> None:
    """Whoever was asked by e-mail before a visit of one of the two is not asked once more."""
    there = VisitLetter.objects.filter(patient=made.kept, user=OuterRef("user"), visit_day=OuterRef("visit_day"))
    theirs = VisitLetter.objects.filter(~Exists(there), patient=made.other)
    if ids := list(theirs.values_list("pk", flat=True)):
        _beside(made, VisitLetter, ids)


def _beside(made: Merge, model: type[VisitLetter | Reminder], ids: list[int]) -> None:
    """Move rows that are no part of what was recorded."""
    label = model._meta.label_lower
    made.moved[label] = ids
    rows.hand_over({label: ids}, made.other, made.kept)


def _facts(made: Merge) -> None:
    if facts := filled(made.kept, made.other):
        made.facts = noted(made.kept, facts)
        change_facts(made.kept, by=made.by, **facts)
        for name, value in facts.items():
            setattr(made.kept, name, value)


def _grants(made: Merge, grants: list[Membership], basis: str) -> None:
    """The person whose own the other record is has this one too; of the others, who was chosen. A reminder goes with
    them."""
    for row in grants:
        assert row.user is not None
        how = Membership.Basis.CLINIC if row.role == PATIENT else basis
        given = consent.grant(
            made.kept, row.user, role=row.role, access=row.access, by=made.by, until=row.ends_at, basis=how
        )
        made.grants.append(given.pk)
    people = [row.user_id for row in grants]
    there = Reminder.objects.filter(patient=made.kept).values("user")
    theirs = Reminder.objects.filter(patient=made.other, user__in=people).exclude(user__in=there)
    if ids := list(theirs.values_list("pk", flat=True)):
        _beside(made, Reminder, ids)
