"""The cast: Ada has ALS, Ben cares for her and writes, Cleo is her clinician, Dan is a stranger."""

import datetime as dt
import zoneinfo

import pytest

from people.models import Clinic, Membership, Patient, User

PASSWORD = "a long enough secret"
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
TODAY = NOW.date()


def person(name: str) -> User:
    return User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)


def new_patient(clinic: Clinic, reference: str, **fields: object) -> Patient:
    return Patient.objects.create(clinic=clinic, reference=reference, time_zone="Europe/Berlin", **fields)


@pytest.fixture
def clinic(db) -> Clinic:
    return Clinic.objects.create(name="North Clinic", time_zone="Europe/Berlin")


@pytest.fixture
def record(clinic) -> Patient:
    """Ada's record."""
    return new_patient(clinic, "A-1", name="Ada", birth_date=dt.date(1960, 5, 1))


@pytest.fixture
def ada(record) -> User:
    ada = person("Ada")
    Membership.objects.create(user=ada, patient=record, role="patient", access="write", granted_by=ada)
    return ada


@pytest.fixture
def ben(record, ada) -> User:
    ben = person("Ben")
    Membership.objects.create(user=ben, patient=record, role="caregiver", access="write", granted_by=ada)
    return ben


@pytest.fixture
def cleo(clinic) -> User:
    cleo = person("Cleo")
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician", access="write")
    return cleo


@pytest.fixture
def dan(db) -> User:
    """Signed in, with a record of his own at another clinic."""
    dan = person("Dan")
    elsewhere = new_patient(Clinic.objects.create(name="South Clinic"), "D-1", name="Dan")
    Membership.objects.create(user=dan, patient=elsewhere, role="patient", access="write", granted_by=dan)
    return dan
