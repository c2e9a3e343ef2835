import datetime as dt

from reports.signs import NAMES, in_short, signs_of
from symptoms.wording import RULES


def flag(rule, level, last="2026-02-01", state="open"):
    return {"rule": rule, "level": level, "since": "2026-01-01", "last": last, "state": state}


def test_every_rule_has_a_name():
    assert set(NAMES) == set(RULES)


def test_the_highest_level_comes_first_and_the_latest_first_within_it():
    flags = [
        flag("R17", "routine"),
        flag("R06", "soon", "2026-01-03"),
        flag("R11", "soon", "2026-02-03"),
        flag("R01", "emergency"),
    ]

    assert [sign.rule for sign in signs_of({"flags": flags})] == ["R01", "R11", "R06", "R17"]


def test_a_sign_carries_its_days_and_how_soon_it_wants_a_word():
    (sign,) = signs_of({"flags": [flag("R06", "soon")]})

    assert (sign.since, sign.last) == (dt.date(2026, 1, 1), dt.date(2026, 2, 1))
    assert (sign.name, sign.when, sign.open) == ("Hard to breathe lying flat", "within 2 working days", True)


def test_in_short_only_what_nobody_answered_counts():
    signs = signs_of({"flags": [flag("R01", "emergency", state="closed"), flag("R06", "soon"), flag("R17", "routine")]})

    assert in_short(signs) == "2 open; the highest: hard to breathe lying flat (within 2 working days)."
    assert in_short(signs[:1]) == "None is open."
