"""What an import did, in lines for whoever sent it."""

from exchange.archive.load import ImportedArchive
from exchange.importing import Imported
from people.models import Clinic


def rows_told(done: Imported, clinic: Clinic) -> list[str]:
    rows = done.new + done.unchanged + done.corrected + done.repeated
    head = (
        f"{rows} rows of {done.patients} patients in {clinic}: {done.new} new, {done.unchanged} unchanged, "
        f"{done.corrected} corrected, {done.repeated} repeated."
    )
    return _lines(head, "Patients created", done)


def records_told(done: ImportedArchive, clinic: Clinic) -> list[str]:
    head = (
        f"{done.new + done.unchanged + done.corrected} rows in {clinic} (records: {done.people}): {done.new} new, "
        f"{done.unchanged} unchanged, {done.corrected} corrected."
    )
    return _lines(head, "Records made", done)


def _lines(head: str, made: str, done: Imported | ImportedArchive) -> list[str]:
    """``made``: what its new records are called."""
    lines = [head]
    if done.created:
        lines.append(f"{made}: {', '.join(done.created)}.")
    if done.confirmed:
        lines.append(f"{done.confirmed} values that can hardly be were kept as confirmed.")
    return [*lines, *done.notes]
