"""Something is wrong today: a press is saved at once, and what to do stands on the page that follows."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Clinic
from symptoms.models import CheckIn, Report
from symptoms.record.columns import values_of
from symptoms.wording import WITH_FAULT, WRONG
from symptoms.write import verbs
from tests.reports.opened import text

DAY = dt.timedelta(days=1)
EMERGENCY = ["severe_breathlessness", "confused_or_hard_to_wake", "sudden_change", "chest_pain", "self_harm"]
URGENT = ["machine_or_tube_fault", "swollen_leg", "too_little_drink"]
NUMBERS = {
    "emergency_number": "112",
    "telephone": "+44 20 7946 0100",
    "out_of_hours": "020 7946 0101",
    "crisis_line": "5550188",
}


@pytest.fixture
def reached(clinic):
    Clinic.objects.filter(pk=clinic.pk).update(**NUMBERS)


@pytest.fixture
def presses(client, record):
    """Somebody presses one of the list, and comes to the page that follows."""

    def by(user, name):
        client.force_login(user)
        return client.post(reverse("wrong_today", args=[record.pk]), {"sign": f"signs.{name}"}, follow=True)

    return by


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def dialled(response):
    return [part.partition('"')[0] for part in main_of(response).split('href="tel:')[1:]]


def said():
    return values_of(CheckIn.objects.standing().get())


@pytest.mark.parametrize("name", EMERGENCY)
def test_an_emergency_is_saved_and_answered_at_once_with_its_numbers_first(presses, record, ada, reached, name):
    response = presses(ada, name)
    told = text(response)

    assert said() == {f"signs.{name}": 1}
    assert not Report.objects.exists()
    assert main_of(response).index("Call your emergency number now.") < main_of(response).index('href="tel:')
    assert dialled(response) == [*(["5550188"] if name == "self_harm" else []), "112", "+442079460100"]
    assert "If you have an advance care plan or a decision about treatment, keep it with you." in told
    assert "This message is only on your screen. Nobody has been told." in told
    assert told.index("Nobody has been told") < told.index("Undo")


@pytest.mark.parametrize("name", URGENT)
def test_what_is_of_the_same_day_asks_to_call_the_team(presses, ada, reached, name):
    response = presses(ada, name)

    assert "Please call your care team today." in text(response)
    assert "advance care plan" not in text(response)
    assert dialled(response) == ["+442079460100", "02079460101"]


def test_every_sentence_of_the_list_is_an_emergency_or_of_the_same_day(client, record, ada):
    client.force_login(ada)
    page = client.get(reverse("wrong_today", args=[record.pk]))

    assert [name for name, _text in page.context["wrong"]] == [*WRONG]
    assert sorted(WRONG) == sorted(f"signs.{name}" for name in (*EMERGENCY, *URGENT))
    assert len(WRONG) <= 8


def test_who_has_no_clinic_is_told_to_call_all_the_same(presses, record, ada):
    response = presses(ada, "chest_pain")

    assert dialled(response) == []
    assert "Call your emergency number now." in text(response)


def test_the_same_press_again_changes_nothing(presses, ada):
    presses(ada, "chest_pain")
    presses(ada, "chest_pain")

    assert CheckIn.objects.count() == 1


def test_what_was_said_of_the_day_before_stays_and_one_press_takes_back_the_last(client, presses, record, ada, today):
    verbs.record_check_in(record, today, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())
    page = presses(ada, "swollen_leg")
    assert said() == {"weakness.neck": 3, "signs.swollen_leg": 1}

    client.post(reverse("undo", args=[record.pk, today]), {"id": page.context["entry"].pk})
    assert said() == {"weakness.neck": 3}
    assert client.get(reverse("wrong_said", args=[record.pk])).url == reverse("wrong_today", args=[record.pk])


def test_an_undo_that_would_take_back_something_else_is_not_offered(client, presses, record, ada, today):
    presses(ada, "swollen_leg")
    verbs.record_check_in(record, today, {"weakness.neck": 3}, by=ada, source="self", now=timezone.now())

    assert not client.get(reverse("wrong_said", args=[record.pk])).context["can_undo"]


def test_a_fault_asks_whether_they_are_breathless_and_then_it_is_an_emergency(presses, ada, reached):
    asked = presses(ada, "machine_or_tube_fault")
    assert "Call the number on your equipment card now. If a tube came out: the opening can close quickly." in text(
        asked
    )
    assert "Are you breathless now?" in text(asked)

    then = presses(ada, next(iter(WITH_FAULT)).removeprefix("signs."))
    assert "Call your emergency number now." in text(then)
    assert "Are you breathless now?" not in text(then)


@pytest.mark.parametrize(
    ("grade", "words"), [(2, "Far more breathless than usual"), (3, "Too short of breath to rest")]
)
def test_slurred_speech_alone_is_no_breathlessness(client, record, ada, today, grade, words):
    verbs.record_check_in(record, today - DAY, {"weakness.speech": grade}, by=ada, source="self", now=timezone.now())
    client.force_login(ada)

    assert words in text(client.get(reverse("wrong_today", args=[record.pk])))


def test_a_caregiver_says_it_too_in_their_own_entry(presses, record, ada, ben):
    response = presses(ben, "confused_or_hard_to_wake")

    entry = CheckIn.objects.standing().get()
    assert (entry.author, entry.source) == (ben, "caregiver")
    assert "Being very sleepy or confused can have many causes. It needs help right away." in text(response)


def test_thoughts_of_self_harm_say_who_sees_them(presses, ada):
    assert "Others see this only where you agreed that they see mood and behaviour." in text(presses(ada, "self_harm"))


def test_a_press_of_nothing_in_the_list_is_refused(presses, ada):
    assert presses(ada, "nightmares").status_code == 404
    assert not CheckIn.objects.exists()


def test_what_was_pressed_leaves_the_questions_of_the_week_open(client, presses, record, ada):
    presses(ada, "chest_pain")

    assert client.get(reverse("check_in", args=[record.pk])).context["page"].week_due


@pytest.mark.parametrize("page", ["check_in", "home"])
def test_it_is_one_press_from_home_and_from_the_day(client, record, ada, page):
    client.force_login(ada)
    at = reverse("home") if page == "home" else reverse(page, args=[record.pk])

    assert f'href="{reverse("wrong_today", args=[record.pk])}"' in main_of(client.get(at))
