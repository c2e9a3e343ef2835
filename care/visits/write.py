"""The one writer of visits. A visit is one transaction with the numbers that belong to it, which stay where numbers
are: the score of the clinic is a function check, what was measured is a measurement (``symptoms.write.verbs``)."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from care.models import MotorSigns, OpmLine, Strength, Visit, VisitDraft
from care.visits.read import said_of, what_counts
from care.visits.said import FUNCTION, MEASURES, Line, Said, check
from people.models import Patient, User
from people.records import FILE_IMPORT
from symptoms.models import FunctionCheck, Measurement
from symptoms.models.base import DayEntry, Recorded, Source
from symptoms.read.last_said import own_entry
from symptoms.record.columns import statement_of
from symptoms.record.standing import Statement, together
from symptoms.record.validation import Values
from symptoms.write import verbs
from symptoms.write.facts import change_facts
from symptoms.write.transaction import IdInUse, NoLongerStands, Receipt, changed, lock, own, supersede


def record_visit(
    patient: Patient,
    said: Said,
    *,
    by: User,
    now: dt.datetime,
    id: uuid.UUID | None = None,
    supersedes: Visit | None = None,
    confirm: Collection[str] | None = None,
) -> Receipt:
    """All of a visit or nothing of it; the draft that it was typed into is gone with it.

    ``supersedes``: the visit that is said anew, whole, by whoever entered it; what it does not say any more is taken
    back. ``confirm``: as ``verbs.record_measurement`` takes it. The same id twice is one visit. Raises
    ``ValidationError`` by field, ``NoLongerStands``, ``IdInUse``, and ``InDoubt`` for what has to be confirmed first.
    """
    check(patient, said, now)
    try:
        with transaction.atomic():
            lock(patient)
            before = Visit.objects.filter(pk=id).first() if id else None
            if before:
                if (before.patient_id, before.author_id) != (patient.pk, by.pk) or not _says(before, said):
                    raise IdInUse
                return Receipt(before, created=False)
            visit = _insert(patient, said, by, now, id or uuid.uuid4(), supersedes, confirm)
            VisitDraft.objects.filter(patient=patient, author=by, visit_id=visit.pk).delete()
            changed(patient, by, "write", visit)
    except IntegrityError as taken:  # the id was used for another patient at the same moment
        raise IdInUse from taken
    return Receipt(visit, created=True)


def retract_visit(visit: Visit, *, by: User) -> None:
    """Mark a visit as entered in error, with the numbers and the line that were entered with it. Twice is once.

    Raises ``NoLongerStands`` where it was corrected since, ``PermissionDenied`` for another's.
    """
    own(visit, by)
    with transaction.atomic():
        lock(visit.patient)
        visit.refresh_from_db()
        if visit.status == Recorded.Status.SUPERSEDED:
            raise NoLongerStands
        if visit.status == Recorded.Status.ENTERED_IN_ERROR:
            return
        for entry in (what_counts(visit.function_check), what_counts(visit.measurement)):
            if entry:
                verbs.retract(entry, by=by)
        for line in visit.opm_lines.filter(status=Recorded.Status.STANDING):
            verbs.retract(line, by=by)
        verbs.retract(visit, by=by)


def _insert(
    patient: Patient,
    said: Said,
    by: User,
    now: dt.datetime,
    id: uuid.UUID,
    earlier: Visit | None,
    confirm: Collection[str] | None,
) -> Visit:
    if earlier:
        own(earlier, by)
    visit = Visit(id=id, patient=patient, author=by, source=Source.CLINICIAN, made_at=now, **said.fields)
    supersede(earlier, visit)
    if Visit.objects.standing().filter(patient=patient, day=said.day, author=by).exists():
        told = _("You have already entered a visit for %(day)s: correct that one.")
        raise ValidationError({"day": told % {"day": said.day}})
    mode = FunctionCheck.Mode.PHONE if said.mode == "telephone" else FunctionCheck.Mode.CLINIC
    put = _Put(patient, said.day, visit, by, now, confirm)
    check, measured = (earlier.function_check, earlier.measurement) if earlier else (None, None)
    scored = put(FunctionCheck, FUNCTION, said.function, verbs.record_function_check, check, mode=str(mode))
    visit.function_check = cast("FunctionCheck | None", scored)
    visit.measurement = cast(
        "Measurement | None", put(Measurement, MEASURES, said.measured, verbs.record_measurement, measured)
    )
    visit.full_clean(exclude=["patient", "author", "supersedes", "function_check", "measurement"])
    visit.save(force_insert=True)
    _examined(visit, said)
    _confirm(visit, said.opm, earlier)
    if said.diagnosis_date and not Patient.objects.filter(pk=patient.pk, diagnosis_date__isnull=False).exists():
        change_facts(patient, by=by, diagnosis_date=said.diagnosis_date)
    return visit


@dataclass(frozen=True)
class _Put:
    """Writes the numbers of a visit as an entry of its author for its day, and says which one they are now."""

    patient: Patient
    day: dt.date
    visit: Visit
    by: User
    now: dt.datetime
    confirm: Collection[str] | None

    def __call__(
        self,
        model: type[DayEntry],
        names: Sequence[str],
        said: Values,
        write: Callable[..., Receipt],
        linked: DayEntry | None,
        **how: Any,
    ) -> DayEntry | None:
        stood = what_counts(linked)
        new: dict[str, float | None] = {**(dict.fromkeys(names) if linked else {}), **said}
        # The visit was on another day, or came in a file: they go along.
        if stood and (stood.day != self.day or stood.author_id != self.by.pk):
            new = {**statement_of(stood).values, **new}
            verbs.retract(stood, by=self.by)
        there = own_entry(model, self.patient.pk, self.day, self.by.pk, Source.CLINICIAN)
        before, statement = statement_of(there), Statement(new, mode=how.get("mode"))
        if not together(before, statement).anything:
            if there:
                verbs.retract(there, by=self.by)
            return None
        if not any(value is not None for value in new.values()) and not linked:
            return None
        if there and before.says(statement):
            return there
        entry_id = uuid.uuid5(self.visit.pk, model.__name__)
        given = {name: value for name, value in new.items() if there or value is not None}
        how |= {"source": Source.CLINICIAN, "now": self.now, "id": entry_id, "confirm": self.confirm}
        receipt = write(self.patient, self.day, given, by=self.by, **how)
        return cast(DayEntry, receipt.entry)


def _examined(visit: Visit, said: Said) -> None:
    strengths = [
        Strength(visit=visit, muscle=muscle, side=side, grade=code) for (muscle, side), code in said.strength.items()
    ]
    signs = [MotorSigns(visit=visit, region=region, upper=up, lower=low) for region, (up, low) in said.signs.items()]
    for row in (*strengths, *signs):
        row.full_clean(exclude=["visit"], validate_unique=False, validate_constraints=False)
    Strength.objects.bulk_create(strengths)
    MotorSigns.objects.bulk_create(signs)


def _confirm(visit: Visit, line: Line | None, earlier: Visit | None) -> None:
    """The line takes the place of whoever's stood; one that the visit does not say any more is taken back."""
    standing = OpmLine.objects.standing().filter(patient=visit.patient).select_related("visit").first()
    own_line = standing if standing and earlier and standing.visit_id == earlier.pk else None
    if line is None:
        if own_line:
            verbs.retract(own_line, by=visit.author)
        return
    row = OpmLine(
        patient=visit.patient,
        author=visit.author,
        source=Source.CLINICIAN,
        made_at=visit.made_at,
        visit=visit,
        on=visit.day,
        onset=line.onset,
        propagation=line.propagation,
        months=line.months,
        motor=line.motor,
    )
    repeated = earlier is not None and said_of(earlier).opm == line
    if standing and not own_line and (standing.on > visit.day or repeated):
        row.status = Recorded.Status.SUPERSEDED  # said late or once more, it does not take the place of a newer word
    else:
        supersede(standing, row)
    row.full_clean(exclude=["patient", "author", "supersedes", "visit"])
    row.save(force_insert=True)


def _says(before: Visit, said: Said) -> bool:
    """Whether a stored visit says this; of its entries more may have been said since."""
    there = said_of(before)
    if replace(there, function={}, measured={}) != replace(said, function={}, measured={}):
        return False
    return Statement(there.function).says(Statement(said.function)) and Statement(there.measured).says(
        Statement(said.measured)
    )


# --- Many at once: files, and lives that are made up ---


@dataclass(frozen=True)
class Noted:
    """A visit of a day on which the numbers of the clinic are there already."""

    day: dt.date
    mode: str = ""
    next_visit: dt.date | None = None
    strength: Mapping[tuple[str, str], str] = field(default_factory=dict)


def note_visits(
    noted: Mapping[Patient, Sequence[Noted]], *, by: User, made_at: Callable[[dt.date], dt.datetime]
) -> int:
    """A visit of each day that never had one, linked with what ``by`` entered as the clinic's on that day; how many.

    One that a file noted which was taken back since is none. The patients are locked by the caller, before or as
    ``symptoms.write.bulk.write_days`` has it, who audits and raises their version.
    """
    noted = {patient: days for patient, days in noted.items() if days}
    if not noted:
        return 0
    known = set(
        Visit.objects.filter(patient__in=noted)
        .exclude(status=Recorded.Status.ENTERED_IN_ERROR, author__email__startswith=FILE_IMPORT)
        .values_list("patient", "day")
    )
    entries = {
        model: {
            (pk, day): entry
            for pk, day, entry in model._default_manager.filter(
                status=Recorded.Status.STANDING, patient__in=noted, author=by, source=Source.CLINICIAN
            ).values_list("patient", "day", "pk")
        }
        for model in (FunctionCheck, Measurement)
    }
    visits, strengths = [], []
    for patient, days in noted.items():
        for one in {one.day: one for one in days}.values():
            key = (patient.pk, one.day)
            if key in known:
                continue
            visit = Visit(
                patient=patient,
                author=by,
                source=Source.CLINICIAN,
                made_at=made_at(one.day),
                day=one.day,
                mode=one.mode,
                next_visit=one.next_visit,
                function_check_id=entries[FunctionCheck].get(key),
                measurement_id=entries[Measurement].get(key),
            )
            visits.append(visit)
            strengths += [
                Strength(visit=visit, muscle=muscle, side=side, grade=code)
                for (muscle, side), code in one.strength.items()
            ]
    Visit.objects.bulk_create(visits, batch_size=1000)
    Strength.objects.bulk_create(strengths, batch_size=1000)
    return len(visits)


def forget_visits(patient: Patient, author: User) -> None:
    """Take out what ``note_visits`` wrote in this transaction as visits of an author who had none before."""
    Visit.objects.filter(patient_id=patient.pk, author=author).delete()
