"""Whatever a file holds, it is read, asked about or refused in words; nothing else happens."""

from hypothesis import example, given
from hypothesis import strategies as st

from exchange.csv import CsvRefused
from exchange.tables.apply import apply, references
from exchange.tables.mapping import MEANINGS, from_json, to_json
from exchange.tables.propose import propose
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables

NAMES = st.sampled_from(
    """patient;date;source;weight;Weight (lb);FVC;value;measure;weight_1;weight_2;date_1;2024-01-08;1/8/2024;Q1_Speech
    total;Q5a_Cutting_without_Gastrostomy;Q5b_Cutting_with_Gastrostomy;mode;confirmed;confirmed_same;ALSFRS_Delta
    subject_id;birth date;height;falls;x;;""".replace("\n    ", ";").split(";")
)
CELLS = st.text(max_size=5) | st.sampled_from(
    """P1;00P1;2024-01-08;1/8/2024;15.4.2024;13/13/2024;45299;self;Klinik;71,2;0.91;5;2.5;-7;NA;n;11st 5;1e400;-1e-400
    5'11";weight;clinic;999999999999999999999;½;²;""".replace("\n    ", ";").split(";")
)


@st.composite
def tables(draw):
    names = draw(st.lists(NAMES, min_size=1, max_size=7))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), min_size=1, max_size=5))
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (names, *rows)) + "\n"


def come_to_an_end(data, **answers):
    asker = Asker({"start": "2024-01-01", **answers}, accept=True)
    try:
        proposal = propose(read_tables(data), asker)
        references(proposal.table, proposal.mapping)
        applied = apply(proposal.table, proposal.mapping, asker)
    except CsvRefused as refused:
        return str(refused) != ""
    kept = from_json(to_json(proposal.mapping))
    return kept == proposal.mapping and all(len(row.values) == len(applied.rows.measures) for row in applied.rows.rows)


@given(st.binary(max_size=200))
@example(b"PK\x03\x04")
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"sep=")
@example(b"sep=;\n")
@example(b'"')
def test_any_bytes_come_to_an_end(data):
    assert come_to_an_end(data)


@given(tables())
def test_any_table_comes_to_an_end(text):
    assert come_to_an_end(text.encode("utf-8", "replace"))


@given(tables(), st.dictionaries(NAMES.map("means.{}".format), st.sampled_from(MEANINGS), max_size=3))
def test_any_answer_about_columns_comes_to_an_end(text, answers):
    assert come_to_an_end(text.encode("utf-8", "replace"), **answers)
