"""Whatever a program sends: what the OpenAPI description allows is taken, what it does not is refused, and the answer
is one that is described; never an error of ours, and nothing of what is refused is written. Schemathesis makes up what
is sent; the same each time. More of it: ``python -m tests.bench.fuzz``."""

from collections import Counter

import pytest

from people.models import Membership
from tests import generated
from tests.cast import person
from tests.symptoms.api.test_bearer import Program
from tests.symptoms.api.test_programs_of_clinics import ClinicProgram

ROLES = ("patient", "caregiver", "clinician", "reader", "program of the clinic")
HOW_MANY = {generated.POSITIVE: 3, generated.NEGATIVE: 3}  # of each operation, for each role
MISTAKEN = ("patient", "clinician")  # of whom requests are made up that the description does not allow


@pytest.fixture(scope="module")
def described():
    return generated.operations()


@pytest.fixture
def secret(request, record, ada, ben, cleo, clinic, role, settings):
    """The token of a program of each: a person's, a caregiver's, a clinician's, one that reads for the clinic, and one
    of the clinic itself."""
    settings.ALSWEAK_API_PER_MINUTE = 1_000_000
    if role == "program of the clinic":
        return ClinicProgram(cleo, record).secret
    rita = person("Rita")
    Membership.objects.create(user=rita, clinic=clinic, role="reader", access="read")
    owner = {"patient": ada, "caregiver": ben, "clinician": cleo, "reader": rita}[role]
    return Program(owner, record, "read" if role == "reader" else "write").secret


@pytest.fixture
def there(record, ada, ben, cleo, role):
    """What an address can name: an entry of each kind, of whoever asks where they write."""
    author = {"caregiver": ben, "clinician": cleo}.get(role, ada)
    own = ClinicProgram(cleo, record) if role == "program of the clinic" else Program(author, record)
    return generated.there(record, own, cleo)


@pytest.mark.parametrize("role", ROLES)
def test_any_program_is_answered_as_it_is_described(described, secret, there, record, role):
    troubles: dict[str, dict[str, str]] = {}
    answered: Counter[int] = Counter()
    with generated.on_this_connection():
        for operation in described:
            for mode, number in HOW_MANY.items():
                if mode == generated.NEGATIVE and role not in MISTAKEN:
                    continue
                told = generated.ask(operation, mode, number, record, there, secret)
                answered += told.answered
                troubles |= {f"{operation.label} {mode.value}": told.differences} if told.differences else {}

    assert troubles == {}
    assert {200, 400} <= set(
        answered
    ) or role not in MISTAKEN  # it comes past the door, and as far as what is checked of a body
    assert bool({201, 204} & set(answered)) == (role != "reader")
