"""An archive that was changed is refused, one that was brought in before changes nothing, one that differs corrects."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from care.models import SignAnswer, SignUndo
from exchange.archive.read import read_archive
from exchange.rows import CsvRefused
from people.models import Clinic, Membership, Patient, User
from symptoms.models import CellMark, Treatment
from symptoms.write import verbs
from symptoms.write.facts import change_facts
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import exported, files_of, imported, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def treated(record, cleo):
    more = {"by": cleo, "source": "clinician", "now": NOW}
    verbs.record_treatment(record, kind="riluzole", start=TODAY, label="=50 mg", **more)
    verbs.mark_cell(record, "neck", "other_cause", **more)
    verbs.record_measurement(record, TODAY, {"weight": 70}, **more)
    return record


def zipped(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def changed(data, name, before, after, *, honest=True):
    """The archive with other words in one file; ``honest``: its manifest says so."""
    files = files_of(data)
    assert before in files[name].decode()
    files[name] = files[name].decode().replace(before, after, 1).encode()
    if honest and name != "manifest.json":
        manifest = json.loads(files["manifest.json"])
        manifest["files"][name] |= {"bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
        files["manifest.json"] = json.dumps(manifest).encode()
    return zipped(files)


def refused(data, clinic=None):
    with pytest.raises(CsvRefused) as caught:
        imported(data, clinic) if clinic else read_archive(io.BytesIO(data))
    return str(caught.value)


def test_equal_records_give_equal_bytes(treated):
    assert exported() == exported()


def test_a_changed_letter_is_told_and_nothing_is_taken(treated):
    data = changed(exported(), "treatments.csv", "50 mg", "60 mg", honest=False)
    assert refused(data) == "treatments.csv: It was changed since it was made, so nothing of the archive is taken."


def test_what_is_no_archive_is_refused_in_a_sentence(treated):
    data = exported()
    files = files_of(data)
    del files["marks.csv"]
    assert refused(data[: len(data) // 2]) == "This is not a whole zip file. It may have been cut off."
    assert (
        refused(zipped({"a.csv": "1"})) == "There is no manifest.json in it: this is not a complete record of alsweak."
    )
    assert refused(zipped(files)) == "Files are missing or were added: marks.csv."
    newer = changed(data, "manifest.json", '"version": 2', '"version": 3')
    assert refused(newer) == "It was made by a newer alsweak (format 3, here 2 is read). Update this site first."


def test_whatever_byte_was_changed_the_records_are_those_that_went_out_or_none(treated):
    data = exported()
    meant = read_archive(io.BytesIO(data))
    for place in range(0, len(data), 5):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            assert read_archive(io.BytesIO(broken)) == meant
        except CsvRefused:
            continue


def test_each_wrong_cell_is_named_with_its_file_line_and_column(treated, clinic):
    data = changed(exported(), "treatments.csv", "riluzole", "rilusole")
    data = changed(data, "marks.csv", "A-1", "B-7")
    kinds = ", ".join(Treatment.Kind)
    assert refused(data, clinic) == (
        f"treatments.csv, Line 2, column kind: “rilusole” was found, one of {kinds} is allowed."
    )
    data = changed(exported(), "marks.csv", "A-1", "B-7")
    assert refused(data, clinic) == "marks.csv, Line 2, column patient: people.csv names no such record."
    data = changed(exported(), "people.csv", "Europe/Berlin", "Europe/Nowhere")
    assert refused(data, clinic) == (
        "people.csv, Line 2, column time_zone: “Europe/Nowhere” is not a time zone, such as Europe/Berlin."
    )


def test_it_goes_back_into_the_record_of_its_id_and_never_makes_a_second_person(treated, clinic):
    elsewhere = Clinic.objects.create(name="South")
    done = imported(exported(), elsewhere)

    assert (done.new, done.corrected, done.created) == (0, 0, ())
    assert done.notes == ("These records are kept at another clinic here, and got what is theirs: A-1.",)
    assert Patient.objects.count() == 1


def test_a_reference_that_is_another_persons_here_is_refused_not_guessed(treated, clinic):
    with undone():
        data = exported()
    with undone():
        Patient.objects.filter(pk=treated.pk).update(reference="A-2", name="Bo")
        other = Patient.objects.create(clinic=clinic, reference="A-1")
        data = changed(data, "people.csv", str(treated.pk), "0f8fad5b-d9cb-469f-a165-70867728950e")
        assert refused(data, clinic) == (
            "people.csv, Line 2, column patient: Another record of North Clinic has this reference."
            " Change one of them first."
        )
        assert other.treatments.count() == 0


def test_what_differs_corrects_once_and_what_is_not_there_deletes_nothing(treated, clinic, cleo):
    data = exported()
    verbs.record_treatment(treated, by=cleo, source="clinician", now=NOW, kind="niv", start=TODAY)
    data = changed(data, "treatments.csv", "50 mg", "100 mg")
    data = changed(data, "marks.csv", "other_cause", "involved")
    data = changed(data, "people.csv", "Europe/Berlin,", "Europe/Lisbon,")

    done = imported(data, clinic)

    assert (done.new, done.corrected, done.created) == (0, 3, ())
    standing = Treatment.objects.standing().order_by("label").values_list("kind", "label", "author__name")
    assert list(standing) == [("niv", "", "Cleo"), ("riluzole", "=100 mg", "Cleo")]
    assert list(CellMark.objects.standing().values_list("kind", flat=True)) == ["involved"]
    assert Patient.objects.get().time_zone == "Europe/Lisbon"
    again = imported(data, clinic)
    assert (again.new, again.corrected) == (0, 0)


def test_a_fact_that_the_file_does_not_hold_stays(treated, clinic, cleo):
    data = exported()
    change_facts(treated, by=cleo, height=170)
    assert imported(data, clinic).corrected == 0
    assert Patient.objects.get().height == 170


def test_no_account_is_made_and_none_is_guessed_from_a_name(treated, cleo):
    data = exported()
    imported_to = Clinic.objects.create(name="Elsewhere")
    Treatment.objects.all().delete()
    imported(data, imported_to)

    author = Treatment.objects.get().author
    assert (author.name, author.is_active, author.has_usable_password()) == ("Cleo", False, False)
    assert author != cleo
    assert not Membership.objects.filter(user=author).exists()
    assert User.objects.filter(name="Cleo").count() == 2


def test_an_answer_to_a_sign_that_is_here_gets_its_undo_and_is_not_changed(record, clinic, cleo):
    answer = SignAnswer.objects.create(patient=record, rule="R06", since=TODAY, action="closed", by=cleo, at=NOW)
    with undone():
        SignUndo.objects.create(answer=answer, by=cleo, at=NOW)
        data = exported()
    done = imported(data, clinic)
    assert (done.new, done.corrected) == (0, 1)
    assert SignUndo.objects.get().answer == answer
    said = changed(data, "signs.csv", "closed,,,,", "closed,,known,,")
    assert refused(said, clinic) == "signs.csv, Line 2: This answer is here already and says something else."


def test_the_commands_take_a_record_out_and_in(treated, tmp_path):
    file, again = tmp_path / "all.zip", tmp_path / "again.zip"

    def run(*arguments):
        out = io.StringIO()
        call_command(*map(str, arguments), stdout=out, stderr=io.StringIO())
        return out.getvalue().splitlines()

    assert run("export", "--output", file, "A-1") == [
        f"Records written to {file}: 1. Rows: 1 of observations.csv, 1 of people.csv, 1 of treatments.csv,"
        " 1 of marks.csv, 1 of authors.csv."
    ]
    assert run("import", file, "--clinic", "North Clinic") == [
        "4 rows in North Clinic (records: 1): 0 new, 4 unchanged, 0 corrected."
    ]
    other = changed(file.read_bytes(), "observations.csv", ",70", ",71")
    again.write_bytes(other)
    dry = run("import", again, "--dry-run", "--clinic", "North Clinic")
    assert dry == [
        "4 rows in North Clinic (records: 1): 0 new, 3 unchanged, 1 corrected.",
        "This was a dry run: nothing was written.",
    ]
    assert list(csv.DictReader(io.StringIO(files_of(exported())["observations.csv"].decode()))) == [
        {"patient": "A-1", "date": "2026-03-02", "source": "clinician", "weight": "70"}
    ]
    again.write_bytes(changed(file.read_bytes(), "observations.csv", ",70", ",157"))
    with pytest.raises(CommandError, match=r"1 values of .* are asked back") as asked:
        run("import", again, "--clinic", "North Clinic")
    assert asked.value.returncode == 3


def test_export_csv_names_what_it_cannot_hold_and_only_that(treated, clinic):
    def said(reference):
        err = io.StringIO()
        call_command("export_csv", reference, stdout=io.StringIO(), stderr=err)
        return err.getvalue()

    Patient.objects.create(clinic=clinic, reference="bare")
    assert said("bare") == ""
    assert said("A-1") == (
        "Not in the file, for a CSV holds measures only: facts of the person, treatments, marks."
        " The complete record is the zip of manage.py export, which manage.py import reads.\n"
    )
