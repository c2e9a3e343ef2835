"""A treatment that the clinic entered, and of which the person says that it ended."""

import pytest
from django.core.exceptions import PermissionDenied

from people.models import AuditEvent
from people.records import named_author
from symptoms.models import Treatment
from symptoms.models.base import Recorded
from symptoms.write import verbs
from symptoms.write.again import count_again
from tests.cast import NOW, TODAY
from tests.symptoms.write.said import DAY

pytestmark = pytest.mark.django_db
WORDS = {"kind": "riluzole", "label": "Riluzole Kim", "dose": "50 mg", "start": TODAY - 30 * DAY}
ENDED = WORDS | {"stop": TODAY, "stop_reason": "side_effects"}
STANDING, SUPERSEDED, IN_ERROR = Recorded.Status.STANDING, Recorded.Status.SUPERSEDED, Recorded.Status.ENTERED_IN_ERROR


@pytest.fixture
def riluzole(record, cleo):
    return verbs.record_treatment(record, by=cleo, source="clinician", now=NOW, **WORDS).entry


@pytest.fixture
def say(record):
    def say(by, row, source="self", **said):
        return verbs.record_treatment(record, by=by, source=source, now=NOW, supersedes=row, **said).entry

    return say


def rows() -> list[tuple]:
    found = Treatment.objects.order_by("pk").select_related("author")
    chain, row = [], next(row for row in found if row.supersedes_id is None)
    while row:
        chain.append((row.author.name, row.source, row.status, row.dose, row.stop, row.stop_reason))
        row = next((each for each in found if each.supersedes_id == row.pk), None)
    return chain


def test_it_is_ended_in_ones_own_name_with_all_else_as_it_was(ada, riluzole, say):
    ended = say(ada, riluzole, **ENDED)

    assert {name: getattr(ended, name) for name in ENDED} == ENDED
    assert rows() == [
        ("Cleo", "clinician", SUPERSEDED, "50 mg", None, ""),
        ("Ada", "self", STANDING, "50 mg", TODAY, "side_effects"),
    ]
    event = AuditEvent.objects.latest("pk")
    assert (event.user, event.verb, event.detail) == (
        ada,
        "write",
        f"treatment {ended.pk} ends treatment {riluzole.pk}",
    )


@pytest.mark.parametrize(
    "said",
    [WORDS | {"dose": "100 mg"}, ENDED | {"dose": "100 mg"}, ENDED | {"label": ""}, ENDED | {"start": TODAY}, WORDS],
)
def test_whatever_else_would_change_of_it_is_refused(ada, riluzole, say, said):
    with pytest.raises(PermissionDenied) as refused:
        say(ada, riluzole, **said)

    assert str(refused.value) == "Only Cleo can change what they wrote."
    assert rows() == [("Cleo", "clinician", STANDING, "50 mg", None, "")]


def test_of_an_ending_its_author_changes_the_day_and_the_reason_alone_and_another_nothing(ada, ben, riluzole, say):
    ended = say(ada, riluzole, **ENDED)
    later = say(ada, ended, **ENDED | {"stop": TODAY - DAY, "stop_reason": ""})

    for by, said in ((ada, ENDED | {"dose": "100 mg"}), (ada, WORDS), (ben, ENDED)):
        with pytest.raises(PermissionDenied):
            say(by, later, **said)
    assert [(who, stop) for who, _source, status, _dose, stop, _why in rows() if status == STANDING] == [
        ("Ada", TODAY - DAY)
    ]


def test_an_ending_that_is_taken_back_leaves_what_the_other_said_and_can_be_counted_again(record, ada, riluzole, say):
    ended = say(ada, say(ada, riluzole, **ENDED), **ENDED | {"stop": TODAY - DAY})
    for _twice in range(2):
        verbs.retract(ended, by=ada)
    back = Treatment.objects.standing().get()

    assert rows()[2:] == [
        ("Ada", "self", IN_ERROR, "50 mg", TODAY - DAY, "side_effects"),
        ("Cleo", "clinician", STANDING, "50 mg", None, ""),
    ]
    assert (back.made_at, AuditEvent.objects.latest("pk").detail) == (
        riluzole.made_at,
        f"treatment {back.pk} again as {riluzole.pk}",
    )

    ended.refresh_from_db()
    for _twice in range(2):
        count_again(ended, by=ada, now=NOW)
    assert rows()[3:] == [
        ("Cleo", "clinician", SUPERSEDED, "50 mg", None, ""),
        ("Ada", "self", STANDING, "50 mg", TODAY - DAY, "side_effects"),
    ]


def test_who_wrote_it_changes_it_again_where_the_ending_was_taken_back(ada, cleo, riluzole, say):
    verbs.retract(say(ada, riluzole, **ENDED), by=ada)
    say(cleo, Treatment.objects.standing().get(), source="clinician", **WORDS | {"dose": "100 mg"})

    assert rows()[-1] == ("Cleo", "clinician", STANDING, "100 mg", None, "")


def standing():
    return [row[:1] + row[3:] for row in rows() if row[2] == STANDING]


def test_of_ones_own_it_goes_on_and_its_next_mistake_is_all_of_it(cleo, riluzole, say):
    ended = say(
        cleo, say(cleo, riluzole, source="clinician", **ENDED), source="clinician", **ENDED | {"stop": TODAY - DAY}
    )
    for _twice in range(2):
        verbs.retract(ended, by=cleo)
    back = Treatment.objects.standing().get()

    assert standing() == [("Cleo", "50 mg", None, "")]
    verbs.retract(back, by=cleo)
    assert standing() == []


def test_what_says_more_than_that_it_ended_leaves_nothing(cleo, riluzole, say):
    verbs.retract(say(cleo, riluzole, source="clinician", **ENDED | {"dose": "100 mg"}), by=cleo)

    assert standing() == []


def test_whose_words_it_is_in_changes_what_another_ended_and_then_no_other_does(ada, ben, cleo, riluzole, say):
    ended = say(ada, riluzole, **ENDED)
    with pytest.raises(PermissionDenied):
        say(ben, ended, source="caregiver", **WORDS)
    later = say(cleo, ended, source="clinician", **ENDED | {"dose": "100 mg", "stop": TODAY - DAY})
    for by in (ada, ben):
        with pytest.raises(PermissionDenied):
            say(by, later, **ENDED | {"dose": "100 mg"})

    assert rows()[1:] == [
        ("Ada", "self", SUPERSEDED, "50 mg", TODAY, "side_effects"),
        ("Cleo", "clinician", STANDING, "100 mg", TODAY - DAY, "side_effects"),
    ]


def test_what_was_said_to_go_on_is_ended_again_and_each_ending_comes_back_in_its_name(ada, cleo, riluzole, say):
    going = say(cleo, say(ada, riluzole, **ENDED), source="clinician", **WORDS)
    again = say(ada, going, **ENDED | {"stop_reason": ""})
    verbs.retract(say(cleo, again, source="clinician", **ENDED | {"stop": TODAY - DAY}), by=cleo)
    assert standing() == [("Ada", "50 mg", TODAY, "")]

    verbs.retract(Treatment.objects.standing().get(), by=ada)
    assert standing() == [("Cleo", "50 mg", None, "")]


def test_what_came_in_a_file_goes_on_in_the_name_of_who_had_ended_it(record, ada, say):
    brought = verbs.record_treatment(record, by=named_author("Site", "1"), source="clinician", now=NOW, **WORDS).entry
    verbs.retract(say(ada, brought, **ENDED), by=ada)

    assert standing() == [("Ada", "50 mg", None, "")]
