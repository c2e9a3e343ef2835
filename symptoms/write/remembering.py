"""The writer of what is remembered: when a part that is weak already began, and where everything did.

The one place of a month is the memory of the part. The month among the facts of a record (``Patient.onset_month``) is a
copy of what the person says of the part where it began, or stands for itself where it is from the notes.
"""

import datetime as dt
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clinical.memory import MONTHS, days_meant
from clinical.vocabulary import CELL_NAMES, Precision
from people.models import Patient, User
from symptoms.models import CellMark, RememberedOnset
from symptoms.models.base import Source
from symptoms.models.remembered import voice
from symptoms.record.validation import check_day
from symptoms.write.transaction import NoLongerStands, Receipt, changed, lock, own, record_row, says


def remember_onset(
    patient: Patient,
    cell: str,
    precision: str,
    *,
    by: User,
    source: str,
    now: dt.datetime,
    month: dt.date | None = None,
    id: uuid.UUID | None = None,
    supersedes: RememberedOnset | None = None,
) -> Receipt:
    """Record when a cell began to be weak, as somebody remembers it, in place of what the same voice said of it before:
    the person's own (alone or helped), a caregiver's, or a clinician's from the notes.

    ``month``: a day of the month, of the first of three months (``season``) or of the year; None for ``not_sure`` and
    ``before``. ``supersedes``: one's own memory that this one corrects. What is said already stays the row it is.
    Raises ``ValidationError`` by field for what is not a memory, lies in the future, before birth or before 1900;
    ``PermissionDenied`` for "since birth or an old injury" of a part that a clinician has marked; ``IdInUse``.
    """
    month = _clean(patient, cell, precision, month, now)
    said = {"cell": cell, "precision": precision, "month": month}

    def earlier() -> RememberedOnset | Receipt | None:
        standing = _standing(patient, cell, source)
        if supersedes:
            own(supersedes, by)
            if supersedes != standing:
                raise NoLongerStands
        elif standing and id is None and says(standing, said | {"author_id": by.pk, "source": source}):
            return Receipt(standing, created=False)
        if precision == Precision.BEFORE and source != Source.CLINICIAN:
            _refuse_what_is_marked(patient, cell)
        return standing

    with transaction.atomic():
        receipt = record_row(RememberedOnset, patient, said, earlier, by=by, source=source, now=now, id=id)
        memory = receipt.entry
        if receipt.created and isinstance(memory, RememberedOnset):
            before = memory.supersedes if isinstance(memory.supersedes, RememberedOnset) else None
            follow(patient, before, memory)
    return receipt


def say_where_it_began(patient: Patient, cell: str, *, by: User) -> None:
    """Make a cell the one where everything began, for the person themselves; the month follows what they remember of
    it. Twice is once. Raises ``ValidationError`` for what is no cell."""
    if cell not in CELL_NAMES:
        raise ValidationError({"cell": _("“%(name)s” is not something that is recorded here.") % {"name": cell}})
    with transaction.atomic():
        lock(patient)
        row = Patient.objects.get(pk=patient.pk)
        if row.onset_cell != cell:
            before, after = (_standing(patient, each, Source.SELF) for each in (row.onset_cell, cell))
            Patient.objects.filter(pk=row.pk).update(onset_cell=cell, **_month_among_the_facts(row, before, after))
            changed(patient, by, "write", row)
    patient.refresh_from_db(fields=["onset_cell", "onset_month", "onset_precision"])


def follow(patient: Patient, before: RememberedOnset | None, after: RememberedOnset | None) -> None:
    """Copy what the person says now of the part where it began, in place of what they said before, to the facts."""
    said = after or before
    if said is None or voice(said.source) != Source.SELF:
        return
    row = Patient.objects.get(pk=patient.pk)
    if row.onset_cell == said.cell:
        Patient.objects.filter(pk=row.pk).update(**_month_among_the_facts(row, before, after))
        patient.refresh_from_db(fields=["onset_month", "onset_precision"])


def _month_among_the_facts(
    row: Patient, before: RememberedOnset | None, after: RememberedOnset | None
) -> dict[str, object]:
    """What to write of it: nothing where it is from the notes."""
    copied = before is not None and (before.month, before.precision) == (row.onset_month, row.onset_precision)
    if row.onset_month is not None and not copied:
        return {}
    if after is None or after.month is None:
        return {"onset_month": None, "onset_precision": Patient.Precision.MONTH}
    return {"onset_month": after.month, "onset_precision": after.precision}


def _clean(patient: Patient, cell: str, precision: str, month: dt.date | None, now: dt.datetime) -> dt.date | None:
    """The first day of what is meant."""
    errors: dict[str, str] = {}
    if cell not in CELL_NAMES:
        errors["cell"] = _("“%(name)s” is not something that is recorded here.") % {"name": cell}
    if precision not in list(Precision):
        errors["precision"] = _("“%(name)s” is not something that is recorded here.") % {"name": precision}
    elif precision in MONTHS and month is None:
        errors["month"] = _("Say in which month, season or year it began, or that you are not sure.")
    elif precision not in MONTHS and month is not None:
        errors["month"] = _("Who is not sure, or says “before”, names no month.")
    if errors:
        raise ValidationError(errors)
    if month is None:
        return None
    low, high = days_meant(month, Precision(precision))
    birth = patient.birth_date
    check_day(patient, birth if birth and low < birth <= high else low, now, field="month")
    return low


def _standing(patient: Patient, cell: str, source: str) -> RememberedOnset | None:
    rows = RememberedOnset.objects.standing().filter(patient=patient, cell=cell)
    return next((row for row in rows if voice(row.source) == voice(source)), None)


def _refuse_what_is_marked(patient: Patient, cell: str) -> None:
    mark = CellMark.objects.standing().filter(patient=patient, cell=cell).first()
    if mark and mark.source == Source.CLINICIAN and mark.kind != CellMark.Kind.OTHER_CAUSE:
        raise PermissionDenied(_("A clinician has marked this part; only the care team can change that."))
