import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.outline import outline
from people.models import AuditEvent, User
from reports.figures import FIGURES
from reports.summary import outline_for, summary_for
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.write import verbs
from tests.care.programme.setting import programme, said
from tests.cast import NOW, TODAY, new_patient
from tests.reports.opened import address, opened, queries, signed_in, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db

PICTURES = [f"picture/{name}" for name in FIGURES]


def test_staff_have_every_figure_one_press_away_and_by_its_address(record, ada, cleo):
    followed(record, ada, cleo, 120)
    page = opened(cleo, "dashboard", record).content.decode()

    for name, describe in FIGURES.items():
        way = address(f"picture/{name}", record)
        assert f'<details class="fold" id="{name}">' in page
        assert page.count(f'hx-get="{way}"') == page.count(f'<a class="button quiet" href="{way}">') == 1
        assert f'<summary id="{name}-summary">{describe.title}</summary>' in page


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_comes_into_the_page_has_its_sentence_its_numbers_and_explore(record, ada, cleo, name):
    followed(record, ada, cleo, 120)
    brought = signed_in(cleo).get(address(f"picture/{name}", record), headers={"HX-Request": "true"})
    alone = opened(cleo, f"picture/{name}", record)

    figure = brought.context["figure"]
    for response, level in ((brought, "h3"), (alone, "h1")):
        page = response.content.decode()
        assert figure.reading in unescape(text(response))
        assert re.findall(rf'<(h\d) id="{name}-title"', page) == [level]
        assert page.count(f'id="{name}-table"') == page.count(f'data-explore="{name}"') == 1


def test_without_any_answer_every_figure_says_so_in_words(record, cleo):
    maker.refresh(record.pk, now=NOW)
    response = opened(cleo, "dashboard", record)
    found = response.context["bands"]

    for figure in (found.bodies, found.slopes, *found.charts):
        assert f"{figure.reading}" in text(response)
    assert "Where it began No weakness answers yet." in text(response)
    for name in FIGURES:
        page = opened(cleo, f"picture/{name}", record)
        assert page.context["figure"].reading in text(page)
        assert b"<svg" not in page.content.partition(b"<main")[2]


def test_before_the_first_report_the_pages_are_calm(record, ada, cleo):
    waiting = "worked out for the first time"

    assert waiting in text(opened(cleo, "dashboard", record))
    assert waiting in text(opened(ada, "summary", record))


def test_the_dashboard_of_three_years_takes_no_more_queries_than_that_of_three_months(record, ada, cleo):
    followed(record, ada, cleo, 90)
    months = queries(cleo, "dashboard", record)
    other = followed(new_patient(record.clinic, "A-2"), ada, cleo, 1096)

    assert queries(cleo, "dashboard", other) == months
    assert months <= 15
    item = programme(record, cleo, ago=20, review=-1).items.first()
    said(record, ada, item, done="done")
    assert queries(cleo, "dashboard", record) == months
    assert ": needs a look." in text(opened(cleo, "dashboard", record))


def test_a_patient_is_shown_no_stage_and_no_slope_unless_they_ask(record, ada, cleo):
    followed(record, ada, cleo, 400)

    def shown(user, *names, **query):
        pages = [unescape(opened(user, name, record, **query).content.decode()) for name in names]
        content = " ".join(page.partition('id="report"')[2] for page in pages)
        return "King's estimated" in content, "95 % range" in content

    pictures = ("picture/spread", "picture/function")
    assert shown(ada, "dashboard", *pictures) == shown(cleo, "dashboard") == (False, False)
    assert shown(ada, *pictures, stage=1) == (True, False)
    assert shown(ada, *pictures, slope=1) == (False, True)
    assert shown(cleo, *pictures) == (True, True)


@pytest.mark.parametrize("name", ["home", "dashboard", *PICTURES, "summary"])
def test_patients_read_no_verdict_and_no_forecast(record, ada, cleo, name):
    followed(record, ada, cleo, 400)
    page = text(opened(ada, name, None if name == "home" else record, slope=1, stage=1)).lower()

    words = (
        "fast",
        "slow",
        "stable",
        "progressor",
        "surviv",
        "forecast",
        "prediction",
        "prognos",
        "expected",
        "improve",
    )
    assert [word for word in words if re.search(rf"\b{word}", page)] == []


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_the_person_and_a_caregiver_see_one_picture_a_page(record, ada, ben, cleo, who, request):
    followed(record, ada, cleo, 120)
    user = request.getfixturevalue(who)
    overview = opened(user, "dashboard", record)
    content = overview.content.decode()

    listed = [name for name in FIGURES if address(f"picture/{name}", record) in content]
    assert listed == [name for name in FIGURES if name != "phone"]  # it is one further than weight
    assert all(str(FIGURES[name].title) in unescape(text(overview)) for name in listed)
    assert "<svg" not in content
    for name in FIGURES:
        page = opened(user, f"picture/{name}", record).content.decode()
        assert [page.count(f'id="{found}-table"') for found in FIGURES] == [found == name for found in FIGURES]
        assert page.count(f'data-explore="{name}"') == 1


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("who", ["ada", "cleo"])
def test_the_numbers_of_a_figure_are_a_press_away_and_whole(record, ada, cleo, who, name, request):
    followed(record, ada, cleo, 400)
    user = request.getfixturevalue(who)
    page = opened(user, f"numbers/{name}", record, stage=1).content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", page, flags=re.S)
    told = [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]

    audience = "clinician" if who == "cleo" else "patient"
    table = summary_for(record).figure(name, audience, show_stage=True).table
    assert told == [list(row) for row in (table.header, *table.rows)]
    shown = opened(user, f"picture/{name}", record, stage=1).content.decode()
    assert shown.count(f'hx-get="{address(f"numbers/{name}", record)}?stage=1"') == 1
    assert shown.count(f'<a class="button quiet" href="{address(f"numbers/{name}", record)}?stage=1">') == 1
    assert "<tr>" not in shown


def test_a_page_of_a_very_long_record_is_shown_from_its_outline(record, ada, cleo, django_assert_num_queries):
    followed(record, ada, cleo, 1096 * 2)
    whole, stored = summary_for(record), record.report.outline
    with django_assert_num_queries(1):
        short = outline_for(record)

    assert (short.report, short.series) == outline(whole.report, whole.series)
    assert short.series.weeks == whole.series.weeks > len(short.series.twitches)
    assert stored == {"report": short.report.to_json(), "series": short.series.to_json()}
    Report.objects.update(outline=None)  # as a row of before there were outlines has it
    assert outline_for(record) == short


def test_a_record_of_less_than_three_years_needs_none(record, ada, cleo):
    followed(record, ada, cleo, 1000)

    assert record.report.outline is None
    assert outline_for(record) == summary_for(record)


def test_from_each_picture_the_way_leads_to_the_one_before_and_the_one_after(record, ada, cleo):
    followed(record, ada, cleo, 120)
    ways = {}
    for name in FIGURES:
        page = opened(ada, f"picture/{name}", record).content.decode()
        ways[name] = [other for other in FIGURES if f'href="{address(f"picture/{other}", record)}"' in page]
        assert f'href="{address("dashboard", record)}"' in page

    names = list(FIGURES)
    beside = [names[max(place - 1, 0) : place] + names[place + 1 : place + 2] for place in range(len(names))]
    assert ways == dict(zip(names, beside, strict=True))


def test_a_picture_of_a_phone_is_offered_behind_that_of_weight_where_one_measured_something(record, ada):
    ahead = f'href="{address("picture/phone", record)}"'
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    assert ahead not in opened(ada, "picture/weight", record).content.decode()
    verbs.record_measurement(record, TODAY, {"steps": 900}, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)

    page = opened(ada, "picture/phone", record)
    assert "Latest: Steps 900 steps on 2 March 2026." in text(page)
    assert "Measured by the phone. It depends on how it was carried." in text(page)
    assert ahead in opened(ada, "picture/weight", record).content.decode()
    assert ahead not in opened(ada, "dashboard", record).content.decode()  # a list of more has too many targets


def test_a_switch_stands_with_the_figure_that_it_changes(record, ada, cleo):
    followed(record, ada, cleo, 120)

    def switches(user):
        pages = {name: opened(user, f"picture/{name}", record).content.decode() for name in FIGURES}
        return {name: re.findall(r'id="switch" href="([^"]*)"', page) for name, page in pages.items()}

    assert switches(ada) == {name: [] for name in FIGURES} | {"spread": ["?stage=1"], "function": ["?slope=1"]}
    assert switches(cleo) == {name: [] for name in FIGURES}


def test_a_picture_takes_a_handful_of_queries_and_the_list_of_them_six_for_days_plan_and_signs(record, ada, cleo):
    followed(record, ada, cleo, 120)

    assert [queries(ada, name, record) for name in ("dashboard", *PICTURES)] == [11] + [6] * len(FIGURES)


def test_there_is_no_picture_of_another_name_and_none_for_a_stranger(record, ada, dan):
    assert opened(ada, "picture/future", record).status_code == 404
    assert opened(dan, "picture/spread", record).status_code == 404


def test_to_look_at_a_picture_is_a_look_at_the_record(record, ben):
    opened(ben, "picture/spread", record)

    assert list(AuditEvent.objects.values_list("verb", "user", "patient")) == [("view", ben.pk, record.pk)]


def test_who_hid_the_pictures_finds_one_sentence_and_the_way_back_in_their_place(record, ada, ben, cleo):
    followed(record, ada, cleo, 120)
    User.objects.filter(pk__in=[ada.pk, cleo.pk]).update(hide_charts=True)
    hidden = opened(ada, "dashboard", record)

    assert "You have hidden the pictures. Show the pictures again" in text(hidden)
    assert f'href="{reverse("settings")}"' in hidden.content.decode()
    assert "/pictures/" not in hidden.content.decode()
    assert "In short" in text(hidden)
    assert b"<svg" in opened(ada, "picture/spread", record).content
    assert "/pictures/" in opened(ben, "dashboard", record).content.decode()
    assert "You have hidden" not in text(opened(cleo, "dashboard", record))


def test_a_sign_is_answered_from_the_dashboard(record, ada, cleo):
    followed(record, ada, cleo, 120)
    client = signed_in(cleo)
    sign = opened(cleo, "dashboard", record).context["signs"][0]

    answer = {"rule": sign.rule, "since": sign.since.isoformat(), "action": "acknowledged"}
    response = client.post(reverse("respond_to_flag", args=[record.pk]), answer)
    maker.refresh(record.pk, now=timezone.now())

    here = reverse("dashboard", args=[record.pk])
    assert response.headers["Location"] == f"{here}#sign-{record.pk}-{sign.rule}"
    signs = opened(cleo, "dashboard", record).context["signs"]
    assert [found.state for found in signs if found.rule == sign.rule] == ["acknowledged"]


def test_signs_are_for_clinicians_and_flags_for_patients(record, ada, cleo):
    followed(record, ada, cleo, 120)

    assert "R11" not in text(opened(ada, "dashboard", record))
    assert "Please tell your care team in the next day or two." in text(opened(ada, "dashboard", record))
    assert "Choking or coughing with food or drink R11" in text(opened(cleo, "dashboard", record))


def test_treatments_come_with_the_fixed_caption(record, ada, cleo):
    followed(record, ada, cleo, 120)

    page = text(opened(cleo, "dashboard", record))

    assert "Riluzole 50 mg , 1 Jan 2026 Fall , 10 Feb 2026" in page
    assert "A change after a treatment started does not show that the treatment caused it." in page


def test_an_only_answer_of_zero_is_a_page_like_any_other(record, ada, cleo):
    verbs.record_check_in(
        record, TODAY, {"fatigue.recovery_minutes": 0, "cramps.woke": 0}, by=ada, source="self", now=NOW
    )
    zeros = dict.fromkeys(("grip.left", "grip.right", "niv_hours", "mip", "snip", "peak_cough_flow", "fvc_percent"), 0)
    verbs.record_measurement(record, TODAY, zeros, by=cleo, source="clinician", now=NOW)
    maker.refresh(record.pk, now=NOW)

    assert [opened(cleo, name, record).status_code for name in ("dashboard", "summary")] == [200, 200]
    assert "minutes to recover 0 (week of 2 March 2026)" in text(opened(ada, "picture/fatigue", record))
