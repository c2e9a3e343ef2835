import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from care.answers import answer_sign
from clinical.report import Report
from clinical.rules import RULES
from clinical.signs import Flag
from reports.signs import NAMES, in_short, signs_of
from symptoms import wording
from tests.cast import NOW
from tests.reports.figures import sample
from tests.reports.opened import opened, text
from tests.reports.people import followed
from tests.symptoms.api.calls import Caller

SINCE = dt.date(2026, 1, 1)


def signs(*flags, **states):
    """``R01="closed"``: what was done about a sign; nothing about the others."""
    report = Report.from_json(sample.report() | {"flags": list(flags)})
    return signs_of(report, {(flag.rule, flag.since): states.get(flag.rule, "open") for flag in report.flags})


def flag(rule, level, last="2026-02-01"):
    return {"rule": rule, "level": level, "since": "2026-01-01", "last": last}


def test_every_rule_has_a_name_and_a_text():
    assert list(NAMES) == list(RULES) == list(wording.RULES)


def test_the_highest_level_comes_first_and_the_latest_first_within_it():
    raised = (
        flag("R17", "routine"),
        flag("R06", "soon", "2026-01-03"),
        flag("R11", "soon", "2026-02-03"),
        flag("R01", "emergency"),
    )

    assert [sign.rule for sign in signs(*raised)] == ["R01", "R11", "R06", "R17"]


def test_a_sign_carries_its_days_and_how_soon_it_wants_a_word():
    (sign,) = signs(flag("R06", "soon"))

    assert sign.flag == Flag("R06", "soon", SINCE, dt.date(2026, 2, 1))
    assert (sign.name, sign.when, sign.open) == ("Hard to breathe lying flat", "within 2 working days", True)


def test_in_short_only_what_nobody_answered_counts():
    found = signs(flag("R01", "emergency"), flag("R06", "soon"), flag("R17", "routine"), R01="closed")

    assert in_short(found) == "2 open; the highest: hard to breathe lying flat (within 2 working days)."
    assert in_short(found[:1]) == "None is open."


PAGES = ("home", "dashboard", "picture/spread", "summary")


@pytest.mark.parametrize("level", ["soon", "at once"])
def test_a_sign_of_a_rule_that_this_version_does_not_know_is_left_out_of_every_page(record, ada, cleo, level):
    followed(record, ada, cleo, 120)

    def said():
        pages = [text(opened(ada, name, None if name == "home" else record)) for name in PAGES]
        pages += [text(opened(cleo, name, record)) for name in PAGES[1:]] + [text(opened(cleo, "worklist"))]
        return pages + [Caller(cleo, record).get(path).json() for path in ("report/", "flags/")]

    before, stored = said(), record.report
    for raised in (stored.report["flags"], stored.facts["signs"]):
        raised.insert(0, raised[0] | {"rule": "R99", "level": level})
    stored.save()

    assert said() == before


def test_nobody_answers_a_sign_of_a_rule_that_this_version_does_not_know(record, ada, cleo):
    followed(record, ada, cleo, 120)
    stored = record.report
    stored.facts["signs"][0] |= {"rule": "R99"}
    stored.save()

    since = stored.facts["signs"][0]["since"]
    with pytest.raises(ValidationError) as refused:
        answer_sign(record, "R99", dt.date.fromisoformat(since), "closed", by=cleo, now=NOW)

    assert refused.value.message_dict == {"rule": [f"R99 was not raised on {since}."]}
