"""What an import did, in lines for whoever sent it."""

from exchange.archive.load import ImportedArchive
from people.models import Clinic


def told(done: ImportedArchive, clinic: Clinic) -> list[str]:
    lines = [
        f"{done.new + done.unchanged + done.corrected} rows in {clinic} (records: {done.people}): {done.new} new, "
        f"{done.unchanged} unchanged, {done.corrected} corrected."
    ]
    if done.created:
        lines.append(f"Records made: {', '.join(done.created)}.")
    if done.confirmed:
        lines.append(f"{done.confirmed} values that can hardly be were kept as confirmed.")
    return [*lines, *done.notes]
