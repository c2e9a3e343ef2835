"""What somebody takes of a record tells nothing of what they are not shown: no row, name, column or count does."""

import datetime as dt
import io
import json
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from care.models import Reply, SignAnswer, SignUndo
from care.visits.said import Line, Said
from care.visits.write import record_visit
from exchange.archive.reader import reader_of
from exchange.archive.write import SHOWN, write_archive
from exchange.csv_write import csv_parts
from exchange.fhir import reader as fhir
from exchange.fhir.write import bundles
from people import consent
from people.access import Verb, open_record
from people.models import Clinic, Membership, Patient, User
from symptoms.read.private import measures_hidden
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person
from tests.exchange.archive.carrying import exported, files_of, imported, undone

pytestmark = pytest.mark.django_db
SECRET = "Xyzzy"  # stands in every text that is not for everybody
PERSON, CAREGIVER, CLINICIAN = "ada", "eve", "cleo"


@pytest.fixture
def written(record, ada, ben, cleo):
    return with_all(record, ada, cleo)


def with_all(record, ada, cleo):
    """A record with something of each kind that all of them see. Eve helps, and looks."""
    consent.grant(record, person("Eve"), role="caregiver", access="read", by=ada)
    more = {"source": "self", "by": ada, "now": NOW}
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": 2, "signs.fever": 1}, **more)
    verbs.record_event(record, kind="fall", start=TODAY, **more)
    verbs.record_treatment(record, kind="riluzole", start=TODAY, source="clinician", by=cleo, now=NOW)
    answered(record, cleo, "R06", tells=True)
    return record


def as_zip(record, name):
    """What somebody gets who takes the record along."""
    user = User.objects.get(email=f"{name}@example.org")
    file = io.BytesIO()
    reader, patients = (
        fhir.reader_of(open_record(user, record.pk, Verb.EXPORT), user),
        Patient.objects.filter(pk=record.pk),
    )
    write_archive(patients, file, made_at=NOW, reader=reader.rows, beside=bundles(patients, reader))
    return file.getvalue()


def as_csv(record, name):
    opened = open_record(User.objects.get(email=f"{name}@example.org"), record.pk, Verb.EXPORT)
    return "".join(csv_parts(Patient.objects.filter(pk=record.pk), hidden=measures_hidden(opened)))


def told(record, name):
    """Every letter of every file."""
    return "".join(data.decode() for data in files_of(as_zip(record, name)).values())


def another(record, name=f"Zoe {SECRET}"):
    """A clinician who writes nothing else."""
    user = User.objects.filter(name=name).first() or User.objects.create_user("zoe@example.org", name=name)
    Membership.objects.get_or_create(user=user, clinic=record.clinic, role="clinician", access="write")
    return user


def answered(record, by, rule, *, tells, **more):
    action = "acknowledged" if tells else "snoozed"
    until = None if tells else TODAY + dt.timedelta(7)
    more = {"since": TODAY, "action": action, "until": until, "by": by, "at": NOW} | more
    return SignAnswer.objects.create(patient=record, rule=rule, tells=tells, **more)


def mood(record, day):
    ada = User.objects.get(email="ada@example.org")
    values = {"signs.low_mood": 1, "signs.self_harm": 1}
    verbs.record_check_in(record, day, values, by=ada, source="self", now=NOW)


def strain(record, day):
    ben = User.objects.get(email="ben@example.org")
    values = {"signs.caregiver_strain": 1, "signs.caregiver_cannot_go_on": 1}
    verbs.record_check_in(record, day, values, by=ben, source="caregiver", now=NOW)


def visit(record, day):
    examined = {"strength": {("knee_extension", "left"): "4"}, "signs": {"arm": ("present", "absent")}}
    said = Said(day, note=SECRET, opm=Line("O2d", "P0"), **examined)
    with suppress(ValidationError):  # one a day
        record_visit(record, said, by=another(record), now=NOW)


def put_off(record, day):
    answered(record, another(record), "R07", tells=False, since=day, note=SECRET)


def taken_back(record, day):
    answer = answered(record, another(record), "R07", tells=True, since=day, note=SECRET)
    SignUndo.objects.create(answer=answer, by=another(record), at=NOW)


def of_mood(record, day):
    answer = answered(record, another(record), "R27", tells=True, since=day, note=SECRET)
    Reply.objects.create(answer=answer, text=SECRET, by=another(record), at=NOW)


def of_strain(record, day):
    answer = answered(record, another(record), "R30", tells=True, since=day, note=SECRET)
    Reply.objects.create(answer=answer, text=SECRET, by=another(record), at=NOW)


def noted(record, day):
    """What the team writes for itself with an answer that the person is told of."""
    SignAnswer.objects.filter(rule="R06").update(note=SECRET)


def let_in(record, day):
    helper, made = User.objects.get_or_create(email="ned@example.org", defaults={"name": SECRET})
    if made:
        consent.grant(record, helper, role="caregiver", access="read", by=None)


HIDDEN = {
    PERSON: (strain, visit, put_off, taken_back, of_strain, noted),
    CAREGIVER: (mood, strain, visit, put_off, taken_back, of_mood, of_strain, noted, let_in),
    CLINICIAN: (mood, strain, of_mood, of_strain),
}


@pytest.mark.parametrize("name", HIDDEN)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=4))
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example([(place, 3 + place) for place in range(9)])
def test_not_one_byte_tells_of_what_is_hidden(written, name, writings):
    """Neither of the zip nor of the CSV, though who reads all of it sees that there is more."""
    with undone():
        before, table, whole = as_zip(written, name), as_csv(written, name), exported()
        for place, ago in writings:
            HIDDEN[name][place % len(HIDDEN[name])](written, TODAY - dt.timedelta(ago))
        assert exported() != whole
        assert (as_csv(written, name), files_of(as_zip(written, name))) == (table, files_of(before))
        assert as_zip(written, name) == before
        assert SECRET not in told(written, name)


def test_what_is_in_it_says_so_in_one_sentence_alike_for_everyone_in_a_role(written):
    said = [json.loads(files_of(as_zip(written, name))["manifest.json"]).get("shown") for name in HIDDEN]
    assert said == [SHOWN] * 3
    assert "shown" not in json.loads(files_of(exported())["manifest.json"])


def test_what_was_agreed_to_is_there(written, cleo):
    mood(written, TODAY - dt.timedelta(3))
    of_mood(written, TODAY - dt.timedelta(3))
    assert SECRET not in told(written, CLINICIAN)
    consent.note_clinic(written, by=None, basis="self")
    consent.share_parts(written.memberships.current().get(user=None), ["mood"], by=None)

    files = files_of(as_zip(written, CLINICIAN))
    header, *rows = files["observations.csv"].decode().splitlines()
    assert header == "patient,date,source,weakness.hand.left,signs.fever,signs.low_mood,signs.self_harm"
    assert rows == ["A-1,2026-02-27,self,,,1,1", "A-1,2026-03-02,self,2,1,,"]
    assert [line.split(",")[1] for line in files["signs.csv"].decode().splitlines()] == ["rule", "R06", "R27"]


def test_a_day_is_there_for_what_is_shown_of_it_alone(written, ben):
    """Ben says how he is, in one answer with how Ada is."""
    values = {"signs.caregiver_strain": 4, "signs.fever": 1}
    verbs.record_check_in(written, TODAY, values, by=ben, source="caregiver", now=NOW)
    assert files_of(as_zip(written, PERSON))["observations.csv"].decode().splitlines()[1:] == [
        "A-1,2026-03-02,self,2,1",
        "A-1,2026-03-02,caregiver,,1",
    ]


def test_the_person_has_the_words_of_the_team_that_they_were_told_and_no_more(written, cleo):
    told_of = answered(written, cleo, "R07", tells=True, note=SECRET)
    Reply.objects.create(answer=told_of, text="We call you.", by=cleo, at=NOW)
    header, _first, row = files_of(as_zip(written, PERSON))["signs.csv"].decode().splitlines()
    said = dict(zip(header.split(","), row.split(","), strict=True))
    assert (said["rule"], said["reply"], said["reply_by"], said["note"]) == ("R07", "We call you.", "Cleo", "")


@pytest.mark.parametrize("name", HIDDEN)
def test_it_goes_back_into_the_record_and_changes_nothing(written, clinic, cleo, name):
    for hide in (mood, strain, visit, put_off, of_mood, of_strain, noted):
        hide(written, TODAY - dt.timedelta(3))
    whole = exported()
    done = imported(as_zip(written, name), clinic)
    assert (done.new, done.corrected, done.created) == (0, 0, ())
    assert exported() == whole


@pytest.mark.parametrize("name", HIDDEN)
def test_it_goes_into_an_empty_site_and_comes_out_as_it_was(db, name):
    with undone():
        clinic = Clinic.objects.create(name="Here")
        record, ada, cleo = new_patient(clinic, "A-1"), person("Ada"), person("Cleo")
        Membership.objects.create(user=ada, patient=record, role="patient", access="write")
        Membership.objects.create(user=cleo, clinic=clinic, role="clinician", access="write")
        visit(with_all(record, ada, cleo), TODAY)
        data = as_zip(record, name)
    assert not Patient.objects.exists()
    imported(data)
    files, again = files_of(data), files_of(exported())
    for file in again.keys() - {"manifest.json", "consents.csv"}:
        assert again[file] == files[file], file


def test_records_of_a_clinic_hide_each_their_own(written, clinic, cleo):
    """Ada shows her mood to the clinic, Bo does not."""
    other = new_patient(clinic, "B-2")
    bo = person("Bo")
    Membership.objects.create(user=bo, patient=other, role="patient", access="write")
    for patient, by in ((written, User.objects.get(email="ada@example.org")), (other, bo)):
        verbs.record_check_in(patient, TODAY, {"signs.low_mood": 1}, by=by, source="self", now=NOW)
        answered(patient, cleo, "R27", tells=True)
    consent.note_clinic(written, by=None, basis="self")
    consent.share_parts(written.memberships.current().get(user=None), ["mood"], by=None)

    records = [open_record(cleo, pk, Verb.EXPORT) for pk in (written.pk, other.pk)]
    file = io.BytesIO()
    rows = write_archive(Patient.objects.all(), file, made_at=NOW, reader=reader_of(records, cleo))
    files = files_of(file.getvalue())
    assert files["observations.csv"].decode().splitlines()[1:] == ["A-1,2026-03-02,self,2,1,1"]
    assert (rows["people.csv"], rows["signs.csv"]) == (2, 2)


def test_records_that_were_not_opened_are_not_in_it(written, clinic, cleo):
    new_patient(clinic, "B-2", name=SECRET)
    file = io.BytesIO()
    reader = reader_of([open_record(cleo, written.pk, Verb.EXPORT)], cleo)
    assert write_archive(Patient.objects.all(), file, made_at=NOW, reader=reader)["people.csv"] == 1
