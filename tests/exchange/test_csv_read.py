import datetime as dt

import pytest

from exchange.csv import CsvRefused, Row, read_csv
from exchange.rows import SHOWN

HEADER = "patient,date,source,weight,weakness.hand.left\n"


def read(text):
    return read_csv(text.encode())


def refused(data, **options):
    with pytest.raises(CsvRefused) as caught:
        read_csv(data if isinstance(data, bytes) else data.encode(), **options)
    return str(caught.value).splitlines()


def test_a_row_is_what_one_source_says_about_a_day_and_a_blank_is_not_recorded():
    rows = read(HEADER + "A-1,2026-03-01,self,70.5,\n")

    assert rows.measures == ("weight", "weakness.hand.left")
    assert rows.rows == (Row(2, "A-1", dt.date(2026, 3, 1), "self", (70.5, None)),)
    assert rows.said(rows.rows[0]) == {"weight": 70.5}
    assert rows.notes == ()


def test_columns_come_in_any_order():
    assert read("weight,source,patient,date\n70,clinician,A-1,2026-03-01\n").rows == (
        Row(2, "A-1", dt.date(2026, 3, 1), "clinician", (70,)),
    )


def test_a_row_may_say_how_its_function_check_was_answered():
    text = "patient,date,source,mode,function.speech\nA-1,2026-03-01,clinician,phone,4\nA-1,2026-03-02,self,,4\n"

    assert [row.mode for row in read(text).rows] == ["phone", None]
    assert refused(text.replace("phone", "fax")) == [
        "Line 2, column mode: “fax” was found, nothing or one of app, phone, clinic is allowed."
    ]


def test_what_was_confirmed_names_sections_that_were_answered():
    text = "patient,date,source,confirmed_same,fatigue.now\nA-1,2026-03-01,self,fatigue,4\nA-1,2026-03-02,self,,4\n"

    assert [row.same for row in read(text).rows] == [{"fatigue"}, set()]
    assert refused(text.replace("self,fatigue", "self,mood")) == [
        "Line 2, column confirmed_same: “mood” was found, "
        "nothing or some of weakness, fasciculation, fatigue, asymmetry, signs is allowed."
    ]
    assert refused(text.replace("self,fatigue", "self,weakness fatigue")) == [
        "Line 2, column confirmed_same: “weakness” was confirmed, but none of its answers was sent."
    ]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(start, line_end):
    lines = [b"patient,date,source,weight", "Zoë,2026-03-01,self,70".encode(), b""]

    assert read_csv(start + line_end.join(lines)).rows == (Row(2, "Zoë", dt.date(2026, 3, 1), "self", (70,)),)


def test_blank_lines_count_as_lines_and_quotes_may_hold_a_line_break():
    text = HEADER + '\n,,,,\n"A-1","2026-03-01",self,"70,5",4\n'

    assert read(text).rows == (Row(4, "A-1", dt.date(2026, 3, 1), "self", (70.5, 4)),)


def test_every_wrong_cell_is_named_with_what_was_found_and_what_is_allowed():
    text = HEADER + (
        "A-1,2026-03-01,self,70,7\n"
        "A-1,2026-03-02,self,70,4\n"
        ",20260303,me,heavy,word\n"
        f"{'A' * 61},1899-12-31,self,70.5,3.5\n"
    )

    reference = "the clinic's reference, of at most 60 letters, is allowed."
    day = "a day such as 2025-03-31, not before 1900, is allowed."
    grade = "a whole number from 0 to 4 is allowed."
    assert refused(text) == [
        f"Line 2, column weakness.hand.left: “7” was found, {grade}",
        f"Line 4, column patient: nothing was found, {reference}",
        f"Line 4, column date: “20260303” was found, {day}",
        "Line 4, column source: “me” was found, one of self, helped, caregiver, clinician is allowed.",
        "Line 4, column weight: “heavy” was found, a number from 20 to 300 kg is allowed.",
        f"Line 4, column weakness.hand.left: “word” was found, {grade}",
        f"Line 5, column patient: “{'A' * 40}” was found, {reference}",
        f"Line 5, column date: “1899-12-31” was found, {day}",
        f"Line 5, column weakness.hand.left: “3.5” was found, {grade}",
    ]


@pytest.mark.parametrize("number", ["nan", "inf", "-1", "4,5", "1e9", "４٤"])
def test_what_looks_like_a_number_and_is_not_a_grade_is_refused(number):
    assert len(refused(HEADER + f'A-1,2026-03-01,self,70,"{number}"\n')) == 1


@pytest.mark.parametrize("day", ["2026-02-29", "2026-3-1", "01/03/2026", "2026-W09-7", "20260301", ""])
def test_what_is_not_a_day_is_refused(day):
    assert len(refused(HEADER + f"A-1,{day},self,70,4\n")) == 1


def test_of_very_many_wrong_lines_each_is_still_named():
    text = HEADER + "A-1,2026-03-01,self,1,\n" * SHOWN + "A-1,2026-03-01,self,70,\nA-1,2026-03-01,self,1,9\n"

    told = refused(text)

    assert len(told) == SHOWN + 1
    assert told[-1] == f"And 2 more, in line {SHOWN + 3}."


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("patient,date,weight", ["Line 1: The column “source” is missing."]),
        ("patient,date,source,weight,weight", ["Line 1, column weight: The column is there twice."]),
        (
            "patient,date,source,weight,shoe_size",
            ["Line 1, column shoe_size: This is not the name of something that is recorded here."],
        ),
        ("patient,date,source,weight,", ["Line 1: Column 5 has no name."]),
        ("patient,date,source", ["Line 1: There is no column with something to record."]),
        ("patient;date;source;weight", ["Line 1: The columns are divided by semicolons. Save the file with commas."]),
    ],
)
def test_a_wrong_header_is_refused(header, told):
    assert refused(f"{header}\n") == told


def test_a_file_that_is_not_a_table_is_refused():
    assert refused("Dear team, here are the files.\n")[0] == "Line 1: The column “patient” is missing."


def test_a_file_cut_off_in_a_row_is_refused():
    cut = "cells were found, 5 are needed. The file may have been cut off."

    assert refused(HEADER + "A-1,2026-03-01,self,70,4\nA-1,2026-03") == [f"Line 3: 2 {cut}"]
    assert refused(HEADER + "A-1,2026-03-01,self,70,4,4\n") == [f"Line 2: 6 {cut}"]
    assert refused(HEADER) == ["There is no row below the header. The file may have been cut off."]


def test_a_last_line_without_its_end_is_taken_and_told():
    assert read(HEADER + "A-1,2026-03-01,self,70,4").notes == (
        "The last line does not end with a line break. If the file was cut off there, send it again.",
    )


def test_a_quotation_mark_left_open_is_told_where_it_was_opened():
    text = HEADER + 'A-1,2026-03-01,self,70,4\n"A-1,2026-03-02,self,70,4\nA-1,2026-03-03,self,70,4\n'

    assert refused(text) == ["Line 3: A quotation mark is opened here and not closed, or the line is far too long."]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty."),
        (b" \n\n", "The file is empty."),
        (b"PK\x03\x04...", "This is a spreadsheet. Save it as “CSV UTF-8” and send that file."),
        (HEADER.encode("utf-16"), "This is not text in UTF-8. Save the file as “CSV UTF-8” and send it again."),
        (b"patient\0", "This is not text in UTF-8. Save the file as “CSV UTF-8” and send it again."),
        (
            (HEADER + "A-1,2026-03-01,self,70,4\nZoë,2026-03-01,self,70,4\n").encode("latin-1"),
            "Line 3: A letter here is not in UTF-8, perhaps in Latin-1. Save the file as “CSV UTF-8”.",
        ),
    ],
)
def test_what_is_not_text_in_utf_8_is_refused(data, told):
    assert refused(data) == [told]


def test_a_file_that_is_too_large_is_refused_and_not_read_to_its_end():
    class Endless:
        def read(self, size):
            return b"x" * size

    with pytest.raises(CsvRefused) as caught:
        read_csv(Endless(), max_bytes=2_000_000)
    assert str(caught.value) == "The file is larger than 2 MB. Send it in parts."


def test_the_same_row_twice_is_one_row_and_told():
    row = "A-1,2026-03-01,self,70,4\n"

    rows = read(HEADER + row + "A-1,2026-03-02,self,70,4\n" + row + "A-1,2026-03-01,self,70.0,4\n")

    assert [kept.line for kept in rows.rows] == [2, 3]
    assert rows.repeated == 2
    assert rows.notes == ("Lines 2, 4-5 are the same: kept once.",)


def test_two_rows_that_differ_about_one_day_are_refused_and_both_are_named():
    text = HEADER + "A-1,2026-03-01,self,70,4\nA-1,2026-03-01,helped,70,3\nA-1,2026-03-01,self,70,3\n"

    assert refused(text) == ["Line 4: It says something else than line 2 about the same patient, date and source."]


def test_a_row_without_a_value_is_left_out_and_told():
    rows = read(HEADER + "A-1,2026-03-01,self,,\nA-1,2026-03-02,self,70,\n")

    assert [row.line for row in rows.rows] == [3]
    assert rows.notes == ("Nothing is recorded in line 2: left out.",)
