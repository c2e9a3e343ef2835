import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from care.answers import answer_sign, undo
from care.models import RepliesRead, Reply, ReplyTemplate
from care.replies import DEFAULTS, News, all_told, change_templates, mark_read, news, reply, templates_of
from clinical.need import Facts, Sign
from clinical.plain import plain
from clinical.rules import Level
from people.access import Verb, open_record
from people.models import AuditEvent, Clinic, Membership, User
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.record.days import local_day
from tests.cast import person
from tests.reports.opened import opened, queries, signed_in, text

RULES = ("R07", "R24", "R20")  # the last is told to others only where the person said so
LATER = "We will talk about this at your next visit."


@pytest.fixture
def now(ada, ben):
    """After the record was opened to them."""
    return timezone.now()


@pytest.fixture
def today(record, now):
    return local_day(record, now)


@pytest.fixture
def seen(record, cleo, now, today):
    """Say "seen" of a sign of today, with or without words."""
    maker.refresh(record.pk, now=now)
    signs = tuple(Sign(rule, Level.SOON, today, today) for rule in RULES)
    Report.objects.filter(patient=record).update(facts=plain(Facts(signs, last_day=today)))

    def seen(rule="R07", words="", by=cleo, at=now, **said):
        said = {"action": "acknowledged", **said}
        answer = answer_sign(record, rule, today, by=by, now=at, **said)
        if words:
            reply(answer, words, by=by, now=at)
        return answer

    return seen


def told(user, record):
    return [(each.sentence, each.replies) for each in news(open_record(user, record.pk, Verb.PROGRESS), user).seen]


def day_words(today):
    return f"{today.day} {today:%B %Y}"


def test_what_was_seen_is_told_to_the_person_and_to_who_helps_them_with_the_words(record, ada, ben, seen, today):
    seen(words=LATER)
    seen("R24")
    sentence = f"Seen by Cleo on {day_words(today)}: morning headaches; falls."

    assert told(ada, record) == told(ben, record) == [(sentence, (LATER,))]


def test_each_of_the_team_and_each_day_has_a_sentence(record, ada, cleo, seen, now, today):
    gus = person("Gus")
    seen("R07", by=gus)
    seen("R24", at=now + dt.timedelta(seconds=1))

    on = day_words(today)
    assert told(ada, record) == [
        (f"Seen by Gus on {on}: morning headaches.", ()),
        (f"Seen by Cleo on {on}: falls.", ()),
    ]


def test_it_is_told_until_somebody_says_that_they_have_read_it_and_to_each_reader_for_themselves(
    client, record, ada, ben, seen
):
    seen(words=LATER)
    client.force_login(ada)
    page = client.get(reverse("home"))
    assert f"{LATER} Thank you, read" in text(page)
    through = page.context["news"].through.isoformat()

    for _twice in range(2):
        response = client.post(reverse("told_read", args=[record.pk]), {"through": through})
        assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert (told(ada, record), len(told(ben, record))) == ([], 1)
    assert "Thank you, read" not in text(client.get(reverse("home")))


def test_what_comes_while_somebody_reads_is_told_the_next_time(record, ada, seen, now):
    seen()
    shown = news(open_record(ada, record.pk, Verb.PROGRESS), ada).through
    seen("R24", at=now + dt.timedelta(seconds=5))
    mark_read(open_record(ada, record.pk, Verb.PROGRESS), ada, shown, now=now + dt.timedelta(seconds=9))

    assert [sentence.partition(": ")[2] for sentence, _words in told(ada, record)] == ["falls."]


def test_words_that_come_after_seen_was_read_are_told_with_it_once_more(record, ada, cleo, seen, now):
    answer = seen()
    mark_read(open_record(ada, record.pk, Verb.PROGRESS), ada, now, now=now)
    assert told(ada, record) == []

    reply(answer, LATER, by=cleo, now=now + dt.timedelta(minutes=1))
    assert [words for _sentence, words in told(ada, record)] == [(LATER,)]


@pytest.mark.parametrize("through", ["", "yesterday", "2026-13-45T99:00", "2026-03-02T09:00"])
def test_a_moment_that_is_none_marks_nothing_as_read(client, record, ada, seen, through):
    seen()
    client.force_login(ada)
    client.post(reverse("told_read", args=[record.pk]), {"through": through})

    assert RepliesRead.objects.count() == 0


def test_nothing_to_come_is_read_beforehand(record, ada, seen, now):
    mark_read(open_record(ada, record.pk, Verb.PROGRESS), ada, now + dt.timedelta(days=900), now=now)
    seen(at=now + dt.timedelta(seconds=1))

    assert len(told(ada, record)) == 1


def test_what_was_put_off_or_undone_is_not_told(record, ada, cleo, seen, now, today):
    seen("R24", action="snoozed", until=today + dt.timedelta(days=7))
    undo(seen(), by=cleo, now=now)

    assert news(open_record(ada, record.pk, Verb.PROGRESS), ada) == News()


def test_who_was_let_in_later_is_not_told_what_was_seen_before(record, ada, seen, now):
    seen()
    eve, later = person("Eve"), now + dt.timedelta(microseconds=1)
    Membership.objects.create(
        user=eve, patient=record, role="caregiver", access="read", granted_by=ada, starts_at=later
    )

    assert told(eve, record) == []


def test_what_is_asked_in_private_is_told_to_others_only_where_the_person_said_so(record, ada, ben, seen):
    seen("R20", words="Please call us about this.")

    def readers():
        return [len(told(user, record)) for user in (ada, ben)]

    assert readers() == [1, 0]
    Membership.objects.filter(user=ben).update(shares=["mood"])
    assert readers() == [1, 1]


@pytest.mark.parametrize("looks", [{}, {"hide_charts": True}, {"large": True}, {"calm": True}])
def test_it_stands_above_everything_else_in_every_look(record, ada, seen, looks):
    seen(words=LATER)
    User.objects.filter(pk=ada.pk).update(**looks)
    page = text(opened(ada))

    assert page.index("Hello Ada") < page.index("Seen by Cleo") < page.index(LATER) < page.index("Begin")


def test_nobody_is_told_by_mail(record, ada, seen, mailoutbox):
    seen(words=LATER)

    assert mailoutbox == []


def test_all_of_it_stays_in_the_list_under_more(record, ada, ben, cleo, seen, now):
    kept = seen(words=LATER)
    undo(seen("R24", words="Please call us about this."), by=cleo, now=now)
    undo(seen("R24"), by=cleo, now=now)
    mark_read(open_record(ada, record.pk, Verb.PROGRESS), ada, now, now=now)

    page = text(opened(ada, "told", record))
    assert page.count("Seen by Cleo") == 2
    assert f"morning headaches. {LATER}" in page
    assert "falls. Please call us about this. Taken back on" in page
    assert reverse("told", args=[record.pk]) in opened(ada, "entries_elsewhere", record).content.decode()
    assert kept in all_told(open_record(ben, record.pk, Verb.PROGRESS), ben)


def test_a_stranger_reads_none_of_it(record, dan, seen):
    seen(words=LATER)

    assert opened(dan, "told", record).status_code == 404
    assert signed_in(dan).post(reverse("told_read", args=[record.pk])).status_code == 404


def test_the_first_page_takes_as_many_queries_for_thirty_as_for_one(record, ada, seen):
    seen(words=LATER)
    one = queries(ada, "home")
    for _number in range(29):
        seen(words=LATER)

    assert queries(ada, "home") == one


def test_a_reply_is_one_an_answer_and_the_same_twice_is_one(cleo, seen, now):
    answer = seen()
    for _twice in range(2):
        reply(answer, f" {LATER} ", by=cleo, now=now)
    with pytest.raises(ValidationError, match="A reply was given already"):
        reply(answer, "Thank you. We have read this.", by=cleo, now=now)

    assert list(Reply.objects.values_list("answer", "text", "by")) == [(answer.pk, LATER, cleo.pk)]
    assert AuditEvent.objects.filter(detail=f"reply to signanswer {answer.pk}").count() == 1


@pytest.mark.parametrize("words", ["", "  ", "a" * 501])
def test_a_reply_has_words_and_not_too_many(cleo, seen, now, words):
    with pytest.raises(ValidationError, match="Choose a reply, or write up to 500 letters"):
        reply(seen(), words, by=cleo, now=now)
    assert Reply.objects.count() == 0


def test_nothing_is_said_with_an_answer_that_tells_nothing(cleo, seen, now, today):
    undone = seen("R24")
    undo(undone, by=cleo, now=now)
    put_off = seen(action="snoozed", until=today + dt.timedelta(days=1))

    for answer in (undone, put_off):
        with pytest.raises(ValidationError, match="tells the person nothing"):
            reply(answer, LATER, by=cleo, now=now)
    assert Reply.objects.count() == 0


# --- What a clinic often replies ---


def test_a_clinic_without_own_replies_offers_ours_in_its_language(clinic):
    assert templates_of(clinic) == [str(each) for each in DEFAULTS]
    clinic.language = "de"
    assert templates_of(clinic)[0] == "Danke. Wir haben das gelesen."


def test_who_runs_the_clinic_writes_its_replies_and_takes_them_back(client, clinic):
    amy = person("Amy")
    Membership.objects.create(user=amy, clinic=clinic, role="admin", access="write")
    client.force_login(amy)
    path = reverse("clinic_replies", args=[clinic.pk])
    assert f'href="{path}"' in client.get(reverse("clinic", args=[clinic.pk])).content.decode()

    client.post(path, {"texts": "We call you.\n\n  We write to you. \nWe call you."})
    assert templates_of(clinic) == ["We call you.", "We write to you."]
    assert templates_of(Clinic.objects.create(name="South Clinic")) == [str(each) for each in DEFAULTS]
    assert AuditEvent.objects.filter(user=amy, detail=f"clinic {clinic.pk} replies").count() == 1
    client.post(path, {"texts": " "})
    assert templates_of(clinic) == [str(each) for each in DEFAULTS]


@pytest.mark.parametrize(
    ("texts", "refused"),
    [
        ("\n".join(map(str, range(13))), "At most 12 replies."),
        ("a" * 501, f"“{'a' * 40}…” has more than 500 letters."),
    ],
)
def test_too_many_and_too_long_ones_are_refused_and_stay_to_be_mended(client, clinic, texts, refused):
    amy = person("Amy")
    Membership.objects.create(user=amy, clinic=clinic, role="admin", access="write")
    client.force_login(amy)
    response = client.post(reverse("clinic_replies", args=[clinic.pk]), {"texts": texts})

    assert (response.status_code, response.context["form"].errors) == (422, {"texts": [refused]})
    assert response.context["form"]["texts"].value() == texts
    assert ReplyTemplate.objects.count() == 0


def test_the_same_replies_again_change_nothing(clinic, cleo):
    for _twice in range(2):
        change_templates(clinic, ["We call you."], by=cleo)

    assert AuditEvent.objects.filter(verb="change clinic").count() == 1
