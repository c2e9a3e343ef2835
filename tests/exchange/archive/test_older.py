"""What an earlier version exported comes back whole."""

import csv
import hashlib
import io
import json

import pytest

from exchange.archive.all_tables import TABLES
from people.models import Clinic
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person
from tests.exchange.archive.carrying import exported, files_of, imported, told, undone
from tests.exchange.archive.test_import import refused, zipped


def of_version_1(data, *also):
    """The archive as the first version of the format had it: without what came since, but for the tables ``also``."""
    files = files_of(data)
    manifest = json.loads(files["manifest.json"]) | {"version": 1}
    for table in TABLES:
        if table.since > 1 and table.file not in also:
            del files[table.file], manifest["files"][table.file]
            continue
        rows = [*csv.reader(io.StringIO(files[table.file].decode(), newline=""))]
        kept = [table.header.index(name) for name in table.header_of(1)]
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([row[place] for place in kept] for row in rows)
        files[table.file] = text.getvalue().encode()
        digest = hashlib.sha256(files[table.file]).hexdigest()
        manifest["files"][table.file] |= {"bytes": len(files[table.file]), "sha256": digest}
    return zipped(files | {"manifest.json": json.dumps(manifest).encode()})


def make():
    """A record with a treatment, a mark and a weight."""
    cleo = person("Cleo")
    record = new_patient(Clinic.objects.create(name="North", time_zone="Europe/Berlin"), "A-1")
    more = {"by": cleo, "source": "clinician", "now": NOW}
    verbs.record_treatment(record, kind="riluzole", start=TODAY, label="50 mg", **more)
    verbs.mark_cell(record, "neck", "other_cause", **more)
    verbs.record_measurement(record, TODAY, {"weight": 70}, **more)


@pytest.mark.parametrize("also", [(), ("visit_answers.csv", "talked.csv")])
def test_an_archive_of_the_first_version_comes_back_whole(db, also):
    with undone():
        make()
        older, before = of_version_1(exported(), *also), told()
    with undone():
        imported(older)
        after = told()

    assert after == before


def test_one_of_today_that_lacks_a_table_is_refused(db):
    with undone():
        make()
        files = files_of(exported())
    del files["due.csv"]

    assert refused(zipped(files)) == "Files are missing or were added: due.csv."
