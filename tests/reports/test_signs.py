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

SINCE = dt.date(2025, 1, 1)


def signs(*flags, **states):
    """``R01="closed"``: what was done about a sign; nothing about the others."""
    report = Report.from_json(sample.report() | {"flags": list(flags)})
    return signs_of(report, {(flag.rule, flag.since): states.get(flag.rule, "open") for flag in report.flags})


def flag(rule, level, last="2025-06-27"):
    return {"rule": rule, "level": level, "since": "2025-01-01", "last": last}


def test_every_rule_has_a_name_and_a_text():
    assert list(NAMES) == list(RULES) == list(wording.RULES)


def test_the_highest_level_comes_first_and_the_latest_first_within_it():
    raised = (
        flag("R17", "routine"),
        flag("R06", "soon", "2025-06-25"),
        flag("R11", "soon", "2025-06-26"),
        flag("R01", "emergency"),
    )

    assert [sign.rule for sign in signs(*raised)] == ["R01", "R11", "R06", "R17"]


def test_what_is_known_and_what_was_not_heard_of_again_stands_last():
    gone, known = flag("R10", "urgent") | {"unheard_since": "2025-03-03"}, flag("R05", "urgent") | {"new": True}

    assert [sign.rule for sign in signs(gone, known, flag("R17", "routine"), R05="closed")] == ["R17", "R05", "R10"]


def test_a_sign_carries_its_days_and_how_soon_it_wants_a_word():
    (sign,) = signs(flag("R06", "soon"))

    assert sign.flag == Flag("R06", "soon", SINCE, dt.date(2025, 6, 27))
    assert (sign.name, sign.open) == ("Hard to breathe lying flat", True)


AS_OF = sample.AS_OF.isoformat()
HEAD_DROP = flag("R28", "routine") | {"since": "2024-10-05"}


@pytest.mark.parametrize(
    ("raised", "state", "told"),
    [
        (flag("R06", "soon", AS_OF), "open", "within 2 working days"),
        (flag("R06", "soon", AS_OF) | {"clear_answers": 1}, "open", "within 2 working days; not at the last answer"),
        (flag("R06", "soon", "2025-06-15"), "open", "not answered for 12 days"),
        (flag("R06", "soon", "2025-06-15"), "acknowledged", ""),
        (flag("R05", "urgent", "2025-06-26"), "open", "not answered for 1 day"),
        (flag("R06", "soon") | {"unheard_since": "2025-03-03"}, "open", "not heard of since 3 March 2025"),
        (
            flag("R28", "routine") | {"since": "2024-10-05", "new": True},
            "closed",
            "known: head drop since October 2024",
        ),
        (flag("R28", "routine") | {"since": "2024-10-05"}, "closed", ""),
    ],
)
def test_beside_its_days_a_sign_says_how_it_stands(raised, state, told):
    (sign,) = signs(raised, **{raised["rule"]: state})

    assert sign.how == told


def test_in_short_only_what_nobody_answered_counts():
    found = signs(flag("R01", "emergency"), flag("R06", "soon"), flag("R17", "routine"), R01="closed")

    assert in_short(found) == "2 open; the first: hard to breathe lying flat (within 2 working days)."
    assert in_short(found[:1]) == "None is open; 2 kinds are not asked about."


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
