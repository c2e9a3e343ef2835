"""What is asked once a week, or of many parts at once: signs, twitches, weight, and which side is weaker."""

import html
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clinical.vocabulary import CELL_NAMES
from symptoms.day.plan import change_plan
from symptoms.models import Draft, Measurement
from symptoms.wording import WEEK, check_in
from symptoms.write import verbs
from tests.symptoms.views.walked import DAY, press, said, url


def test_which_side_is_weaker_is_asked_once_a_week_while_both_are_as_before(ada_at, record, ada, today):
    said(record, today - 9 * DAY, ada, weakness__hand__left=4, weakness__hand__right=4, asymmetry__hand=0)
    first = press(ada_at, record, today - DAY, "right_arm", "weakness.hand.right", "4")
    said(record, today - DAY, ada, weakness__hand__left=4, weakness__hand__right=4, asymmetry__hand=-1)
    next_day = press(ada_at, record, today, "right_arm", "weakness.hand.right", "4")

    assert first["Location"] == url(record, today - DAY, "right_arm", "asymmetry.hand")
    assert next_day["Location"] == url(record, today)


def test_which_side_is_weaker_is_not_asked_of_an_arm_that_is_left_out(ada_at, record, ada, today):
    said(record, today - 9 * DAY, ada, weakness__hand__left=4, weakness__hand__right=4)
    change_plan(record, today, by=ada, left_out=["left_arm"])

    assert press(ada_at, record, today, "right_arm", "weakness.hand.right", "4")["Location"] == url(record, today)


def test_nowhere_today_answers_the_twitches_of_every_part(ada_at, record, today):
    response = press(ada_at, record, today, "all", "twitches", "none")

    assert response["Location"] == url(record, today, "all", "cramps.count")
    assert Draft.objects.get().answers == {f"fasciculation.{name}": 0 for name in CELL_NAMES}


def test_twitches_of_an_area_are_asked_part_by_part(ada_at, record, today):
    way = "only_twitches_left_arm"
    response = press(ada_at, record, today, way, "fasciculation.upper_arm.left", "1")
    assert response["Location"] == url(record, today, way, "fasciculation.hand.left")

    assert press(ada_at, record, today, way, "fasciculation.hand.left", "2")["Location"] == url(
        record, today, "twitches", "twitches"
    )


def test_none_of_these_answers_the_week_and_goes_on_to_falls(ada_at, record, today):
    response = press(ada_at, record, today, "week", "week", "none")

    assert response["Location"] == url(record, today, "week", "falls")
    assert Draft.objects.get().answers == dict.fromkeys([*WEEK, "signs.low_mood"], 0)


def listed(page):
    """What a page tells in its list, line by line."""
    (items,) = re.findall(r'<ul class="listed">(.*?)</ul>', page.content.decode(), re.S)
    lines = re.findall(r"<li>(.*?)</li>", items, re.S)
    return [html.unescape(re.sub(r"<.*?>", "", line)).strip() for line in lines]


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("left_away", [None, "signs.nightmares", "signs.fever"])
def test_what_none_of_these_stores_is_what_the_page_shows(ada_at, record, today, monkeypatch, language, left_away):
    monkeypatch.setattr(check_in, "WEEK", {name: short for name, short in WEEK.items() if name != left_away})
    asked = check_in.week_of("self")
    accepted = {"accept-language": language}
    page = ada_at.get(url(record, today, "week", "week"), headers=accepted)
    sheet = ada_at.get(reverse("tick_sheet", args=[record.pk]), headers=accepted)
    press(ada_at, record, today, "week", "week", "none")

    with override(language):
        ticked = [str(row.title) for row in sheet.context["week"][0].rows]
        named = {str(short): name for name, short in asked.items()}
    assert len(named) == len(asked)
    assert {named[line]: 0 for line in listed(page)} == Draft.objects.get().answers
    assert ticked == listed(page)


def test_the_last_weight_can_be_pressed_again(ada_at, record, ada, today):
    assert ada_at.get(url(record, today, "week", "weight")).context["weight_before"] is None
    verbs.record_measurement(record, today - DAY, {"weight": 70.5}, by=ada, source="self", now=timezone.now())
    offered = ada_at.get(url(record, today, "week", "weight")).context["weight_before"]
    press(ada_at, record, today, "week", "weight", offered)

    assert (offered, Draft.objects.get().answers) == ("70.5", {"weight": 70.5})


def test_the_weight_of_the_day_is_shown_and_taken_back_by_emptying_it(ada_at, record, ada, today):
    at = url(record, today, "week", "weight")
    press(ada_at, record, today, "week", "weight", "")
    assert ada_at.get(at).context["given"] == ""
    verbs.record_measurement(record, today, {"weight": 70.5}, by=ada, source="self", now=timezone.now())
    assert ada_at.get(at).context["given"] == "70.5"
    press(ada_at, record, today, "week", "weight", "")
    ada_at.post(reverse("done", args=[record.pk, today]))

    assert ada_at.get(at).context["given"] == ""
    assert Measurement.objects.standing().count() == 0


def test_who_stops_amid_the_questions_of_the_week_is_offered_the_rest_that_day(ada_at, record, ada, today):
    verbs.record_check_in(record, today, {"signs.nightmares": 0}, by=ada, source="self", now=timezone.now())
    page = ada_at.get(reverse("check_in", args=[record.pk])).context["page"]
    assert (page.week_due, page.last.week_left) == (True, True)
    press(ada_at, record, today, "all", "signs.nightmares", "1")
    response = press(ada_at, record, today, "all", "signs.breathless_lying_flat", "0")
    assert response["Location"] == url(record, today, "all", "signs.morning_headache")

    press(ada_at, record, today, "week", "week", "none")
    ada_at.post(reverse("done", args=[record.pk, today]))
    assert not ada_at.get(reverse("check_in", args=[record.pk])).context["page"].week_due
