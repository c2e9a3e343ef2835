import datetime as dt

from clinical.report import Report
from clinical.rules import RULES
from clinical.signs import Flag
from reports.signs import NAMES, in_short, signs_of
from symptoms import wording
from tests.reports.figures import sample

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
