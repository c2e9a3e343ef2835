"""Whether ``people.rights`` lets somebody of the cast in, worked out from what their request asked at the doors."""

import pytest

from people import access, operators
from people.refusal import refusal_of
from people.rights import OPERATOR, Channel, Of, Only, Standing, Verb, may
from tests import rights
from tests.rights_cast import API, OF_A_CLINIC, OF_A_PATIENT

Question = tuple[Of, Verb]
HERE = frozenset({Only.OF_THE_CLINIC})
# As what they stand before Ada's record, and in the clinic that keeps it or in another one.
BEFORE_THE_RECORD = {
    rights.ADA: Standing("patient"),
    rights.BEN: Standing("caregiver"),
    rights.EVE: Standing("caregiver", "read"),
    rights.CLEO: Standing("clinician", meets=HERE),
    rights.THEA: Standing("therapist", meets=HERE),
    rights.RITA: Standing("reader", "read", meets=HERE),
    rights.FAY: Standing("reader", "read"),
    rights.LAB: Standing("clinician", channel=Channel.WRITING_PROGRAM, meets=HERE),
    rights.FEED: Standing("clinician", channel=Channel.READING_PROGRAM, meets=HERE),
}
IN_ITS_CLINIC = {
    rights.CLEO: Standing("clinician"),
    rights.THEA: Standing("therapist"),
    rights.RITA: Standing("reader", "read"),
    rights.AMY: Standing("admin"),
}
IN_ANOTHER = dict.fromkeys((rights.FAY, rights.HOUR_OVER), Standing("clinician"))
OF_THE_SITE = {rights.OTTO: Standing(OPERATOR)}
OF_CLINICS = {Of.CLINIC, Of.EXERCISES, Of.EMERGENCY}
OF_RECORDS = (OF_A_PATIENT, API, "api/v1/patients/<uuid:pk>/")
# Where the right is that to one row, which is found among those that somebody may have: whose file or invitation it is.
OF_ONE_ROW = ("import/large/", "imports/<", "invitations/")
# What hangs on whether the person has an account is asked once the record is open (``people.asking.says_parts``).
ONCE_OPEN: dict[tuple[str, str], list[Question]] = {
    (method, f"{OF_A_PATIENT}{page}"): [(Of.OWN, Verb.MANAGE)]
    for page, methods in (("research/", ("POST",)), ("people/<int:grant_id>/parts/", ("GET", "POST")))
    for method in methods
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """What was asked at the doors, in order. They answer as ever."""
    noted: list[Question] = []

    def of_a_record(patient, standing, verb, of, *rest):
        noted.append((of, verb))
        return refusal_of(patient, standing, verb, of, *rest)

    def of_clinics(user, verb, of=Of.CLINIC):
        noted.append((of, verb))
        return clinics_of(user, verb, of)

    def of_the_site(standing, verb, of):
        noted.append((of, verb))
        return may(standing, verb, of)

    clinics_of = access.clinics_of
    monkeypatch.setattr(access, "refusal_of", of_a_record)
    monkeypatch.setattr(access, "clinics_of", of_clinics)
    monkeypatch.setattr(operators, "may", of_the_site)
    return noted


def comes_in(method: str, route: str, who: str, asked: list[Question]) -> bool:
    """Whether all that was asked is theirs. A record's page that asked nothing lets nobody in."""
    if route.startswith(OF_RECORDS):
        questions = asked + ONCE_OPEN.get((method, route), [])
        return bool(asked) and all(_is_theirs(question, who, IN_ITS_CLINIC) for question in questions)
    members = IN_ITS_CLINIC if route.startswith(OF_A_CLINIC) else IN_ITS_CLINIC | IN_ANOTHER
    # A page of no record opens, if any, their own: home, where they have one.
    return all(_is_theirs(question, who, members) for question in asked if question[0] in OF_CLINICS | {Of.SITE})


def _is_theirs(question: Question, who: str, members: dict[str, Standing]) -> bool:
    of, verb = question
    known = OF_THE_SITE if of == Of.SITE else members if of in OF_CLINICS else BEFORE_THE_RECORD
    standing = known.get(who)
    return standing is not None and may(standing, verb, of)
