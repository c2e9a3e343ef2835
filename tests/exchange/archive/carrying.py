"""Records out of one site and into another that is empty: what stood there is undone before it is brought in."""

import io
import json
import zipfile
from contextlib import contextmanager, suppress

from django.db import transaction

from care.models import VisitAnswer
from exchange.archive.load import import_archive
from exchange.archive.read import read_archive
from exchange.archive.write import write_archive
from people.models import Clinic, Patient
from reports.summary import summary_for
from tests.cast import NOW, TODAY

READ_ONLY = "consents.csv"  # of accounts, which no archive makes


class _Undone(Exception):
    pass


@contextmanager
def undone():
    """What is done inside is not done afterwards."""
    with suppress(_Undone), transaction.atomic():
        yield
        raise _Undone


def exported(patients=None, made_at=NOW):
    file = io.BytesIO()
    write_archive(Patient.objects.all() if patients is None else patients, file, made_at=made_at)
    return file.getvalue()


def files_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def same_in_both(data):
    """The files of an archive, and its manifest as far as it speaks of them: not when it was made."""
    files = files_of(data)
    manifest = json.loads(files.pop("manifest.json"))
    del manifest["made_at"], manifest["files"][READ_ONLY], files[READ_ONLY]
    return files, manifest


def imported(data, clinic=None, **more):
    clinic = clinic or Clinic.objects.create(name="Elsewhere", time_zone="Europe/Berlin")
    return import_archive(read_archive(io.BytesIO(data)), clinic, by=None, now=NOW, **more)


def told(at=TODAY):
    """What is read of everybody: the report with what was done about its signs, the series, the visits, the
    answers before them."""
    found = {}
    for patient in Patient.objects.order_by("reference"):
        summary = summary_for(patient, at)
        visits = (summary.visits, summary.last_visit, summary.next_visit, summary.confirmed)
        found[patient.reference] = (summary.json(), summary.series.to_json(), visits, answered(patient))
    return found


def answered(patient):
    """What stands of what was said before visits, and what of it was talked about."""
    rows = VisitAnswer.objects.standing().filter(patient=patient).order_by("made_at", "pk")
    says = ("pk", "visit_day", "question", "answer", "words", "shown_to", "source", "made_at")
    return [
        (
            *(getattr(row, name) for name in says),
            str(row.author),
            [(talk.press, talk.done, str(talk.by), talk.at) for talk in row.talks.select_related("by")],
        )
        for row in rows.select_related("author")
    ]


def carried(make, at=TODAY):
    """What ``make`` puts into an empty site, exported and brought into another one: of both, the archive and what is
    told; and what a second import of the first archive did."""
    with undone():
        make()
        archive, summaries = exported(), told(at)
    assert not Patient.objects.exists()
    with undone():
        imported(archive)
        again, elsewhere = exported(), told(at)
        done = imported(archive, Clinic.objects.get(name="Elsewhere"))
    return archive, summaries, again, elsewhere, done
