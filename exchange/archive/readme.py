"""README.txt of an archive: every file and every column, from what writes them."""

import textwrap

from clinical.vocabulary import MEASURES
from exchange.archive.all_tables import TABLES
from exchange.rows import CONFIRMED, IDENTITY, MODE, SAME

WIDTH = 100
OBSERVED = {
    **dict(
        zip(
            IDENTITY,
            (
                "the reference of the record",
                "the day that is spoken of",
                "who said it: self, helped (the person, with help), caregiver, clinician",
            ),
            strict=True,
        )
    ),
    MODE: "how a function check was answered, where not in the usual way of its source: app, phone, clinic",
    SAME: "the sections that were answered with “no change”",
    CONFIRMED: "the measures whose values were asked back and are right; an item of a function check or a total that"
    " a clinic gave was a half point in the file that it is from, rounded down",
}
FHIR = (
    "Where this folder is there: for each record a bundle of FHIR R4 (JSON), named by its id in people.csv, which says"
    " the same for other programs. An import looks whether it was changed, and reads the tables alone."
)
HEAD = """\
A complete record, or those of several people, as alsweak keeps them.

Each file but this one, manifest.json and those in fhir is a table: text in UTF-8, cells separated by
commas, one head line. A blank cell was not recorded. Days are those of the person, moments are in UTC. Each table
holds what stands; what was corrected since or entered in error is not in it. A text that a spreadsheet
would run as a formula has an apostrophe in front, which is taken off when it is read.

The files hold health data that tell who it is about. Keep them as carefully as the record itself.

To read them in again: manage.py import FILE.zip. The same entry is never kept twice, and an import
never deletes.
"""


def readme() -> str:
    """In English, the same for every archive of this version."""
    parts = [HEAD, _observations()]
    parts += [
        _table(table.file, table.told, {c.name: f"{c.told} ({c.kind.said})" for c in table.columns}) for table in TABLES
    ]
    parts.append(_table("fhir/", FHIR, {}))
    parts.append(
        _table(
            "manifest.json",
            "Of each file its rows, its size in bytes and its SHA-256. “version” is that of this format, “engine” that"
            " of the arithmetic, “made_at” when the archive was made. “shown” stands there where somebody took what"
            " they see of the record on the site.",
            {},
        )
    )
    return "\n".join(parts)


def _observations() -> str:
    measures = {
        name: f"{measure.low:g} to {measure.high:g} {measure.unit}".rstrip() for name, measure in MEASURES.items()
    }
    told = (
        "What was answered and measured: a row for each record, day and source, as manage.py export_csv writes it. Only"
        " columns in which something was recorded are there."
    )
    return _table("observations.csv", told, OBSERVED | measures)


def _table(file: str, told: str, columns: dict[str, str]) -> str:
    lines = [file, *textwrap.wrap(told, WIDTH)]
    for name, said in columns.items():
        lines += textwrap.wrap(f"{name}: {said}", WIDTH, initial_indent="  ", subsequent_indent="    ")
    return "\n".join(lines) + "\n"
