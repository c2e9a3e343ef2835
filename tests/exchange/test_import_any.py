"""``manage.py import`` tells the file apart and hands it on."""

import pytest
from django.core.management import CommandError, call_command

from exchange.models import Import
from people.models import Patient
from tests.exchange.archive.carrying import exported
from tests.exchange.tables.bringing import CASES, kept


@pytest.fixture
def files(tmp_path, record):
    """One of each kind; the archive is Ada's."""
    (tmp_path / "a.zip").write_bytes(exported())
    (tmp_path / "b.csv").write_text("patient,date,source,weight\nB-2,2026-01-05,clinician,71\n")
    (tmp_path / "c.csv").write_bytes((CASES / "excel_de.csv").read_bytes())
    Patient.objects.all().update(birth_date=None)
    return tmp_path


@pytest.mark.parametrize(("name", "kind"), [("a.zip", "archive"), ("b.csv", "csv"), ("c.csv", "table")])
def test_a_file_of_each_kind_comes_in_as_what_it_is(files, name, kind):
    call_command("import", str(files / name))

    assert [(noted.kind, noted.file_name) for noted in Import.objects.all()] == [(kind, name)]


def test_a_table_whose_questions_are_open_ends_with_3_and_one_that_is_answered_comes_in(clinic):
    file = str(CASES / "weight_lb.csv")
    with pytest.raises(CommandError) as refused:
        call_command("import", file)
    assert (refused.value.returncode, kept(clinic)) == (3, {})
    call_command("import", file, "--answer", "value.3.weight=lb")

    assert kept(clinic)["P9007", "2024-04-15", "clinician"] == {"weight": 70.3}


def test_a_file_that_is_not_there_is_told(db, tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("import", str(tmp_path / "none.csv"))

    assert str(refused.value) == f"{tmp_path / 'none.csv'}: No such file or directory."
