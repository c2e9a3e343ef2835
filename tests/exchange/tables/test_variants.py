"""The same rows from every way to write them: dialect by encoding by order of days by mark for nothing by layout."""

import datetime as dt
import io
from itertools import product

import pytest
from openpyxl import Workbook

from exchange.tables.apply import apply
from exchange.tables.propose import propose
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables

ROWS = (
    ("P-1", dt.date(2024, 1, 8), {"weight": 71.5, "fvc_percent": 91}),
    ("P-1", dt.date(2024, 4, 15), {"weight": None, "fvc_percent": 86.5}),
    ("Ö-2", dt.date(2024, 1, 8), {"weight": 65, "fvc_percent": None}),
    ("Ö-2", dt.date(2024, 4, 15), {"weight": 64.2, "fvc_percent": 70}),
)
RIGHT = {
    (patient, day, "clinician"): {name: value for name, value in values.items() if value is not None}
    for patient, day, values in ROWS
}
DIALECTS = {  # delimiter, mark of decimals, end of line, whether all is quoted, what stands above, what ends each line
    "comma": (",", ".", "\n", False, "", ""),
    "quoted": (",", ",", "\r\n", True, "", ""),
    "semicolon": (";", ",", "\r\n", False, "", ""),
    "tab": ("\t", ".", "\n", False, "", ""),
    "pipe": ("|", ",", "\n", False, "", ""),
    "sep": (";", ".", "\r\n", False, "sep=;", ""),
    "trailing": (",", ".", "\r\n", False, "", ",,"),
    "title": (",", ".", "\n", False, "Export of a register", ""),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")
DAYS = {"iso": "%Y-%m-%d", "points": "%d.%m.%Y", "dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "time": "%Y-%m-%d %H:%M:%S"}
CODES = ("", "NA", "n", "-", ".")


def long(_write_day):
    yield ["Patient", "Visit date", "Source", "Weight (kg)", "FVC %"]
    for patient, day, values in ROWS:
        yield [patient, day, "Clinician", values["weight"], values["fvc_percent"]]


def names(_write_day):
    yield ["Patient", "Visit date", "Source", "Measure", "Value"]
    for patient, day, values in ROWS:
        for name, value in values.items():
            yield [patient, day, "Clinician", name, value]


def numbered(_write_day):
    """A visit a column, each with its day."""
    yield ["Patient", "Source", *(f"{name}_{visit}" for visit in (1, 2) for name in ("date", "weight", "fvc"))]
    for patient, visits in by_patient():
        yield [
            patient,
            "Clinician",
            *(cell for _p, day, values in visits for cell in (day, values["weight"], values["fvc_percent"])),
        ]


def dated(write_day):
    """A day a column, a measure a row."""
    days = [day for _patient, day, _values in ROWS[:2]]
    yield ["Patient", "Source", "Measure", *map(write_day, days)]
    for patient, visits in by_patient():
        for name in ("weight", "fvc_percent"):
            yield [patient, "Clinician", name, *(values[name] for _p, _day, values in visits)]


def by_patient():
    return (("P-1", ROWS[:2]), ("Ö-2", ROWS[2:]))


LAYOUTS = {"long": long, "names": names, "numbered": numbered, "dated": dated}
VARIANTS = list(product(DIALECTS, ENCODINGS, DAYS, CODES, LAYOUTS))


def text(dialect, encoding, days, code, layout):
    delimiter, decimal, newline, quoted, above, after = DIALECTS[dialect]

    def write_day(day):
        return f"{day:{DAYS[days]}}"

    def write(cell):
        if isinstance(cell, dt.date):
            cell = write_day(cell)
        elif cell is None:
            cell = code
        elif not isinstance(cell, str):
            cell = str(cell).replace(".", decimal)
        return f'"{cell}"' if quoted else cell

    lines = [delimiter.join(map(write, line)) + after for line in LAYOUTS[layout](write_day)]
    return (newline.join(filter(None, [above, *lines])) + newline).encode(encoding)


def rows(data):
    asker = Asker(accept=True)
    proposal = propose(read_tables(data), asker)
    found = apply(proposal.table, proposal.mapping, asker).rows
    assert asker.questions == ()
    return {(row.patient, row.day, row.source): found.said(row) for row in found.rows}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_variant_gives_the_same_rows(dialect, layout):
    mine = [variant for variant in VARIANTS if (variant[0], variant[-1]) == (dialect, layout)]
    wrong = [variant for variant in mine if rows(text(*variant)) != RIGHT]

    assert wrong == []


def test_the_number_of_variants_is_said(capsys):
    with capsys.disabled():
        print(
            f"\n{len(VARIANTS)} variants of one table: {len(DIALECTS)} dialects, {len(ENCODINGS)} encodings,"
            f" {len(DAYS)} ways to write days, {len(CODES)} marks for nothing, {len(LAYOUTS)} layouts"
        )
    assert len(VARIANTS) == 8 * 5 * 5 * 5 * 4


@pytest.mark.parametrize("code", [None, "NA", "n"])
@pytest.mark.parametrize("layout", ["long", "names", "numbered"])
def test_a_spreadsheet_gives_the_same_rows(code, layout):
    book = Workbook()
    for line in LAYOUTS[layout](str):
        book.active.append([code if cell is None else cell for cell in line])
    kept = io.BytesIO()
    book.save(kept)

    assert rows(kept.getvalue()) == RIGHT
