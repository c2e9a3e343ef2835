"""An entry is corrected or taken back by its author, once, and stays on record."""

from tests.symptoms.api.calls import BODIES, Caller, refusal
from tests.symptoms.api.kinds import MODELS, ONE, every_kind

GONE = ("request", "This entry was already corrected or taken back; nothing was saved. Look at it again.")


@every_kind
def test_an_entry_taken_back_no_longer_counts_but_is_not_gone(record, ada, kind):
    ada = Caller(ada, record)
    ada.put(f"{kind}/{ONE}/", BODIES[kind])

    assert [ada.delete(f"{kind}/{ONE}/").status_code for _ in range(2)] == [204, 204]
    assert ada.get(f"{kind}/").json()["results"] == []
    assert ada.get(f"{kind}/{ONE}/").json()["status"] == "error"


@every_kind
def test_only_its_author_changes_an_entry(record, ada, ben, kind):
    Caller(ada, record).put(f"{kind}/{ONE}/", BODIES[kind])
    ben = Caller(ben, record)
    refused = (403, [("request", "Only Ada can change what they wrote.")])

    assert refusal(ben.delete(f"{kind}/{ONE}/")) == refused
    assert refusal(ben.post(f"{kind}/{ONE}/correction/", BODIES[kind])) == refused
    assert MODELS[kind].objects.get().status == "standing"


@every_kind
def test_a_correction_is_a_new_entry_in_place_of_the_old(record, ada, kind):
    ada = Caller(ada, record)
    old = ada.put(f"{kind}/{ONE}/", BODIES[kind]).json()
    new = ada.post(f"{kind}/{ONE}/correction/", BODIES[kind])

    assert new.status_code == 201
    assert new.json() == old | {"id": new.json()["id"], "made_at": new.json()["made_at"]}
    assert ada.get(f"{kind}/").json()["results"] == [new.json()]
    assert ada.get(f"{kind}/{ONE}/").json() == old | {"status": "superseded"}


@every_kind
def test_what_was_corrected_before_is_neither_corrected_nor_taken_back_again(record, ada, kind):
    ada = Caller(ada, record)
    ada.put(f"{kind}/{ONE}/", BODIES[kind])
    ada.post(f"{kind}/{ONE}/correction/", BODIES[kind])

    assert refusal(ada.post(f"{kind}/{ONE}/correction/", BODIES[kind])) == (409, [GONE])
    assert refusal(ada.delete(f"{kind}/{ONE}/")) == (409, [GONE])
    assert MODELS[kind].objects.standing().count() == 1


def test_a_correction_leaves_nothing_of_what_was_said(record, ada):
    ada = Caller(ada, record)
    before = {"confirmed_same": ["weakness"], "not_known": {"speech": "cannot_tell"}, "source": "helped"}
    ada.put(f"check-ins/{ONE}/", BODIES["check-ins"] | before)
    new = ada.post(f"check-ins/{ONE}/correction/", {"day": "2026-03-02", "weakness": {"hand.right": 2}}).json()

    said = {name: new.get(name) for name in ("source", "weakness", "fatigue", "confirmed_same", "not_known")}
    assert said == {
        "source": "helped",
        "weakness": {"hand.right": 2},
        "fatigue": None,
        "confirmed_same": [],
        "not_known": {},
    }


def test_a_correction_keeps_its_day(record, ada):
    ada = Caller(ada, record)
    ada.put(f"check-ins/{ONE}/", BODIES["check-ins"])
    moved = ada.post(f"check-ins/{ONE}/correction/", BODIES["check-ins"] | {"day": "2026-03-01"})

    kept = "A correction keeps this as it was. Take the entry back, and write it anew."
    assert refusal(moved) == (400, [("day", kept)])
