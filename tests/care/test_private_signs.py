"""A sign that the person does not show to somebody is not shown at any way out of what the care team does about it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from care import places
from care.answers import answer_sign
from care.asked import Asked
from care.listed import counts, ordered, people
from care.models import Place, SignAnswer
from care.replies import all_told, news
from clinical.need import Facts, Group
from people import consent
from people.access import Verb, open_record
from people.consent import Part
from people.models import Membership
from reports.summary import flags_for, outline_for, summary_for
from reports.worklist import rows
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.read.private import rules_hidden
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import person
from tests.reports.opened import opened, signed_in, text
from tests.symptoms.api.calls import Caller, answer

MOOD, STRAIN = "R27", "R30"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def record(record):
    """Their day is that of the list, which has one for everybody."""
    record.time_zone = "UTC"
    record.save(update_fields=["time_zone"])
    return record


@pytest.fixture
def today(record, now):
    return local_day(record, now)


@pytest.fixture
def told(record, ada, ben, now, today):
    """Ada has thought of self-harm, an emergency, and Ben can't keep it up; the clinic keeps the record."""
    verbs.record_check_in(record, today, {"signs.self_harm": 1}, by=ada, source="self", now=now)
    strained = {"signs.caregiver_cannot_go_on": 1}
    verbs.record_check_in(record, today, strained, by=ben, source="caregiver", now=now)
    consent.note_clinic(record, by=ada, basis="self")
    maker.refresh(record.pk, now=now)
    record.refresh_from_db()
    return record


def shares(record, *parts, user=None):
    consent.share_parts(record.memberships.current().get(user=user), parts, by=None)


def raised(record):
    return {sign.rule: sign.since for sign in Facts.from_json(Report.objects.get(patient=record).facts).signs}


def hides(user, record):
    return rules_hidden(open_record(user, record.pk, Verb.VIEW), user)


def listed(user, **asked):
    wanted = Asked(**asked)
    places.catch_up(timezone.now())
    found = people(user, wanted, timezone.now())
    number = {group for group, many in counts(found).items() if many}
    lines = rows(ordered(found, wanted), user, timezone.now())
    return number, {sign.rule for row in lines if row.need for sign in row.need.waiting}


# --- The list ---


def test_a_private_sign_moves_nobody_in_the_list_until_it_is_shown_to_the_clinic(told, cleo):
    assert raised(told).keys() == {MOOD, STRAIN}
    assert listed(cleo) == ({Group.NOTHING}, set())
    assert (Place.objects.get().pressing, Place.objects.get().level) == (0, None)

    shares(told, Part.CAREGIVER)
    assert listed(cleo) == ({Group.WEEK}, {STRAIN})
    shares(told, Part.MOOD)
    assert listed(cleo) == ({Group.TODAY}, {MOOD})
    shares(told)
    assert listed(cleo) == ({Group.NOTHING}, set())


def test_nor_does_a_filter_by_level_find_it(told, cleo):
    shares(told, Part.MOOD)
    assert listed(cleo, level="emergency")[0] == {Group.TODAY}
    shares(told)
    assert listed(cleo, level="emergency")[0] == set()


def test_nor_does_the_file_of_the_list_tell_of_it(told, cleo):
    def file():
        client = signed_in(cleo)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
        session.save()
        places.catch_up(timezone.now())
        return client.get(reverse("worklist_file")).getvalue().decode().splitlines()[1].split(",")[4:6]

    assert file() == ["nothing", '"Due: Breathing test']
    shares(told, Part.MOOD)
    assert file()[0] == "today"


def test_who_has_a_grant_of_their_own_finds_nobody_moved_by_what_the_clinic_is_shown(told, ada, cleo, now):
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=told, role="reader", access="read", granted_by=ada)
    shares(told, Part.MOOD, Part.CAREGIVER)

    assert listed(cleo) == ({Group.TODAY}, {MOOD, STRAIN})
    assert listed(eve) == ({Group.NOTHING}, set())


def test_a_place_to_which_it_does_not_matter_is_not_made_again(record, ada, now):
    consent.note_clinic(record, by=ada, basis="self")
    maker.refresh(record.pk, now=now)
    assert places.catch_up(now) == 1

    shares(record, Part.MOOD)
    assert places.catch_up(now) == 0


# --- The page of a sign, and acting on it ---


def test_its_page_reads_as_if_it_had_never_been_raised(told, cleo, today):
    shares(told, Part.MOOD)
    answer_sign(told, MOOD, raised(told)[MOOD], "acknowledged", by=cleo, now=timezone.now(), note="Called at once.")
    assert "Called at once." in text(signed_in(cleo).get(reverse("sign", args=[told.pk, MOOD])))

    shares(told)
    page = text(signed_in(cleo).get(reverse("sign", args=[told.pk, MOOD])))
    assert "this sign does not stand by the latest answers" in page
    assert [words for words in ("Called at once.", "Seen by", "What it is from", "self-harm") if words in page] == []


@pytest.mark.parametrize("rule", [MOOD, STRAIN])
def test_an_answer_to_it_is_refused_as_to_one_that_was_not_raised(told, cleo, rule):
    said = {"rule": rule, "since": str(raised(told)[rule]), "action": "acknowledged"}

    def press():
        page = signed_in(cleo).post(reverse("respond_to_flag", args=[told.pk]), said)
        return page.status_code, answer(Caller(cleo, told).post("flags/", said))[0]

    assert press() == (422, 400)
    assert SignAnswer.objects.count() == 0
    shares(told, Part.MOOD, Part.CAREGIVER)
    assert press() == (302, 201)


def test_an_answer_that_was_given_before_can_neither_be_replied_to_nor_undone(told, cleo):
    given = answer_sign(told, MOOD, raised(told)[MOOD], "acknowledged", by=cleo, now=timezone.now())
    client = signed_in(cleo)
    pages = [
        client.post(reverse("undo_answer", args=[told.pk]), {"answer": given.pk}),
        client.get(reverse("reply_to_person", args=[told.pk]), {"answer": given.pk}),
        Caller(cleo, told).delete(f"flags/{given.pk}/"),
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]


# --- What is told back, and what is read at once ---


def test_what_the_team_saw_is_told_to_whom_the_sign_is_shown(told, ada, ben, cleo):
    eve = person("Eve")
    Membership.objects.create(user=eve, patient=told, role="caregiver", access="write", granted_by=ada)
    for rule in (MOOD, STRAIN):
        answer_sign(told, rule, raised(told)[rule], "acknowledged", by=cleo, now=timezone.now())

    def read(user):
        record = open_record(user, told.pk, Verb.PROGRESS)
        kept = {row.rule for row in all_told(record, user)}
        words = " ".join(each.sentence for each in news(record, user).seen)
        return kept, [name for name in ("low mood", "caregiver") if name in words]

    assert [read(user)[0] for user in (ada, ben, eve)] == [{MOOD}, {STRAIN}, set()]
    assert len(news(open_record(eve, told.pk, Verb.PROGRESS), eve).seen) == 0
    assert read(ada)[1] == ["low mood"]


def test_what_follows_from_an_entry_at_once_is_filtered_too(told, ada, ben, cleo, today, now):
    Report.objects.filter(patient=told).delete()

    def groups(user):
        return [str(words) for group in flags_for(told, today, hides(user, told))[1] for words in group.texts]

    assert groups(cleo) == []
    assert (len(groups(ada)), len(groups(ben))) == (1, 1)
    assert groups(ada) != groups(ben)


@pytest.mark.parametrize("read", [outline_for, summary_for])
def test_who_does_not_say_as_whom_they_read_is_told_of_no_private_sign(told, read):
    found = read(told)

    assert (found.report.flags, found.states, found.lives) == ((), {}, {})


def test_the_screen_of_a_clinician_counts_only_what_they_are_shown(told, cleo):
    def page():
        return text(opened(cleo, "dashboard", told))

    assert "Signs: none waits for an answer" in page()
    shares(told, Part.MOOD)
    assert "Signs: 1 waits for an answer" in page()
