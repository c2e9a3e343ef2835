"""A file into a clinic, whole or not at all, by the rules that bind every entry."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.visits.write import Noted, note_visits
from clinical.vocabulary import MEASURES
from exchange.asking import questions_of
from exchange.imports import noting
from exchange.imports.retracting import retract_rows
from exchange.models import Import
from exchange.rows import FileInDoubt, Problems, Row, Rows
from people import audit, consent
from people.models import Clinic, Membership, Patient, User
from people.records import open_again
from symptoms.models.base import Source
from symptoms.record.days import local_day
from symptoms.record.validation import check_apart, check_day, days_of_checks
from symptoms.write.bulk import DaySaid, Fate, changed_by, write_days

NOTED = 20  # rows of one note that are told one by one


@dataclass(frozen=True)
class Imported:
    """What an import did, in rows. ``created``: references of patients who were not known; ``notes``: sentences;
    ``confirmed``: values that were asked back and kept."""

    patients: int
    created: tuple[str, ...]
    new: int
    unchanged: int
    corrected: int
    repeated: int
    notes: tuple[str, ...]
    confirmed: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """What the note of the import keeps."""
        names = ("patients", "new", "unchanged", "corrected", "repeated", "confirmed")
        return {name: getattr(self, name) for name in names}


def import_rows(
    rows: Rows,
    clinic: Clinic,
    *,
    by: User | None,
    now: dt.datetime,
    future_days: bool = False,
    close_checks: bool = False,
    confirm: bool = False,
    sent: noting.Sent | None = None,
    into: Import | None = None,
    whose: Mapping[str, Patient] | None = None,
    as_it_stood: Collection[str] = (),
    progress: Callable[[int], object] = lambda rows: None,
) -> Imported:
    """Write a file into a clinic, whole or not at all; patients whom it does not know yet are created.

    Days on which the clinic scored or measured something are visits, unless there was one already.
    An account of its own is the author, and nobody else's row is touched: where the file differs from the answer that
    counts for a patient, day and source, a row is added that counts from now on. A blank erases nothing. ``by``: who
    sent it, None for the command line; ``sent``: the file. ``into``: the import that this is a part of, whose note the
    caller ends. ``future_days``: keep days after the patient's today, and say so, rather than
    refuse them; ``close_checks``: the same for function checks outside the clinic that are less than 14 days apart.
    ``confirm``: values that can hardly be are right, and are marked as confirmed; otherwise they are asked back.
    ``whose``: the locked records by the file's references, where it comes with all that belongs to them: then nobody is
    created and no visit is noted; of those in ``as_it_stood`` nothing is asked, for it is the copy of a record.
    ``progress`` is called with the number of rows done since it was last called.
    Raises ``CsvRefused`` for what could not be recorded in any other way either, and ``FileInDoubt`` for what is asked
    back.
    """
    by_reference: dict[str, list[Row]] = {}
    for row in rows.rows:
        by_reference.setdefault(row.patient, []).append(row)
    fates: Counter[Fate] = Counter()
    with transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)  # two imports that create the same patient
        noted = into or noting.begin(clinic, Import.Kind.CSV, by=by, now=now, sent=sent)
        patients, created = (whose, ()) if whose is not None else _patients(clinic, by_reference, by)
        problems = Problems()
        judged = {reference: own for reference, own in by_reference.items() if reference not in as_it_stood}
        kept = [
            *_days_after_today(patients, judged, problems, now, future_days),
            *_checks_too_close(patients, judged, rows, problems, close_checks),
        ]
        problems.refuse_if_any()
        asked = questions_of(rows, patients, judged, created)
        if asked and not confirm:
            raise FileInDoubt(tuple(question.told for question in asked), tuple(question.row.day for question in asked))
        kept_as_asked: dict[int, set[str]] = {}
        for question in asked:
            kept_as_asked.setdefault(question.row.line, set()).add(question.doubt.measure)
        changed = retract_rows(noted, patients, by_reference)
        taken_back = changed.total()
        for reference, own in by_reference.items():
            said = [
                DaySaid(
                    row.day,
                    row.source,
                    rows.said(row),
                    row.mode,
                    row.same,
                    row.confirmed | kept_as_asked.get(row.line, set()),
                    row.not_known,
                )
                for row in own
                if not row.retract
            ]
            found = write_days(patients[reference], said, noted.account, lambda day: now)
            if written := found[Fate.NEW] + found[Fate.CORRECTED]:
                changed[patients[reference]] += written
            fates += found
            progress(len(own))
        if whose is None:
            note_visits(_visits(patients, by_reference, rows), by=noted.account, made_at=lambda day: now)
        changed_by(changed, by, "import")
        done = Imported(
            patients=len(patients),
            created=created,
            new=fates[Fate.NEW],
            unchanged=fates[Fate.UNCHANGED],
            corrected=fates[Fate.CORRECTED],
            repeated=rows.repeated,
            notes=(*rows.notes, *kept, *_told_of(taken_back)),
            confirmed=len(asked),
        )
        noted.patients.add(*changed)
        noted.created += [str(patients[reference].pk) for reference in created]
        if into is None:
            noting.end(noted, done.counts)
    return done


def _visits(
    patients: Mapping[str, Patient], by_reference: Mapping[str, list[Row]], rows: Rows
) -> dict[Patient, list[Noted]]:
    """A day on which the clinic scored or measured something was a visit: how is not in a file."""
    places = [
        place for place, name in enumerate(rows.measures) if MEASURES[name].section in ("function", "measurement")
    ]
    return {
        patients[reference]: [
            Noted(row.day)
            for row in own
            if row.source == Source.CLINICIAN and any(row.values[place] is not None for place in places)
        ]
        for reference, own in by_reference.items()
    }


def _patients(
    clinic: Clinic, by_reference: Mapping[str, list[Row]], by: User | None
) -> tuple[dict[str, Patient], tuple[str, ...]]:
    """The patients by reference, locked, and the references of those who are new. Raises ``CsvRefused`` where something
    is to be taken back of one who is not here."""
    known = Patient.objects.select_for_update().filter(clinic=clinic, reference__in=list(by_reference)).order_by("pk")
    found = {patient.reference: patient for patient in known}
    open_again(found.values(), by=by)
    unknown = tuple(reference for reference in by_reference if reference not in found)
    problems = Problems()
    for reference in unknown:
        for row in by_reference[reference]:
            if row.retract:
                problems.add(_("This patient is not here, so there is nothing to take back."), row.line, "patient")
    problems.refuse_if_any()
    new = [Patient(clinic=clinic, reference=reference, time_zone=clinic.time_zone) for reference in unknown]
    for patient in Patient.objects.bulk_create(new):
        audit.record("create", user=by, patient=patient)
        consent.note_clinic(patient, by=by, basis=Membership.Basis.UNSAID)
        found[patient.reference] = patient
    return found, unknown


def _days_after_today(
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    problems: Problems,
    now: dt.datetime,
    future_days: bool,
) -> list[str]:
    """Adds the rows whose day cannot be to ``problems``; a note on those whose day is still to come and is kept."""
    early = []
    for reference, rows in by_reference.items():
        patient = patients[reference]
        today = local_day(patient, now)
        for row in rows:
            try:
                check_day(patient, row.day, now, future_days=future_days)
            except ValidationError as refused:
                problems.add(" ".join(refused.messages), row.line, "date")
            else:
                early += [row] if row.day > today else []
    told = _("Dated after today: %(which)s. Kept; reports leave them out until that day.")
    return [told % {"which": _which(early)}] if early else []


def _checks_too_close(
    patients: Mapping[str, Patient],
    by_reference: Mapping[str, list[Row]],
    rows: Rows,
    problems: Problems,
    close_checks: bool,
) -> list[str]:
    """The same for function checks outside the clinic, in order of day. A day that has one is not made anew."""
    places = [place for place, name in enumerate(rows.measures) if MEASURES[name].section == "function"]
    close: list[Row] = []
    too_soon: list[tuple[int, str]] = []
    checks = {
        reference: [
            row
            for row in sorted(own, key=lambda row: (row.day, row.line))
            if row.source != Source.CLINICIAN and any(row.values[place] is not None for place in places)
        ]
        for reference, own in by_reference.items()
    }
    checked = days_of_checks(patients[reference] for reference, own in checks.items() if own)
    for reference, own in checks.items():
        for day, of_day in groupby(own, key=lambda row: row.day):
            days = checked[patients[reference].pk]
            try:
                check_apart(day, days)
            except ValidationError as refused:
                if not close_checks:
                    too_soon += [(row.line, " ".join(refused.messages)) for row in of_day]
                    continue
                close += of_day
            days.add(day)
    for line, sentence in sorted(too_soon):
        problems.add(sentence, line, "date")
    told = _("Function checks less than 14 days after another: %(which)s. Kept.")
    return [told % {"which": _which(close)}] if close else []


def _told_of(taken_back: int) -> list[str]:
    told = ngettext(
        "%(count)d entry of a file was taken back.", "%(count)d entries of files were taken back.", taken_back
    )
    return [told % {"count": taken_back}] if taken_back else []


def _which(rows: list[Row]) -> str:
    which = [_("line %(line)d (%(day)s)") % {"line": row.line, "day": row.day} for row in rows[:NOTED]]
    if len(rows) > NOTED:
        which.append(_("and %(count)d more") % {"count": len(rows) - NOTED})
    return ", ".join(which)
