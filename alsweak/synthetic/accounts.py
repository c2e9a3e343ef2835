"""Who signs in to the demo, and whoever else says something in a synthetic record. None of them has a password."""

from people.clinics import join_clinic
from people.consent import grant
from people.models import Clinic, Membership, Patient, User

DEMO_CLINIC = "Demo clinic"
SAID_OF_ITSELF = {  # numbers that are kept for fiction: nobody's telephone rings
    "telephone": "+1 202-555-0100",
    "out_of_hours": "+1 202-555-0101",
    "emergency_number": "555-0199",
    "crisis_line": "+1 202-555-0188",
    "reading_hours": "Monday to Friday, 9 to 12",
}
EMAILS = {  # the one-press sign-ins
    "patient": "ada@demo.invalid",
    "caregiver": "ben@demo.invalid",
    "clinician": "cleo@demo.invalid",
    "therapist": "thea@demo.invalid",
}


def account(email: str, name: str) -> User:
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, name=name)


def clinician_of(clinic: Clinic, email: str, name: str, role: str = Membership.Role.CLINICIAN) -> User:
    user = account(email, name)
    join_clinic(clinic, user, by=None, role=role)
    return user


def writer(patient: Patient, email: str, name: str, role: Membership.Role) -> User:
    """An account that may write in this record, granted by the person themselves."""
    user = account(email, name)
    grant(patient, user, role=role, access=Membership.Access.WRITE, by=user)
    return user
