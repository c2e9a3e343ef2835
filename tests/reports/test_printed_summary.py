import re
from html import unescape

import pytest

from care.before_said import TOPICS
from symptoms.derive import maker
from symptoms.models import Report
from tests.care.before.asking import ben_says_everything, said, visit_coming
from tests.cast import NOW
from tests.reports.opened import entry, opened, text
from tests.reports.people import followed

pytestmark = pytest.mark.django_db


def test_the_summary_begins_at_the_last_visit(record, ben, ada, cleo):
    followed(record, ada, cleo, 120)

    assert "From 17 January 2026 to 2 March 2026." in text(opened(ben, "summary", record))


def test_without_a_visit_the_summary_is_of_ninety_days(record, ada):
    entry(record, ada, weakness__speech=4)
    maker.refresh(record.pk, now=NOW)

    assert "From 3 December 2025 to 2 March 2026. " in text(opened(ada, "summary", record))
    assert "Logged on 1 of 90 days." in text(opened(ada, "summary", record))


@pytest.mark.parametrize(
    ("asked", "begins"),
    [("2026-02-01", "1 February 2026"), ("2099-01-01", "2 March 2026"), ("soon", "3 December 2025")],
)
def test_the_summary_begins_at_the_day_that_is_asked_for(record, ada, asked, begins):
    maker.refresh(record.pk, now=NOW)

    assert f"From {begins} to" in text(opened(ada, "summary", record, **{"from": asked}))


def test_the_blocks_of_the_summary_stand_in_their_order(record, ada, cleo):
    followed(record, ada, cleo, 120)
    page = opened(ada, "summary", record).content.decode()

    assert re.findall(r"<span>(\d+)</span>", page) == [str(number) for number in range(1, 14)]


def test_wishes_mood_and_strain_are_left_to_the_hand(record, ada, cleo):
    followed(record, ada, cleo, 120)
    Report.objects.update(
        report=record.report.report
        | {
            "flags": [
                {"rule": rule, "level": "soon", "since": "2026-02-01", "last": "2026-02-01", "state": "open"}
                for rule in ("R20", "R27", "R30")
            ]
        }
    )

    page = text(opened(ada, "summary", record))

    assert "Of the signs that are printed here, none stands by the latest answers. Not asked about, so" in page
    assert "Would you like to talk about planning ahead? Yes Not now" in page


def test_what_is_not_shared_leaves_no_trace_on_paper(record, ada, cleo):
    followed(record, ada, cleo, 120)

    def page(*rules: str) -> str:
        flags = [
            {"rule": rule, "level": "soon", "since": "2026-02-01", "last": "2026-02-01", "state": "open"}
            for rule in rules
        ]
        Report.objects.update(report=record.report.report | {"flags": flags})
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", opened(cleo, "summary", record).content.decode())

    assert page("R20", "R27", "R30") == page()
    assert page("R06") != page()


def test_the_summary_ends_at_the_day_that_is_asked_for_as_things_stood_then(record, ada, cleo):
    followed(record, ada, cleo, 120)

    page = text(opened(ada, "summary", record, **{"from": "2026-01-01", "to": "2026-02-01"}))

    assert page.count("From 1 January 2026 to 1 February 2026. Page") == 2
    assert "2 Mar" not in re.sub("Printed 2 March 2026", "", page)


def test_page_and_json_say_the_same_lines(record, ada, cleo):
    followed(record, ada, cleo, 120)

    page = text(opened(cleo, "summary", record))
    said = opened(cleo, "api_summary", record).json()

    lines = [line for block in said["blocks"] for line in block["lines"]]
    assert [line["text"] for line in lines if " ".join(line["text"].split()) not in unescape(page)] == []
    trends = [" ".join(line["trend"]["words"].split()) for line in lines if line["trend"]]
    assert (len(trends) > 5, [words for words in trends if words not in page]) == (True, [])
    assert (said["name"], said["start"], said["end"]) == ("Ada", "2026-01-17", "2026-03-02")
    assert opened(cleo, "api_summary", record, **{"from": "soon"}).status_code == 400


def test_what_helpers_said_is_whole_for_programs_and_as_much_as_fits_on_paper(record, ada, ben, cleo):
    maker.refresh(record.pk, now=NOW)
    visit_coming(record, cleo)
    ben_says_everything(record, ben, shown_to="all")
    said(record, ben, "changed", *list(TOPICS)[:9], words="w" * 200, source="caregiver")

    page = text(opened(cleo, "summary", record))
    blocks = {block["name"]: block["lines"] for block in opened(cleo, "api_summary", record).json()["blocks"]}

    ((who, whole),) = [(line["label"], line["text"]) for line in blocks["from_helper"]]
    assert who == "Ben"
    assert whole.split("; ") == [
        "Has changed: Breathing at night",
        *[str(topic) for topic in list(TOPICS.values())[1:9]],
        "“" + "w" * 200 + "”",
        *("Helps with: Washing", "Dressing", "Nights woken to help, a week: 2", "Cough or choke at meals: Some"),
        "Change in behaviour: A lot",
    ]
    assert ("w" * 200 in page, "more on the screen" in page) == (False, True)


def test_the_small_lines_of_the_function_check_have_their_ends_in_words_where_none_stand_beside_them(record, ada, cleo):
    followed(record, ada, cleo, 120)

    page = opened(cleo, "summary", record).content.decode()
    of_table = re.findall(r'<td><svg [^>]*role="img" aria-label="([^"]+)"', page)
    function = opened(cleo, "api_summary", record).json()["function"]

    assert of_table == [trend["words"] for trend in function["trends"] if trend]
    assert (of_table[-1], function["rows"][-1][-1]) == ("from 46 to 43", "43")
    assert page.count("<td><svg") == len(of_table)
