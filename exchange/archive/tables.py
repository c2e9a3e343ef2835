"""What a table of the archive is, and the columns that several of them have."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from clinical.vocabulary import CELL_NAMES
from exchange.archive.authors import Authors
from exchange.archive.kinds import DAY, ID, MOMENT, TEXT, Column, one_of
from exchange.archive.reader import Reader
from people.models import Patient
from symptoms.models.base import Recorded, Source

STANDING = Recorded.Status.STANDING
People = QuerySet[Patient]


@dataclass(frozen=True)
class Table:
    """``told``: what it holds, in English, for README.txt. ``rows``: by name of the column, in their order. ``since``:
    the version of the format that brought it; an older archive has no row of it."""

    file: str
    told: str
    columns: tuple[Column, ...]
    rows: Callable[[People, Authors, Reader], Iterator[Mapping[str, Any]]]
    since: int = 1

    @property
    def header(self) -> list[str]:
        return self.header_of(None)

    def header_of(self, version: int | None) -> list[str]:
        """The columns that an archive of a version has; None for the newest."""
        return [column.name for column in self.columns if version is None or column.since <= version]

    def cells(self, row: Mapping[str, Any]) -> list[str]:
        return [column.cell(row[column.name]) for column in self.columns]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


PATIENT = Column("patient", TEXT, "the reference of the record, as in observations.csv", needed=True)
ROW_ID = Column("id", ID, "of this entry; the same id is the same entry, wherever the file goes", needed=True)
VISIT = Column("visit", ID, "the id of the visit, of visits.csv", needed=True, field="visit_id")
RECORDED = (
    Column("source", one_of(Source), "who said it", needed=True),
    Column("author", TEXT, "who entered it, as in authors.csv", needed=True),
    Column("made_at", MOMENT, "when it was entered", needed=True),
)
CELL = Column("cell", one_of(CELL_NAMES), "the part of the body", needed=True)
LABEL = Column("label", TEXT, "in the words of whoever entered it")
START = Column("start", DAY, "the first day", needed=True)


def rows_of(
    model: type[Model],
    columns: tuple[Column, ...],
    order: tuple[str, ...],
    *,
    patient: str = "patient",
    authors: Mapping[str, str] | None = None,
    derived: Mapping[str, Any] | None = None,
    **only: Any,
) -> Callable[[People, Authors, Reader], Iterator[dict[str, Any]]]:
    """The rows of a model as its columns name them, in one query. ``patient``: the way to it; ``authors``: columns that
    name somebody, and the way to their account, one ``author`` unless said otherwise; ``derived``: columns that are
    worked out by the database; ``only``: which rows."""
    authors = {"author": "author_id"} if authors is None else authors
    plain = [column for column in columns if column.name != "patient" and column.name not in authors]
    paths = [f"{patient}__reference", *authors.values(), *(column.attribute for column in plain)]

    def rows(patients: People, names: Authors, reader: Reader) -> Iterator[dict[str, Any]]:
        blank = reader.blank(model)
        whose = {f"{patient}__in": patients.order_by()}
        found = model._default_manager.filter(reader.shown(model, patient), **whose, **only)
        found = found.annotate(**derived or {}).order_by(f"{patient}__reference", *order)
        for values in found.values_list(*paths).iterator():
            whose, who, said = values[0], values[1 : 1 + len(authors)], values[1 + len(authors) :]
            named = {name: names.called(pk) for name, pk in zip(authors, who, strict=True)}
            cells = {c.name: None if c.name in blank else value for c, value in zip(plain, said, strict=True)}
            yield {"patient": whose, **named, **cells}

    return rows
