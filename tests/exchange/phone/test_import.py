"""``manage.py import`` of a phone's export."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.exchange.phone.made import apple, step, weigh
from tests.exchange.tables.bringing import kept

FIRST = "2026-02-01"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(apple(weigh(f"{FIRST} 07:00:00 +0100", 71.2), step(f"{FIRST} 09:00:00 +0100", 4000)))
    return path


def run(*arguments):
    out = io.StringIO()
    call_command("import", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


def test_without_the_answer_whose_it_is_the_question_is_listed_and_nothing_is_written(file, record):
    with pytest.raises(CommandError) as asked:
        run(file)

    assert (asked.value.returncode, kept(record.clinic)) == (3, {})
    assert str(asked.value).splitlines()[-1] == "patient: Whose record is it? Answer with the clinic's reference."


def test_with_it_the_export_comes_in_and_what_was_found_is_told(file, record):
    told = run(file, "--patient", "A-1")

    assert kept(record.clinic) == {("A-1", FIRST, "self"): {"weight": 71.2, "steps": 4000}}
    assert told[:4] == [
        "Read as “Apple Health”:",
        "  weight: 1 day, 1 February 2026",
        "  steps: 1 day, 1 February 2026",
        "1 rows of 1 patients in North Clinic: 1 new, 0 unchanged, 0 corrected, 0 repeated.",
    ]


def test_answers_say_what_of_it_is_kept(file, record):
    run(file, "--patient", "A-1", "--answer", "keep.weight=no", "--answer", "from=all")

    assert kept(record.clinic) == {("A-1", FIRST, "self"): {"steps": 4000}}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("from=monday", "“monday” is no day. Write it as 2024-01-31, or “all”."),
        ("means.weight=out", "This was not asked: means.weight."),
    ],
)
def test_an_answer_to_nothing_is_refused(file, record, answer, told):
    with pytest.raises(CommandError) as refused:
        run(file, "--patient", "A-1", "--answer", answer)

    assert (str(refused.value).splitlines()[-1], kept(record.clinic)) == (told, {})


def test_a_dry_run_writes_nothing(file, record):
    assert run(file, "--patient", "A-1", "--dry-run")[-1] == "This was a dry run: nothing was written."
    assert kept(record.clinic) == {}
