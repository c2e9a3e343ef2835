"""A bundle of each record in the complete record: counted, verified, and not read back."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from exchange.archive.read import read_archive
from exchange.archive.write import write_archive
from exchange.fhir.write import bundle_of, bundles
from exchange.rows import CsvRefused
from people.models import Patient
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient
from tests.exchange.archive.carrying import exported, files_of, imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(record, ada):
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW)
    return f"fhir/{record.pk}.json"


def packed():
    file = io.BytesIO()
    patients = Patient.objects.all()
    write_archive(patients, file, made_at=NOW, beside=bundles(patients))
    return file.getvalue()


def with_other(data, **files):
    """The same zip, in which some files hold something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in {**files_of(data), **files}.items():
            archive.writestr(name, text)
    return io.BytesIO(file.getvalue())


def refused(file):
    with pytest.raises(CsvRefused) as caught:
        read_archive(file)
    return str(caught.value)


def test_it_is_what_the_bundle_is_and_the_manifest_counts_it(record, named):
    files = files_of(packed())
    assert files[named].decode() == bundle_of(record)
    said = json.loads(files["manifest.json"])["files"][named]
    assert (said.keys(), said["bytes"]) == ({"bytes", "sha256"}, len(files[named]))
    assert packed() == packed()


def test_the_tables_are_those_of_the_zip_without_it(named):
    files, without = files_of(packed()), files_of(exported())
    del files[named], files["manifest.json"], without["manifest.json"]
    assert files == without


def test_the_tables_alone_are_read(record, named):
    assert read_archive(io.BytesIO(packed())) == read_archive(io.BytesIO(exported()))
    done = imported(packed(), record.clinic)
    assert (done.new, done.corrected, done.created) == (0, 0, ())


def test_a_bundle_that_was_changed_is_missing_or_was_added_refuses_all_of_it(named):
    data = packed()
    assert refused(with_other(data, **{named: "{}"})) == (
        f"{named}: It was changed since it was made, so nothing of the archive is taken."
    )
    assert refused(with_other(data, **{"fhir/more.json": "{}"})) == "Files are missing or were added: fhir/more.json."
    manifest = files_of(data)["manifest.json"]
    assert (
        refused(with_other(exported(), **{"manifest.json": manifest})) == f"Files are missing or were added: {named}."
    )


def test_the_command_writes_it_of_one_record_and_of_several_where_it_is_asked(record, clinic, named, tmp_path):
    other, file = new_patient(clinic, "B-2"), tmp_path / "all.zip"
    found = []
    for more in (["A-1"], [], ["--fhir"]):
        call_command("export", *more, "--output", str(file), stdout=io.StringIO())
        found.append({name for name in files_of(file.read_bytes()) if name.startswith("fhir/")})
    assert found == [{named}, set(), {named, f"fhir/{other.pk}.json"}]
