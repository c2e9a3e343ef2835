"""An entry is put under an id: the same again is one row, and an id in use for something else is refused."""

import uuid

from people.models import Membership
from tests.symptoms.api.calls import BODIES, Caller, answer, refusal
from tests.symptoms.api.kinds import MODELS, ONE, every_kind

IN_USE = ("id", "This id already belongs to another entry; nothing was saved. Send it again with a new id.")


@every_kind
def test_the_same_put_again_is_one_row_and_the_same_answer(record, ada, kind):
    ada = Caller(ada, record)
    first = ada.put(f"{kind}/{ONE}/", BODIES[kind])
    again = ada.put(f"{kind}/{ONE}/", BODIES[kind])

    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert ada.get(f"{kind}/{ONE}/").json() == first.json()
    assert MODELS[kind].objects.count() == 1


@every_kind
def test_what_comes_out_may_be_put_again(record, ada, kind):
    ada = Caller(ada, record)
    said = ada.put(f"{kind}/{ONE}/", BODIES[kind]).json()

    assert answer(ada.put(f"{kind}/{ONE}/", said)) == (200, said)


@every_kind
def test_an_id_in_use_for_something_else_is_refused(record, ada, kind):
    ada = Caller(ada, record)
    ada.put(f"{kind}/{ONE}/", BODIES[kind])
    day = next(name for name in ("day", "start", "month") if name in BODIES[kind])

    assert refusal(ada.put(f"{kind}/{ONE}/", BODIES[kind] | {day: "2026-02-01"})) == (409, [IN_USE])
    assert MODELS[kind].objects.count() == 1


@every_kind
def test_an_id_of_another_patient_is_refused_and_not_shown(record, ada, dan, kind):
    elsewhere = Membership.objects.get(user=dan).patient
    dan = Caller(dan, elsewhere)
    Caller(ada, record).put(f"{kind}/{ONE}/", BODIES[kind])

    assert refusal(dan.put(f"{kind}/{ONE}/", BODIES[kind])) == (409, [IN_USE])
    assert dan.get(f"{kind}/{ONE}/").status_code == 404


def test_an_id_in_the_body_has_to_be_the_one_in_the_address(record, ada):
    response = Caller(ada, record).put(f"check-ins/{ONE}/", BODIES["check-ins"] | {"id": str(uuid.uuid4())})

    assert refusal(response) == (400, [("id", "This is not the id in the address.")])
