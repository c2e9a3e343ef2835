"""A day's medicines, said in a press by the person and by who helps."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from care.models import TreatmentDay
from care.treatments.write import say_of_day
from people.models import AuditEvent
from symptoms.write import verbs
from tests.care.treatments.taking import medicine, page_of, today_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(record):
    return today_of(record)


@pytest.fixture
def riluzole(record, ada):
    return medicine(record, ada, dose="50 mg")


@pytest.fixture
def baclofen(record, ada):
    return medicine(record, ada, "symptom_medicine", detail="spasm", label="Baclofen")


def stands():
    rows = TreatmentDay.objects.standing().order_by("day", "treatment__start", "treatment__label", "author__name")
    return [(row.author.name, row.treatment.kind, row.taken, row.why_not) for row in rows]


def lines(client, path):
    """What the list says of each medicine, and its buttons."""
    page = client.get(path).content.decode()
    shown = re.findall(r'class="choice[^>]*>(.*?)</(?:a|button)>', page, re.S)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in shown]


def test_all_taken_is_one_press_and_again_it_changes_nothing(client, record, ada, riluzole, baclofen, today):
    medicine(record, ada, "niv")
    client.force_login(ada)
    assert lines(client, page_of(record)) == ["All taken", "Riluzole, 50 mg", "Baclofen"]
    for _press in range(3):
        after = client.post(page_of(record, today), {"answer": "all"}).headers["Location"]

    assert after == f"{page_of(record, today)}?kept=all"
    assert stands() == [("Ada", "riluzole", True, ""), ("Ada", "symptom_medicine", True, "")]
    assert lines(client, after) == ["Riluzole, 50 mg ✓ taken", "Baclofen ✓ taken", "Undo"]
    wrote = AuditEvent.objects.filter(detail__startswith="treatmentday")
    assert [(event.verb, event.user) for event in wrote] == [("write", ada)] * 2


def test_undo_takes_back_what_the_last_press_said_and_no_more(client, record, ada, riluzole, baclofen, today):
    client.force_login(ada)
    client.post(page_of(record, today, baclofen.pk), {"answer": "not_taken"})
    client.post(page_of(record, today), {"answer": "all"})
    press = TreatmentDay.objects.standing().get(taken=True).pk
    for _press in range(3):
        assert client.post(page_of(record, today), {"undo": press}).status_code == 302

    assert stands() == [("Ada", "symptom_medicine", False, "")]
    assert lines(client, page_of(record)) == ["All taken", "Riluzole, 50 mg", "Baclofen – not taken", "Undo"]


def test_undo_leaves_what_else_was_said_of_the_day(client, record, ada, riluzole, today):
    say_of_day(riluzole, today, {"troubles": ["nausea"]}, by=ada, source="self", now=timezone.now())
    client.force_login(ada)
    client.post(page_of(record, today), {"answer": "all"})
    client.post(page_of(record, today), {"undo": TreatmentDay.objects.standing().get().pk})

    assert [(row.taken, row.troubles) for row in TreatmentDay.objects.standing()] == [(None, "nausea")]


def test_one_that_was_not_taken_is_said_with_a_reason_or_without(client, record, ada, riluzole, baclofen, today):
    client.force_login(ada)
    at = page_of(record, today, riluzole.pk)
    why = client.post(at, {"answer": "not_taken"}).headers["Location"]
    assert why == f"{at}?why"
    assert lines(client, why) == [
        f"{reason} (answer {number})"
        for number, reason in enumerate(
            ("Forgot", "Side effects", "Hard to swallow", "Ran out", "Chose not to", "Another reason"), start=1
        )
    ]
    assert client.post(why, {"answer": "skip"}).headers["Location"] == page_of(record, today)
    assert stands() == [("Ada", "riluzole", False, "")]
    after = client.post(why, {"answer": "ran_out"}).headers["Location"]

    assert stands() == [("Ada", "riluzole", False, "ran_out")]
    assert "Kept. Riluzole, 50 mg: not taken (Ran out)" in client.get(after).content.decode()
    assert lines(client, after) == ["All taken", "Riluzole, 50 mg – not taken (Ran out)", "Baclofen", "Undo"]


def test_an_answer_is_changed_and_taken_back(client, record, ada, riluzole, today):
    client.force_login(ada)
    at = page_of(record, today, riluzole.pk)
    client.post(at, {"answer": "forgot"})
    client.post(at, {"answer": "taken"})
    assert stands() == [("Ada", "riluzole", True, "")]
    for _press in range(2):
        assert client.post(at, {"answer": "take_back"}).headers["Location"] == page_of(record, today)

    assert stands() == []
    assert [row.status for row in TreatmentDay.objects.order_by("made_at")] == ["superseded", "error"]


def test_ada_and_ben_each_say_their_own_and_read_the_others(client, record, ada, ben, riluzole, baclofen, today):
    client.force_login(ben)
    assert "Did Ada take the medicines today?" in client.get(page_of(record)).content.decode()
    client.post(page_of(record, today), {"answer": "all"})
    client.force_login(ada)
    client.post(page_of(record, today, riluzole.pk), {"answer": "forgot"})

    assert "Did you take your medicines today?" in client.get(page_of(record)).content.decode()
    assert lines(client, page_of(record)) == [
        "All taken",
        "Riluzole, 50 mg Ben wrote: taken – not taken (Forgot)",
        "Baclofen Ben wrote: taken",
        "Undo",
    ]
    client.force_login(ben)
    assert lines(client, page_of(record)) == [
        "Riluzole, 50 mg Ada wrote: not taken (Forgot) ✓ taken",
        "Baclofen ✓ taken",
        "Undo",
    ]


def test_yesterday_is_said_on_its_own_page_and_no_day_to_come(client, record, ada, riluzole, today):
    yesterday, tomorrow = (today + dt.timedelta(days) for days in (-1, 1))
    client.force_login(ada)
    days = client.get(f"{page_of(record)}days/").content.decode()
    assert re.findall(r"/medicines/([\d-]{10})/", days) == [str(today - dt.timedelta(n)) for n in range(7)]
    client.post(page_of(record, yesterday), {"answer": "all"})

    assert [(row.day, row.taken) for row in TreatmentDay.objects.all()] == [(yesterday, True)]
    assert client.get(page_of(record, tomorrow)).status_code == 404
    assert client.post(page_of(record, tomorrow), {"answer": "all"}).status_code == 404


def test_what_was_stopped_or_not_begun_is_not_on_the_list_of_a_day(client, record, ada, riluzole, today):
    medicine(record, ada, "edaravone", stop=today - dt.timedelta(2))
    later = medicine(record, ada, "symptom_medicine", ago=0)
    client.force_login(ada)
    before = page_of(record, today - dt.timedelta(2))

    assert lines(client, page_of(record)) == ["All taken", "Riluzole, 50 mg", "Medicine for a symptom"]
    assert lines(client, before) == ["All taken", "Riluzole, 50 mg", "Edaravone"]
    assert client.get(page_of(record, today - dt.timedelta(2), later.pk)).status_code == 404


def test_an_address_of_a_medicine_that_was_corrected_since_leads_to_what_stands(client, record, ada, riluzole, today):
    client.force_login(ada)
    client.post(page_of(record, today), {"answer": "all"})
    medicine(record, ada, dose="100 mg", supersedes=riluzole)

    assert lines(client, page_of(record)) == ["Riluzole, 100 mg ✓ taken", "Undo"]
    client.post(page_of(record, today, riluzole.pk), {"answer": "forgot"})
    assert stands() == [("Ada", "riluzole", False, "forgot")]


def test_a_list_of_many_goes_on_from_page_to_page(client, record, ada, today):
    for number in range(9):
        medicine(record, ada, "symptom_medicine", label=f"Medicine {number}", ago=20 - number)
    client.force_login(ada)
    pages = [lines(client, f"{page_of(record, today)}?from={start}") for start in (0, 4, 8)]
    client.post(page_of(record, today), {"answer": "all"})

    assert [[line for line in page if "Medicine " in line] for page in pages] == [
        [f"Medicine {number}" for number in range(start, min(start + 4, 9))] for start in (0, 4, 8)
    ]
    assert [page[-1] for page in pages] == ["More medicines", "More medicines", "Back to the first medicines"]
    assert len(stands()) == 9
    ninth = record.treatments.get(label="Medicine 8")
    after = client.post(page_of(record, today, ninth.pk), {"answer": "skip"}).headers["Location"]
    assert after == f"{page_of(record, today)}?from=8"


def test_without_a_medicine_nothing_is_asked(client, record, ada, today):
    client.force_login(ada)
    page = client.get(page_of(record)).content.decode()

    assert "No medicine is on record for this day." in page
    assert client.post(page_of(record, today), {"answer": "all"}).status_code == 302
    assert stands() == []


def test_an_answer_that_is_not_offered_is_refused_in_words(client, record, ada, riluzole, today):
    client.force_login(ada)
    page = client.post(page_of(record, today, riluzole.pk), {"answer": "nonsense"}, follow=True)

    assert page.redirect_chain == [(page_of(record, today), 302)]
    assert "nonsense" in page.content.decode()
    assert stands() == []


def test_the_first_page_leads_there_while_a_medicine_goes_on(client, record, ada, today):
    day = today - dt.timedelta(1)
    verbs.record_check_in(record, day, {"fatigue.now": 2}, by=ada, source="self", now=timezone.now())
    verbs.record_function_check(record, day, {"function.speech": 4}, by=ada, source="self", now=timezone.now())
    client.force_login(ada)
    assert page_of(record) not in client.get("/").content.decode()
    medicine(record, ada)

    assert page_of(record) in client.get("/").content.decode()


def test_the_queries_do_not_grow_with_medicines_days_or_authors(client, record, ada, ben, today):
    def queries(path):
        client.force_login(ada)
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    def pages(one):
        paths = [page_of(record), page_of(record, today, one.pk), f"{page_of(record)}?month={today:%Y-%m}"]
        return [queries(path) for path in paths]

    one = medicine(record, ada)
    say_of_day(one, today, {"taken": True}, by=ada, source="self", now=timezone.now())
    few = pages(one)
    for number in range(5):
        more = medicine(record, ada, "symptom_medicine", label=f"Medicine {number}")
        for ago in range(4):
            for who, source in ((ada, "self"), (ben, "caregiver")):
                day = today - dt.timedelta(ago)
                say_of_day(more, day, {"taken": False}, by=who, source=source, now=timezone.now())

    assert pages(one) == few
