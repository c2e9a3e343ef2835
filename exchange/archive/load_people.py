"""Whose records an archive speaks of: found by their id, made where they are not here yet, their facts set."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from exchange.archive.read import Line
from exchange.archive.record_tables import FACTS, PEOPLE
from exchange.arriving import goes_on_elsewhere
from exchange.imports import noting
from exchange.models import Import
from exchange.rows import Problems
from people import audit, consent
from people.models import Membership, Patient
from people.records import open_again
from symptoms.write.bulk import Fate

NAMES = tuple(column.name for column in FACTS)


@dataclass
class People:
    """``by_reference``: the locked records, as the files call them; ``created``: those of them that are new."""

    by_reference: dict[str, Patient] = field(default_factory=dict)
    created: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()  # records that are here already, at another clinic
    fates: Counter[Fate] = field(default_factory=Counter)
    changed: Counter[Patient] = field(default_factory=Counter)


def load_people(lines: list[Line], noted: Import, same: Mapping[uuid.UUID, uuid.UUID], *, problems: Problems) -> People:
    """An id is one person, wherever the file is brought in: their record gets it, at whichever clinic it is. ``same``:
    the record of theirs that has another id here.

    A fact that the file does not hold stays as it is. What cannot be goes to ``problems``.
    """
    clinic, by = noted.clinic, noted.by
    known = {
        row.pk: row
        for row in Patient.objects.locked()
        .select_related("clinic", "merged_into")
        .filter(pk__in=[same.get(line.said["id"], line.said["id"]) for line in lines])
        .order_by("pk")
    }
    open_again(known.values(), by=by)
    taken = set(
        Patient.objects.filter(clinic=clinic, reference__in=[line.said["patient"] for line in lines])
        .exclude(pk__in=known)
        .values_list("reference", flat=True)
    )
    people, new = People(), []
    ids: set[uuid.UUID] = set()
    for line in lines:
        pk, reference = same.get(line.said["id"], line.said["id"]), line.said["patient"]
        facts = {name: line.said[name] for name in NAMES}
        if pk in ids or reference in people.by_reference:
            problems.add(_("This record is there twice."), line.line, "id" if pk in ids else "patient")
            continue
        ids.add(pk)
        row = known.get(pk)
        if row is None:
            if reference in taken:
                told = _("Another record of %(clinic)s has this reference. Change one of them first.")
                problems.add(told % {"clinic": clinic}, line.line, "patient")
                continue
            row = Patient(pk=pk, clinic=clinic, reference=reference, **facts)
            new.append(row)
        elif row.merged_into:
            problems.add(goes_on_elsewhere(row), line.line, "id")
            continue
        elif _set(row, facts, noted):
            people.fates[Fate.CORRECTED] += 1
            people.changed[row] += 1
        else:
            people.fates[Fate.UNCHANGED] += 1
        told_wrong(row, line, problems, PEOPLE.header, {"pk", "clinic"})
        people.by_reference[reference] = row
    if problems.shown:
        return people
    for row in people.changed:
        row.save(update_fields=NAMES)
    for row in Patient.objects.bulk_create(new):
        audit.record("create", user=by, patient=row)
        consent.note_clinic(row, by=by, basis=Membership.Basis.UNSAID)
    noted.created += [str(row.pk) for row in new]
    people.created = tuple(row.reference for row in new)
    people.elsewhere = tuple(reference for reference, row in people.by_reference.items() if row.clinic_id != clinic.pk)
    people.fates[Fate.NEW] += len(new)
    people.changed.update(dict.fromkeys(new, 1))
    return people


def _set(row: Patient, facts: Mapping[str, object], noted: Import) -> bool:
    """Whether any fact that the file holds was another."""
    other = {name: value for name, value in facts.items() if value not in (None, "") and getattr(row, name) != value}
    if other:
        noting.facts(noted, row, {name: getattr(row, name) for name in other}, other)
    for name, value in other.items():
        setattr(row, name, value)
    return bool(other)


def told_wrong(row: models.Model, line: Line, problems: Problems, header: list[str], leave: set[str]) -> None:
    """Adds what a row may not hold, by column."""
    try:
        row.full_clean(exclude=leave, validate_unique=False)
    except ValidationError as refused:
        for name, sentences in refused.message_dict.items():
            problems.add(" ".join(sentences), line.line, name if name in header else "")
