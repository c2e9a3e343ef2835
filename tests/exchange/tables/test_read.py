"""Text files come in as the same table, whatever program wrote them; what is no table is refused in words."""

import pytest

from exchange.csv import CsvRefused
from exchange.tables import table as limits
from exchange.tables.read import read_tables

NAMES = ("patient", "date", "weight")
ROWS = (("Jürgen", "2024-01-08", "71.2"), ("P2", "2024-04-15", ""))


def text(delimiter=",", newline="\n", quote=""):
    lines = [NAMES, *ROWS]
    return "".join(delimiter.join(f"{quote}{cell}{quote}" for cell in line) + newline for line in lines)


def table(data):
    (found,) = read_tables(data if isinstance(data, bytes) else data.encode())
    return found


def cells(data):
    found = table(data)
    return found.names, tuple(line.cells for line in found.lines)


def refusal(data):
    with pytest.raises(CsvRefused) as found:
        read_tables(data if isinstance(data, bytes) else data.encode())
    return str(found.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_each_encoding_delimiter_line_end_and_quotation_gives_the_same_cells(encoding, delimiter, newline, quote):
    assert cells(text(delimiter, newline, quote).encode(encoding)) == (NAMES, ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_first_line_says_what_divides_the_cells(delimiter):
    found = table(f"sep={delimiter}\r\n{text(delimiter)}")

    assert (found.head, [line.number for line in found.lines], found.names) == (2, [3, 4], NAMES)


def test_a_comma_of_decimals_does_not_divide_cells_where_semicolons_do():
    assert cells("a;b\n1,5;2,5\n3,5;4,5\n") == (("a", "b"), (("1,5", "2,5"), ("3,5", "4,5")))


def test_a_letter_of_windows_beyond_latin_1_is_read():
    assert table("patient;note\nP1;“5 €”\n".encode("cp1252")).lines[0].cells == ("P1", "“5 €”")


def test_blank_lines_and_delimiters_at_the_end_say_nothing():
    assert cells("\npatient,date,weight,,\n\nP1,2024-01-08,71.2,,\n\n,,,,\n") == (
        NAMES,
        (("P1", "2024-01-08", "71.2"),),
    )


def test_a_quoted_cell_keeps_its_delimiters_and_lines_and_those_after_it_keep_their_numbers():
    found = table('patient,note\nP1,"a, b\nc"\nP2,d\n')

    assert [(line.number, line.cells) for line in found.lines] == [(2, ("P1", "a, b\nc")), (4, ("P2", "d"))]


def test_titles_above_the_names_are_no_names():
    found = table("Export of a scale\n\nDate,Weight\n2024-01-08,71.2\n")

    assert (found.head, found.names) == (3, ("Date", "Weight"))


def test_a_file_without_names_has_its_columns_numbered():
    found = table("P1,2024-01-08,71.2\nP1,2024-02-08,70.9\n")

    assert (found.head, found.names, len(found.lines)) == (None, ("Column 1", "Column 2", "Column 3"), 2)


def test_days_as_names_above_numbers_are_names():
    assert table("measure,2024-01-08,2024-04-15\nweight,71.2,70.1\n").names == ("measure", "2024-01-08", "2024-04-15")


@pytest.mark.parametrize("head", ['"",patient,weight', "patient,weight"])
def test_row_names_of_r_are_left_out_and_that_is_said(head):
    found = table(f"{head}\n1,P1,71.2\n2,P2,70.1\n")

    assert found.names == ("patient", "weight")
    assert found.notes == ("The first column numbers the rows: left out.",)


def test_a_named_first_column_of_numbers_stays():
    assert table("patient,weight\n1,71.2\n2,70.1\n").names == ("patient", "weight")


def test_two_columns_of_one_name_are_told_apart():
    assert table("a,a,b\n1,2,3\n").names == ("a", "a (2)", "b")


def test_two_tables_in_one_file_are_both_found():
    data = "Date,Note\nsome day,rested\n\nStarted,Pain,Where\n2024-03-27,5,left foot\n"

    assert [(found.names, found.head) for found in read_tables(data.encode())] == [
        (("Date", "Note"), 1),
        (("Started", "Pain", "Where"), 4),
    ]


def test_tables_of_other_widths_need_no_blank_line_between_them():
    data = "Date,Note\nsome day,rested\nStarted,Pain,Where\n2024-03-27,5,left foot\n"

    assert [found.head for found in read_tables(data.encode())] == [1, 3]


def test_a_blank_line_within_a_table_does_not_end_it():
    assert len(table("patient,weight\nP1,71.2\n\nP2,70.1\n").lines) == 2


def test_a_last_line_without_its_break_is_said():
    assert table("patient,weight\nP1,71.2").notes == (
        "The last line does not end with a line break. If the file was cut off there, send it again.",
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \r\n", "The file is empty."),
        (b",,,\n,,,\n", "The file is empty."),
        (b"patient,date\n", "There is no row below the header. The file may have been cut off."),
        (b"%PDF-1.7", "This is a PDF. Its table can't be read: save the table as .xlsx or .csv."),
        (
            b"<html><table>",
            "This is a page or a data file, not a table. Save the table as .xlsx or .csv.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "This is a spreadsheet of an old kind (.xls). Save it as .xlsx or as “CSV UTF-8”.",
        ),
        (b"a,b\n1,\0\n", "Line 2: This is not text: save the table as “CSV UTF-8” and send that file."),
        (b"a,b\n1,\x81\n", "Line 2: A letter here can't be read. Save the file as “CSV UTF-8” and send it again."),
        (
            b'a,b\n1,2\n"3,4\n5,6\n',
            "Line 3: A quotation mark is opened here and not closed, or the line is far too long.",
        ),
        (
            b"a,b,c\n1,2,3\n4,5\n6\n",
            "Line 3: 2 cells were found, 3 are needed. The file may have been cut off.\n"
            "Line 4: 1 cells were found, 3 are needed. The file may have been cut off.",
        ),
    ],
)
def test_what_is_no_whole_table_is_refused_in_words(data, sentence):
    assert refusal(data) == sentence


@pytest.mark.parametrize(
    ("limit", "most", "sentence"),
    [
        ("MOST_ROWS", 3, "There are more than 3 rows. Send the file in parts."),
        ("MOST_COLUMNS", 2, "Line 1: There are more than 2 columns."),
        ("MOST_LETTERS", 6, "Line 1: A cell has more than 6 letters."),
    ],
)
def test_a_file_has_limits(monkeypatch, limit, most, sentence):
    monkeypatch.setattr(limits, limit, most)

    assert refusal("patient"[: 6 if limit != "MOST_LETTERS" else 7] + ",b,c\n1,2,3\n4,5,6\n7,8,9\n") == sentence


def test_a_file_larger_than_allowed_is_not_read():
    with pytest.raises(CsvRefused) as found:
        read_tables(b"a,b\n1,2\n", max_bytes=5)
    assert str(found.value) == "The file is larger than 5e-06 MB. Send it in parts."
