"""Programs of a clinic: they open what the clinic keeps, as an account of their own, and nothing that is private."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from clinical.vocabulary import PRIVATE
from people import consent, tokens
from people.access import Verb, open_record
from people.models import AuditEvent, Clinic, Membership, Patient
from symptoms.models import Event
from symptoms.read.entry_log import Entry
from symptoms.read.private import measures_hidden
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import new_patient, person
from tests.symptoms.api.calls import BODIES, refusal
from tests.symptoms.api.kinds import MODELS, ONE, every_kind
from tests.symptoms.api.test_bearer import LOOKS, NOBODY, STRANGER, Program

NAME = "Laboratory, for North Clinic"


class ClinicProgram(Program):
    """A program of the clinic that keeps a record, let in by ``user``."""

    def __init__(self, user, patient, scope="write", clinic=None, **how):
        self.clinic = clinic or patient.clinic
        super().__init__(user, patient, scope, **how)

    def made(self, user, **how):
        return tokens.make_for_clinic(self.clinic, "Laboratory", by=user, **how)


@pytest.fixture
def amy(clinic):
    amy = person("Amy")
    Membership.objects.create(user=amy, clinic=clinic, role="admin", access="write")
    return amy


@every_kind
def test_what_it_writes_is_its_own_and_the_clinic_s(record, amy, kind):
    program = ClinicProgram(amy, record)
    put = program.send("put", f"{kind}/{ONE}/", BODIES[kind])
    row = MODELS[kind].objects.get()

    assert (put.status_code, put.json()["author"], put.json()["source"]) == (201, NAME, "clinician")
    assert (row.author, str(Entry.of(row).said_by)) == (program.token.user, "the clinic's program")


def test_the_audit_tells_it_apart(record, amy):
    program = ClinicProgram(amy, record)
    program.send("put", f"events/{ONE}/", BODIES["events"])
    program.client.get(f"{program.base}events/")

    traces = AuditEvent.objects.filter(patient=record).order_by("pk").values_list("verb", "user__name", "token")
    assert list(traces) == [("write", NAME, program.token.pk), ("view", NAME, program.token.pk)]


def test_one_that_may_look_writes_nothing(record, amy):
    program = ClinicProgram(amy, record, "read")

    assert refusal(program.send("put", f"events/{ONE}/", BODIES["events"])) == (403, [("request", LOOKS)])
    assert list(Patient.objects.writable_by(program.token.user)) == []
    assert Event.objects.count() == 0


@pytest.mark.parametrize("chosen", [True, False])
def test_it_opens_all_that_the_clinic_keeps_or_the_chosen_ones(record, clinic, amy, dan, chosen):
    other = new_patient(clinic, "A-2")
    program = ClinicProgram(amy, other, patients=[record] if chosen else None)
    listed = [row["reference"] for row in program.client.get("/api/v1/patients/").json()["results"]]

    assert listed == ["A-1"] if chosen else ["A-1", "A-2"]
    assert program.client.get(program.base).status_code == (404 if chosen else 200)
    theirs = program.client.get(f"/api/v1/patients/{dan.memberships.get().patient.pk}/")
    assert refusal(theirs) == (404, [("request", STRANGER)])


@pytest.mark.parametrize("chosen", [True, False])
def test_a_record_that_leaves_the_clinic_is_closed_to_it_at_once(record, amy, ada, chosen):
    program = ClinicProgram(amy, record, patients=[record] if chosen else None)
    assert program.client.get(program.base).status_code == 200
    elsewhere = Clinic.objects.create(name="South Clinic")
    Patient.objects.filter(pk=record.pk).update(clinic=elsewhere)

    assert refusal(program.client.get(program.base)) == (404, [("request", STRANGER)])
    assert refusal(program.send("put", f"events/{ONE}/", BODIES["events"])) == (404, [("request", STRANGER)])
    assert program.client.get("/api/v1/patients/").json()["results"] == []


def test_an_emergency_of_its_clinic_s_staff_opens_nothing_to_it(record, amy, cleo, dan):
    theirs = dan.memberships.get().patient
    consent.grant_emergency(theirs, cleo, reason="Short of breath", now=timezone.now())
    program = ClinicProgram(amy, theirs, clinic=record.clinic)

    assert program.client.get(program.base).status_code == 404


def test_it_sees_nothing_private_whatever_the_clinic_was_shown(record, ada, amy, cleo):
    day = local_day(record, timezone.now())
    verbs.record_check_in(record, day, {"signs.low_mood": 1}, by=ada, source="self", now=timezone.now())
    consent.note_clinic(record, by=ada, basis="self")
    for part in consent.PARTS:
        consent.share_part(record.memberships.get(user=None), part, show=True, by=ada)
    told = [
        program.client.get(f"{program.base}check-ins/").json()["results"][0].get("signs")
        for program in (Program(cleo, record), ClinicProgram(amy, record))
    ]

    assert told == [{"low_mood": 1}, None]


@pytest.mark.parametrize("verb", [Verb.MANAGE, Verb.CLOSE])
def test_the_door_lets_it_neither_say_who_sees_a_record_nor_end_one(record, amy, verb):
    token = ClinicProgram(amy, record).token
    token.user.token = token

    with pytest.raises(PermissionDenied, match="No program can do this"):
        open_record(token.user, record.pk, verb)


def test_it_stands_before_a_record_as_a_clinician_who_was_shown_no_part(record, ada, amy, cleo):
    token = ClinicProgram(amy, record).token
    token.user.token = token
    opened = open_record(token.user, record.pk, Verb.VIEW)

    assert (opened.role, opened.may_write, opened.has_team, opened.shares) == ("clinician", True, True, frozenset())
    assert measures_hidden(opened) == frozenset(PRIVATE)


def test_it_goes_on_when_whoever_let_it_in_leaves(record, amy):
    program = ClinicProgram(amy, record)
    Membership.objects.filter(user=amy).update(ends_at=timezone.now())
    amy.is_active = False
    amy.save()
    assert program.client.get(program.base).status_code == 200

    tokens.end(program.token, by=amy, now=timezone.now())
    assert refusal(program.client.get(program.base)) == (401, [("request", NOBODY)])


def test_it_was_let_in_with_both_factors_where_staff_need_them(record, amy, settings):
    with_one, with_both = ClinicProgram(amy, record), ClinicProgram(amy, record, two_factors=True)
    settings.STAFF_NEED_TWO_FACTORS = True

    told = "This token was made without a second step. Make another on the site."
    assert refusal(with_one.client.get(with_one.base)) == (403, [("request", told)])
    assert with_both.client.get(with_both.base).status_code == 200


def test_its_questions_are_counted_by_the_minute(record, amy, settings):
    settings.ALSWEAK_API_PER_MINUTE = 2
    program = ClinicProgram(amy, record)

    assert [program.client.get(program.base).status_code for _ask in range(3)] == [200, 200, 429]


def test_a_clinician_mends_what_it_wrote(record, amy, cleo):
    ClinicProgram(amy, record).send("put", f"events/{ONE}/", BODIES["events"])

    assert Program(cleo, record).send("delete", f"events/{ONE}/").status_code == 204
    assert Event.objects.get().status == "error"
