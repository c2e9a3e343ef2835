import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.figures import FIGURES
from symptoms import derive
from tests.cast import NOW, new_patient
from tests.reports.opened import opened, queries, signed_in, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


def test_the_dashboard_has_every_figure_with_its_sentence_and_its_numbers(record, ada, cleo):
    followed(record, ada, cleo, 120)
    response = opened(cleo, "dashboard", record)

    for figure in response.context["figures"]:
        assert figure.title in text(response)
        assert response.content.decode().count(f'id="{figure.name}-table"') == 1
        assert response.content.decode().count(f'data-explore="{figure.name}"') == 1
    assert [figure.name for figure in response.context["figures"]] == list(FIGURES)


def test_without_any_answer_every_figure_says_so_in_words(record, cleo):
    derive.refresh(record.pk, now=NOW)
    response = opened(cleo, "dashboard", record)

    assert all(figure.reading in text(response) for figure in response.context["figures"])
    assert "Where it began No weakness answers yet." in text(response)
    assert b"<svg" not in response.content.partition(b"<main")[2]


def test_before_the_first_report_the_pages_are_calm(record, ada, cleo):
    waiting = "worked out for the first time"

    assert waiting in text(opened(cleo, "dashboard", record))
    assert waiting in text(opened(ada, "summary", record))


def test_the_dashboard_of_three_years_takes_no_more_queries_than_that_of_three_months(record, ada, cleo):
    followed(record, ada, cleo, 90)
    months = queries(cleo, "dashboard", record)
    other = followed(new_patient(record.clinic, "A-2"), ada, cleo, 1096)

    assert queries(cleo, "dashboard", other) == months
    assert months <= 12


def test_a_patient_is_shown_no_stage_and_no_slope_unless_they_ask(record, ada, cleo):
    followed(record, ada, cleo, 400)

    def shown(user, **query):
        content = unescape(opened(user, "dashboard", record, **query).content.decode()).partition('id="report"')[2]
        return "King's estimated" in content, "95 % range" in content

    assert shown(ada) == (False, False)
    assert shown(ada, stage=1) == (True, False)
    assert shown(ada, slope=1) == (False, True)
    assert shown(cleo) == (True, True)


@pytest.mark.parametrize("name", ["home", "dashboard", "summary"])
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


def test_a_sign_is_answered_from_the_dashboard(record, ada, cleo):
    followed(record, ada, cleo, 120)
    client = signed_in(cleo)
    sign = opened(cleo, "dashboard", record).context["signs"][0]

    answer = {"rule": sign.rule, "since": sign.since.isoformat(), "action": "acknowledged"}
    response = client.post(reverse("respond_to_flag", args=[record.pk]), answer)
    derive.refresh(record.pk, now=timezone.now())

    assert response.headers["Location"] == reverse("dashboard", args=[record.pk])
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
