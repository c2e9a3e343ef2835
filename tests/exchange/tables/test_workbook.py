"""Spreadsheets come in with the types of their cells; what would fill the memory is refused."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from exchange.csv import CsvRefused
from exchange.tables import workbook
from exchange.tables.read import read_tables


def book(*sheets, percent=()):
    made = Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"Sheet {number}")
        for row in rows:
            sheet.append(row)
    for place in percent:
        made.worksheets[0][place].number_format = "0%"
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def packed_anew(data, **parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name.rpartition("/")[2].partition(".")[0], None) or old.read(name))
    return kept.getvalue()


def refusal(data):
    with pytest.raises(CsvRefused) as found:
        read_tables(data)
    return str(found.value)


ROWS = [["patient", "date", "weight"], ["00123", dt.date(2024, 1, 8), 71.2], [123, dt.datetime(2024, 4, 15, 8, 5), 70]]


def test_numbers_days_times_and_words_keep_their_types():
    (table,) = read_tables(book(ROWS))

    assert (table.names, table.sheet, table.head) == (("patient", "date", "weight"), "Sheet 1", 1)
    assert [line.cells for line in table.lines] == [
        ("00123", dt.date(2024, 1, 8), 71.2),
        (123, dt.datetime(2024, 4, 15, 8, 5), 70),
    ]


def test_what_is_shown_as_per_cent_is_read_as_per_cent():
    (table,) = read_tables(book([["patient", "fvc"], ["P1", 0.91]], percent=["B2"]))

    assert table.lines[0].cells == ("P1", 91)


def test_blank_cells_at_the_end_of_a_row_are_blank_and_rows_keep_their_numbers():
    (table,) = read_tables(book([["patient", "weight", "note"], ["P1", 71], [], ["P2", 70, "tired"]]))

    assert [(line.number, line.cells) for line in table.lines] == [(2, ("P1", 71, "")), (4, ("P2", 70, "tired"))]


def test_each_sheet_with_a_table_is_found():
    assert [table.sheet for table in read_tables(book(ROWS, [], ROWS))] == ["Sheet 1", "Sheet 3"]


def test_a_formula_comes_in_as_what_it_last_came_to():
    data = book([["patient", "weight"], ["P1", "=70+1"]])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    computed = sheet.replace(b"<f>70+1</f><v />", b"<f>70+1</f><v>71</v>")
    assert computed != sheet

    (table,) = read_tables(packed_anew(data, sheet1=computed))

    assert table.lines[0].cells == ("P1", 71)


def test_a_spreadsheet_that_unpacks_to_far_more_is_not_opened(monkeypatch):
    data = book(ROWS)
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000_000)
    bomb = packed_anew(data, sheet1=b"<!-- " + b" " * 1_000_000 + b" -->")

    assert len(bomb) < 20_000
    assert refusal(bomb) == "Unpacked, the spreadsheet is larger than 1 MB. Send it in parts."


def test_a_spreadsheet_with_entities_is_not_opened():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )

    assert refusal(packed_anew(book(ROWS), sheet1=bomb)) == (
        "The spreadsheet holds definitions that a table does not need. It is not opened."
    )


def test_what_a_spreadsheet_says_of_its_size_is_not_believed():
    data = book(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'ref="A1:C3"', b'ref="A1:XFD1048576"')
    assert far != sheet

    assert read_tables(packed_anew(data, sheet1=far)) == read_tables(data)


def test_a_cell_in_the_last_row_that_there_can_be_is_too_far_away():
    data = book(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b'<row r="3">', b'<row r="1048576">').replace(b'r="A3"', b'r="A1048576"')

    assert refusal(packed_anew(data, sheet1=far)) == "There are more than 500000 rows. Send the file in parts."


@pytest.mark.parametrize("cut", [0.5, 0.9])
def test_a_spreadsheet_that_was_cut_off_is_refused(cut):
    data = book(ROWS)

    assert refusal(data[: int(len(data) * cut)]) == "The spreadsheet is broken. The file may have been cut off."


def test_whatever_byte_of_its_end_was_changed_it_is_read_or_refused_in_words():
    data = book(ROWS)
    ends = range(data.index(b"PK\x01\x02"), len(data))  # the list of what is in it
    refused = 0
    for place in ends:
        try:
            read_tables(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        except CsvRefused:
            refused += 1

    assert refused > len(ends) // 4


def test_another_packed_file_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("notes.txt", "a,b")

    assert refusal(kept.getvalue()) == (
        "This is a packed file without a table that can be read. Save the table as .xlsx or .csv."
    )


def test_a_spreadsheet_without_a_cell_is_empty():
    assert refusal(book([])) == "The file is empty."
