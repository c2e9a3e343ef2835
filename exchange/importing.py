"""A file into a clinic, whole or not at all, by the rules that bind every entry.

Rows are compared and written while nobody's record is locked: until all is kept nobody sees them. Then the records are
locked for a moment, and what changed in them meanwhile is compared anew.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import ngettext

from exchange.arriving import Arriving
from exchange.imports import noting
from exchange.judging import Rules
from exchange.models import Import
from exchange.rows import Rows
from exchange.statistics import look_again_after
from exchange.writing import Beside, Writing
from people.models import Clinic, User
from people.records import open_again
from symptoms.write.bulk import Fate, changed_by

LOOKS = 5  # at what changed meanwhile, before it is written anew under the locks however much it is
SOON_WRITTEN = 500  # rows that are written within a fraction of a second


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
    arriving: Arriving | None = None,
    beside: Beside | None = None,
    before_locks: Callable[[Collection[str]], object] = lambda created: None,
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
    ``arriving``: whose records they are, where that is known; ``beside``: all else that belongs to them, where the file
    comes with it: then no visit is noted, and nothing is asked of those who are new, for it is the copy of a record.
    ``before_locks`` is called with the references of who was created, while nobody is locked; the caller's transaction
    should end soon after this returns, for the locks go with it.
    ``progress`` is called with the number of rows done since it was last called.
    Raises ``CsvRefused`` for what could not be recorded in any other way either, and ``FileInDoubt`` for what is asked
    back.
    """
    rules = Rules(future_days, close_checks, confirm)
    with transaction.atomic():
        noted = into or noting.begin(clinic, Import.Kind.CSV, by=by, now=now, sent=sent)
        arriving = arriving or Arriving(clinic, dict.fromkeys(row.patient for row in rows.rows))
        arriving.refuse_merged({row.patient: row.line for row in reversed(rows.rows)})
        arriving.refuse_to_take_back(row for row in rows.rows if row.retract)
        patients = arriving.patients
        writing = Writing(rows, noted, patients, rules, now, beside=beside)
        writing.judge(set(arriving.references) - set(arriving.new if beside else ()), new=arriving.new)
        # What takes back rows of others, or has to be opened again, is written under the lock.
        late = [*dict.fromkeys(row.patient for row in rows.rows if row.retract), *arriving.closed]
        early = [reference for reference in arriving.references if reference not in late]
        for reference in early:
            progress(writing.write(reference))
        writing.write_beside(early)
        writing.write_anew(arriving.make(by))
        before_locks(arriving.new)
        arriving.check_rows()
        _lock(arriving, writing, late, by)
        look_again_after(sum(writing.changed.values()))
        changed_by(writing.changed, by, "import")
        created = arriving.new
        fates = writing.fates
        done = Imported(
            patients=len(patients),
            created=created,
            new=fates[Fate.NEW],
            unchanged=fates[Fate.UNCHANGED],
            corrected=fates[Fate.CORRECTED],
            repeated=rows.repeated,
            notes=(*rows.notes, *writing.judged.notes, *_told_of(writing.taken_back)),
            confirmed=len(writing.judged.asked),
        )
        noted.patients.add(*writing.changed)
        noted.created += [str(patients[reference].pk) for reference in created]
        if into is None:
            noting.end(noted, done.counts)
    return done


class _TooMuch(Exception):
    """More changed meanwhile than is written while others wait."""


def _lock(arriving: Arriving, writing: Writing, late: list[str], by: User | None) -> None:
    """Lock the records; whatever changed in them since they were looked at is compared and written anew, and what is
    ``late`` now.

    Where that is much, such as after another file with the same people, they are let go, and locked again after it.
    """
    other: list[str] = []
    for look in range(LOOKS):
        seen = [*other, *arriving.changed(lock=False)]
        writing.write_anew(reference for reference in seen if reference not in late)
        try:
            with transaction.atomic():  # undone, it lets go of what it locked
                other = arriving.changed(lock=True)
                if look + 1 < LOOKS and writing.size(other) > SOON_WRITTEN:
                    raise _TooMuch
                open_again((arriving.patients[reference] for reference in arriving.closed), by=by)
                writing.write_anew([*other, *late])
                writing.finish()
        except _TooMuch:
            continue
        return


def _told_of(taken_back: int) -> list[str]:
    told = ngettext(
        "%(count)d entry of a file was taken back.", "%(count)d entries of files were taken back.", taken_back
    )
    return [told % {"count": taken_back}] if taken_back else []
