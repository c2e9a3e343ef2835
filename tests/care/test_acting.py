"""Signs are answered where they stand: in the list of a person, and wherever else a page holds them."""

import datetime as dt
import re
import uuid
import zoneinfo

import pytest
from django.urls import reverse
from django.utils import timezone

from care.answers import answer_sign
from care.models import Reply, SignAnswer, SignUndo
from people.clinics import join_clinic
from people.models import Clinic
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.care.said import entered
from tests.cast import person
from tests.reports.opened import opened, queries, text
from tests.symptoms.api.calls import Caller, refusal

DAY = dt.timedelta(days=1)
SIGNS = {"signs.morning_headache": 4, "signs.cannot_clear_phlegm": 3, "signs.coughing_with_food": 4}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def today(record, now):
    return local_day(record, now)


@pytest.fixture
def raised(record, ada, now, today):
    """R07, R09 and R11 of today."""
    verbs.record_check_in(record, today, SIGNS, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    return {"rule": "R07", "since": str(today)}


@pytest.fixture
def act(client, record, cleo):
    """Post to one of the pages as Cleo."""
    client.force_login(cleo)

    def act(page="respond_to_flag", *, script=False, **said):
        headers = {"HX-Request": "true"} if script else {}
        return client.post(reverse(page, args=[record.pk]), said, headers=headers)

    return act


def sign_of(response, record, rule="R07"):
    """What the page says of one sign."""
    html = re.search(rf'<li class="sign [^"]*" id="sign-{record.pk}-{rule}">.*?</li>', response.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html[0]).split())


def test_after_an_answer_the_same_sign_says_by_whom_and_when_at_once(act, record, cleo, raised, now):
    assert act(**raised, action="acknowledged").status_code == 302

    told = sign_of(opened(cleo, "dashboard", record), record)
    at = SignAnswer.objects.get().at.astimezone(zoneinfo.ZoneInfo("Europe/Berlin"))
    assert f"Seen by Cleo, {at.day} {at:%B %Y, %H:%M}" in told
    assert "Undo : Morning headaches" in told
    assert "Seen : Morning headaches" not in told


@pytest.mark.parametrize(
    ("action", "kept"),
    [
        ("acknowledged", ("acknowledged", "", None)),
        ("week", ("snoozed", "", 7)),
        ("visit", ("snoozed", "", 90)),
        ("known", ("closed", "known", None)),
        ("dealt_with", ("closed", "dealt_with", None)),
        ("not_so", ("closed", "not_so", None)),
    ],
)
def test_each_choice_is_one_press(act, raised, today, action, kept):
    act(**raised, action=action, note=" as we know ")

    answer = SignAnswer.objects.get()
    days = (answer.until - today).days if answer.until else None
    assert ((answer.action, answer.reason, days), answer.note) == (kept, "as we know")


def test_at_the_next_visit_is_its_day_where_one_is_named(act, raised, record, cleo, now, today):
    entered(record, cleo, today - 9 * DAY, next_visit=today + 20 * DAY, now=now)
    act(**raised, action="visit", note="")

    assert SignAnswer.objects.get().until == today + 20 * DAY


def test_another_reason_has_to_be_written_and_what_was_chosen_stays(act, raised):
    response = act(**raised, action="other", note="")

    assert (response.status_code, response.context["form"].errors) == (422, {"note": ["Write the reason in the note."]})
    assert response.context["form"]["action"].value() == "other"
    assert SignAnswer.objects.count() == 0
    act(**raised, action="other", note="Moved to another clinic")
    assert SignAnswer.objects.get().reason == "other"


@pytest.mark.parametrize("back", ["/patients/?group=today", "/patients/?page=2#top"])
def test_without_a_script_the_press_leads_back_to_the_same_sign_of_the_page_it_came_from(act, record, raised, back):
    response = act(**raised, action="acknowledged", next=back)

    assert response["Location"] == f"{back.partition('#')[0]}#sign-{record.pk}-R07"


@pytest.mark.parametrize("back", ["", "https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_never_leads_to_another_site(act, record, raised, back):
    response = act(**raised, action="acknowledged", next=back)

    assert response["Location"] == f"{reverse('dashboard', args=[record.pk])}#sign-{record.pk}-R07"


def test_a_script_is_led_to_the_sign_alone(act, client, record, raised):
    response = act(script=True, **raised, action="acknowledged", next="/patients/")

    assert response["Location"] == f"{reverse('sign', args=[record.pk, 'R07'])}?next=%2Fpatients%2F"
    page = client.get(response["Location"])
    assert "Seen by Cleo" in sign_of(page, record)
    assert 'name="next" value="/patients/"' in page.content.decode()
    assert "2 open" in text(page)


def test_an_undo_leaves_the_sign_open_and_both_in_the_history(act, client, record, cleo, raised):
    act(**raised, action="acknowledged", note="rang her")
    answer = SignAnswer.objects.get()
    for _twice in range(2):
        assert act("undo_answer", answer=answer.pk, next="/patients/").status_code == 302

    assert SignUndo.objects.count() == 1
    page = client.get(reverse("sign", args=[record.pk, "R07"]))
    assert "Nobody has answered it." in sign_of(page, record)
    history = text(page).partition("What was done")[2]
    assert re.search(r"Seen by Cleo, [^;“]*“rang her” ; undone by Cleo, ", history)


def test_a_sign_that_fires_again_says_what_was_answered_before(client, record, ada, cleo, now, today):
    client.force_login(cleo)
    for ago in (3, 0):
        moment = now - ago * DAY
        verbs.record_check_in(record, today - ago * DAY, SIGNS, by=ada, source="self", now=moment)
        maker.refresh(record.pk, now=moment)
        if ago:
            answer_sign(record, "R07", today - ago * DAY, "closed", reason="dealt_with", by=cleo, now=moment)

    told = sign_of(opened(cleo, "dashboard", record), record)
    assert "Before: Closed (dealt with) by Cleo" in told
    assert "Seen : Morning headaches" in told


@pytest.mark.parametrize("wrong", [{"rule": "R17"}, {"since": "2020-01-01"}])
def test_a_sign_that_is_not_in_the_report_any_more_is_not_answered_and_a_sentence_says_so(act, raised, wrong):
    said = {**raised, **wrong}
    response = act(**said, action="acknowledged")

    assert response.status_code == 422
    assert f"{said['rule']} was not raised on {said['since']}." in text(response)
    assert SignAnswer.objects.count() == 0


def test_a_press_that_arrives_twice_is_one_answer(act, raised):
    id = str(uuid.uuid4())
    assert [act(**raised, id=id, action="acknowledged").status_code for _ in range(2)] == [302, 302]
    response = act(**raised, id=id, action="known")

    assert "This id already belongs to another entry" in text(response)
    assert SignAnswer.objects.count() == 1


@pytest.mark.parametrize("page", ["respond_to_flag", "undo_answer", "reply_to_person"])
def test_who_only_looks_the_person_and_strangers_cannot_act(client, record, ada, ben, cleo, dan, clinic, raised, page):
    answer = answer_sign(record, "R07", local_day(record, timezone.now()), "acknowledged", by=cleo, now=timezone.now())
    rita, amy, far = person("Rita"), person("Amy"), person("Far")
    join_clinic(clinic, rita, by=None, role="reader")
    join_clinic(clinic, amy, by=None, role="admin")
    join_clinic(Clinic.objects.create(name="East Clinic"), far, by=None)
    said = {**raised, "action": "closed", "answer": answer.pk, "own": "Hello"}

    def posted(user):
        client.force_login(user)
        return client.post(reverse(page, args=[record.pk]), said).status_code

    assert [posted(user) for user in (ada, ben, rita, amy, far, dan)] == [403, 403, 403, 404, 404, 404]
    assert (SignAnswer.objects.count(), SignUndo.objects.count(), Reply.objects.count()) == (1, 0, 0)


def test_who_only_looks_reads_what_was_done_and_is_offered_nothing_to_press(record, cleo, clinic, raised):
    rita = person("Rita")
    join_clinic(clinic, rita, by=None, role="reader")
    answer_sign(record, "R07", local_day(record, timezone.now()), "acknowledged", by=cleo, now=timezone.now())

    told = sign_of(opened(rita, "dashboard", record), record)
    assert "Seen by Cleo" in told
    assert not re.search("Undo|Reply|Later", told)


def test_an_answer_that_there_is_not_is_neither_undone_nor_replied_to(act, raised):
    for page in ("undo_answer", "reply_to_person"):
        assert [act(page, answer=wanted).status_code for wanted in ("999999", "x", "", "-1")] == [404] * 4


def test_a_reply_is_chosen_from_the_clinics_or_written(act, record, raised):
    act(**raised, action="acknowledged")
    first = SignAnswer.objects.get()
    template = "We will call you about this."
    response = act("reply_to_person", answer=first.pk, template=template, own="", next="/patients/")
    assert response["Location"] == f"/patients/#sign-{record.pk}-R07"
    act(**raised, action="known")
    act("reply_to_person", answer=SignAnswer.objects.latest("pk").pk, template=template, own="See you on Monday.")

    assert list(Reply.objects.order_by("pk").values_list("text", flat=True)) == [template, "See you on Monday."]


def test_a_reply_without_words_or_to_one_that_has_a_reply_is_refused_in_words(act, raised):
    act(**raised, action="acknowledged")
    answer = SignAnswer.objects.get().pk
    empty = act("reply_to_person", answer=answer)
    long = act("reply_to_person", answer=answer, own="a" * 501)
    unknown = act("reply_to_person", answer=answer, template="not one of ours")
    assert [response.status_code for response in (empty, long, unknown)] == [422] * 3
    assert "Choose a reply, or write up to 500 letters." in text(empty)
    act("reply_to_person", answer=answer, own="Hello")
    assert "A reply was given already" in text(act("reply_to_person", answer=answer, own="Hello again"))
    assert Reply.objects.count() == 1


def test_the_dashboard_takes_as_many_queries_for_many_signs_and_answers_as_for_one(record, ada, cleo, now, today):
    verbs.record_check_in(record, today, {"signs.morning_headache": 4}, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    answer_sign(record, "R07", today, "acknowledged", by=cleo, now=now)
    one = queries(cleo, "dashboard", record)
    verbs.record_check_in(record, today, SIGNS, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    for rule in ("R07", "R09", "R11"):
        for _twice in range(2):
            answer_sign(record, rule, today, "acknowledged", by=cleo, now=now)

    assert queries(cleo, "dashboard", record) == one


# --- In the HTTP interface ---


def test_the_interface_takes_a_reason_and_a_note_and_an_id_that_makes_a_press_one_row(record, cleo, raised):
    caller = Caller(cleo, record)
    said = {**raised, "action": "closed", "reason": "other", "note": "Moved", "id": str(uuid.uuid4())}
    first, again = (caller.post("flags/", said) for _ in range(2))

    assert ([first.status_code, again.status_code], first.json()) == ([201, 200], again.json())
    (flag,) = (each for each in caller.get("flags/").json()["flags"] if each["rule"] == "R07")
    given = {"action": "closed", "until": None, "reason": "other", "note": "Moved", "by": "Cleo", "undone": None}
    answer = SignAnswer.objects.get()
    assert flag["state"] == "closed"
    assert flag["answers"] == [given | {"answer": answer.pk, "at": first.json()["at"]}]
    assert refusal(caller.post("flags/", said | {"reason": "known"}))[0] == 409


def test_the_interface_undoes_an_answer_and_keeps_it(record, ada, cleo, dan, raised):
    caller = Caller(cleo, record)
    answer = caller.post("flags/", {**raised, "action": "acknowledged"}).json()["answer"]
    assert [Caller(user, record).delete(f"flags/{answer}/").status_code for user in (ada, dan)] == [403, 404]
    assert [caller.delete(f"flags/{number}/").status_code for number in (answer, answer, 999_999)] == [204, 204, 404]

    (flag,) = (each for each in caller.get("flags/").json()["flags"] if each["rule"] == "R07")
    assert (flag["state"], [each["undone"]["by"] for each in flag["answers"]]) == ("open", ["Cleo"])


def test_what_the_team_wrote_for_itself_is_not_in_what_the_person_reads(record, ada, cleo, raised):
    Caller(cleo, record).post("flags/", {**raised, "action": "acknowledged", "note": "ask about sleep"})

    assert "ask about sleep" not in Caller(ada, record).get("flags/").content.decode()
    assert "ask about sleep" not in opened(ada).content.decode()
