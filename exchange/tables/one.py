"""A file that is brought into one record: whose it is, is not asked, and who said it is held to who brings it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from exchange.rows import Rows, spans
from exchange.tables.apply import references
from exchange.tables.mapping import NAME, OUT, PATIENT, Mapping
from exchange.tables.table import Table, refused

NAMED = 3  # people of a file that are told


@dataclass(frozen=True)
class Only:
    """``reference``: of the record. ``sources``: as whom the one who brings the file may write in it."""

    reference: str
    sources: Collection[str]

    def of_one(self, table: Table, mapping: Mapping) -> Mapping:
        """The same for this record, whose name stays as it is. Raises ``CsvRefused`` for a file that names several
        people."""
        check_one(references(table, mapping))
        columns = {
            name: replace(column, means=OUT) if column.means in (PATIENT, NAME) else column
            for name, column in mapping.columns.items()
        }
        return replace(mapping, columns=columns, patient=self.reference)

    def said_by(self, rows: Rows, *, in_entries: bool = False) -> Rows:
        """Without what somebody else said, which is told. ``in_entries``: the rows are those of a bundle."""
        kept = tuple(row for row in rows.rows if row.source in self.sources)
        others = [row.line for row in rows.rows if row.source not in self.sources]
        if not others:
            return rows
        note = _("Somebody else said what is in line %(lines)s, and only they can bring it in: left out.")
        if in_entries:
            note = _("Somebody else said what is in entry %(lines)s, and only they can bring it in: left out.")
        return replace(rows, rows=kept, notes=(*rows.notes, note % {"lines": spans(others)}))


def check_one(named: Collection[str]) -> None:
    """Raises ``CsvRefused`` where these are several people, or several spellings that may be."""
    people = list(dict.fromkeys(named))
    if len(people) > 1:
        told = ", ".join(f"“{reference}”" for reference in people[:NAMED])
        sentence = _(
            "This file is about %(count)d people (%(names)s and others). Only the rows of one can come in here."
        )
        if len(people) <= NAMED:
            sentence = _("This file is about %(count)d people (%(names)s). Only the rows of one can come in here.")
        raise refused(sentence % {"count": len(people), "names": told})
