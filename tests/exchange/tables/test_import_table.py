"""``manage.py import_table``: questions first, then all of it or nothing."""

import io

import pytest
from django.core.management import CommandError, call_command

from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Clinic, Patient
from tests.exchange.tables.bringing import CASES, kept


def run(*arguments):
    out = io.StringIO()
    call_command("import_table", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue().splitlines()


def refused(*arguments):
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    return caught.value.returncode, str(caught.value).splitlines()[1:]


@pytest.fixture
def file(tmp_path):
    def made(text, name="table.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return made


def test_without_answers_the_questions_are_listed_and_nothing_is_written(db):
    code, told = refused(CASES / "withings_de.csv")

    assert (code, told) == (
        3,
        [
            "Read as “Withings”:",
            "  day <- Date (ymd)",
            "  weight <- Weight (kg)",
            "patient: Whose record is it? Answer with the clinic's reference.",
            "source: Who said or measured this? [self, helped, caregiver, clinician] Proposed: self.",
        ],
    )
    assert not Clinic.objects.exists()


def test_with_answers_it_comes_in_and_what_was_done_is_said(db):
    told = run(CASES / "withings_de.csv", "--answer", "patient=H-1", "--answer", "source=self")

    assert told == [
        "Read as “Withings”:",
        "  day <- Date (ymd)",
        "  weight <- Weight (kg)",
        "1 rows of 1 patients in My clinic: 1 new, 0 unchanged, 0 corrected, 0 repeated.",
        "Patients created: H-1.",
        "Left out: Fat mass (kg), Comments.",
        "Line 2 is of 27 March 2024.",
    ]
    assert kept(Clinic.objects.get()) == {("H-1", "2024-03-27", "self"): {"weight": 69.6}}


def test_what_is_proposed_can_be_taken_as_the_answer(db):
    assert run(CASES / "fvc_fraction.csv", "--accept")[4:5] == ["  fvc_percent <- fvc_percent (fraction)"]
    assert kept(Clinic.objects.get())["P9006", "2024-01-08", "clinician"] == {"fvc_percent": 91}


def test_a_dry_run_says_what_would_be_new_unchanged_and_corrected_and_writes_nothing(db, file):
    run(file("patient,date,source,weight\nP1,2024-01-08,self,71\nP1,2024-02-08,self,70\n"))
    later = file("patient,date,source,weight\nP1,2024-01-08,self,71\nP1,2024-02-08,self,70.5\nP2,2024-02-08,self,60\n")

    told = run(later, "--dry-run")

    assert told[5:] == [
        "3 rows of 2 patients in My clinic: 1 new, 1 unchanged, 1 corrected, 0 repeated.",
        "Patients created: P2.",
        "Line 2 is of 8 January 2024.",
        "The days go from 8 January 2024 to 8 February 2024.",
        "This was a dry run: nothing was written.",
    ]
    assert list(Patient.objects.values_list("reference", flat=True)) == ["P1"]


def test_a_value_that_can_hardly_be_is_asked_back_with_what_may_be_answered(db):
    code, told = refused(CASES / "weight_lb.csv", "--dry-run")

    assert (code, told[-1]) == (
        3,
        "value.3.weight: 155 kg? The last weight was 71.2 kg on 8 January 2024. Pounds would be 70.3 kg."
        " [keep, lb, out]",
    )
    assert not Patient.objects.exists()


def test_all_values_that_can_hardly_be_are_kept_with_confirm(db):
    assert "1 values that can hardly be were kept as confirmed." in run(CASES / "weight_lb.csv", "--confirm")


def test_a_value_in_a_table_with_a_visit_a_column_is_asked_back_by_its_own_column(db, file):
    path = file("patient,source,weight 2024-01-08,weight 2024-02-08\nP1,self,71,155\n")

    assert refused(path)[1][-1].startswith("value.2.weight 2024-02-08: 155 kg?")
    run(path, "--answer", "value.2.weight 2024-02-08=lb")
    assert kept(Clinic.objects.get())["P1", "2024-02-08", "self"] == {"weight": 70.3}


def test_a_total_far_from_the_one_before_can_be_kept(db, file):
    head = "patient,date,source," + ",".join(f"function.{item}" for item in FUNCTION_ITEMS)
    path = file(f"{head}\nP1,2024-01-08,clinician{',4' * 12}\nP1,2024-02-08,clinician{',1' * 12}\n")

    code, told = refused(path)
    assert (code, told[-1].startswith("value.3.function.total: 12")) == (3, True)
    run(path, "--answer", "value.3.function.total=keep")
    assert len(kept(Clinic.objects.get())) == 2


def test_a_refused_file_says_where_and_how_a_cell_can_be_settled(db):
    assert refused(CASES / "r_package_mapped.csv") == (
        1,
        [
            "Line 2, column function.orthopnea: “5” was found, a whole number from 0 to 4 is allowed.",
            "A cell can be left out with --answer value.2.function.orthopnea=out, or corrected with --answer"
            " value.2.function.orthopnea=VALUE.",
        ],
    )


def test_questions_are_told_with_what_can_t_be_read(db):
    code, told = refused(CASES / "r_package_native.csv")

    assert (code, told[-2]) == (3, "Line 2, column x2r: “5” was found, a whole number from 0 to 4 is allowed.")


def test_a_mapping_is_kept_and_fits_the_next_file_of_its_make(db, file, tmp_path):
    mapping = tmp_path / "scale.json"
    head = "When,Weight (lb)\n"
    run(
        file(f"{head}1/8/2024,155\n"),
        *("--answer", "patient=P1", "--answer", "source=self", "--answer", "order.When=mdy"),
        *("--answer", "means.When=day", "--keep-mapping", mapping),
    )
    run(file(f"{head}2/8/2024,154\n"), "--mapping", mapping)

    assert kept(Clinic.objects.get()) == {
        ("P1", "2024-01-08", "self"): {"weight": 70.3},
        ("P1", "2024-02-08", "self"): {"weight": 69.9},
    }


def test_a_mapping_for_another_file_is_refused(db, file, tmp_path):
    mapping = file('{"name": "Scale", "columns": {"When": {"means": "day"}, "kg": {"means": "weight"}}}', "m.json")

    assert refused(CASES / "tabs.csv", "--mapping", mapping) == (
        1,
        ["The mapping “Scale” is for another file: it wants the columns When, kg."],
    )


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["source=cat"], ["“cat” is no answer to source; one of these is: self, helped, caregiver, clinician."]),
        (["patient=H-1", "source=self", "unit.Date=lb"], ["This was not asked: unit.Date."]),
        (["patient=H-1", "source=self", "fact.H-1.height=file"], ["This was not asked: fact.H-1.height."]),
        (["patient=H-1", "source=self", "value.9.Date=out"], ["This was not asked: value.9.Date."]),
    ],
)
def test_an_answer_that_fits_no_question_is_refused(db, answers, told):
    given = [part for answer in answers for part in ("--answer", answer)]

    assert refused(CASES / "withings_de.csv", *given) == (1, told)


def test_two_lines_that_differ_ask_which_counts(db, file):
    path = file("patient,date,source,weight\nP1,2024-01-08 08:00,self,71\nP1,2024-01-08 20:00,self,72\n")

    assert refused(path)[0] == 3
    run(path, "--answer", "twice=last")
    assert kept(Clinic.objects.get()) == {("P1", "2024-01-08", "self"): {"weight": 72}}


def test_a_fact_that_differs_from_the_record_asks_which_is_right(db, file):
    head = "patient,date,source,weight,birth date\n"
    run(file(f"{head}P1,2024-01-08,self,71,1960-12-31\n"))
    other = file(f"{head}P1,2024-01-08,self,71,1961-12-31\n")

    code, told = refused(other)
    assert (code, told[-1]) == (
        3,
        "fact.P1.birth_date: P1: the record says 1960-12-31, the file says 1961-12-31. Which is right? [file, record]",
    )
    assert run(other, "--answer", "fact.P1.birth_date=file")[-2:] == [
        "Line 2 is of 8 January 2024.",
        "Facts of 1 patients were written.",
    ]
    assert Patient.objects.get().birth_date.isoformat() == "1961-12-31"


def test_a_file_that_is_not_there_is_said(db, tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.csv: No such file or directory\."):
        run(tmp_path / "nothing.csv")


def test_an_answer_without_its_value_is_refused(db):
    with pytest.raises(CommandError, match=r"“patient” is no answer: write KEY=VALUE\."):
        run(CASES / "tabs.csv", "--answer", "patient")
