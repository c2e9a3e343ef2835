import datetime as dt

from reports.reasons import Reason, reasons

TODAY = dt.date(2026, 3, 2)


def why(flags=(), events=(), function=(), current=True, last_day=TODAY):
    report = {"flags": list(flags), "spread": {"events": list(events)}, "function": list(function)}
    return reasons(report, current=current, last_day=last_day, today=TODAY)


def flag(rule, level, state="open"):
    return {"rule": rule, "level": level, "since": "2026-02-01", "last": "2026-02-20", "state": state}


def check(day, total, source="self"):
    return {"date": day, "total": total, "source": source}


def test_nothing_on_record_is_no_reason():
    assert why() == ()


def test_the_highest_open_sign_is_named_and_the_others_counted():
    flags = [flag("R17", "routine"), flag("R06", "soon"), flag("R01", "emergency", state="acknowledged")]

    assert why(flags) == (
        Reason("soon", "Hard to breathe lying flat, since 1 Feb 2026 (within 2 working days), and 1 more"),
    )


def test_the_newest_spread_says_what_it_is_to_the_others():
    events = [
        {"date": "2026-01-10", "cell": "hand.right", "kinds": ["contralateral"]},
        {"date": "2026-02-12", "cell": "speech", "kinds": ["adjacent", "to_bulbar"]},
    ]

    assert why(events=events) == (
        Reason("spread", "New part: speech, 12 Feb 2026 (next to it, speech or swallowing joined)"),
    )


def test_spread_of_long_ago_is_no_reason():
    assert why(events=[{"date": "2025-11-01", "cell": "speech", "kinds": ["distant"]}]) == ()


def test_a_drop_is_more_than_varies_from_check_to_check():
    assert why(function=[check("2026-01-20", 40), check("2026-02-18", 35)]) == ()
    assert why(function=[check("2026-01-20", 40), check("2026-02-18", 34)]) == (
        Reason("drop", "Function 40 to 34 of 48 by 18 Feb 2026 (self-reported)"),
    )


def test_raters_are_not_mixed_in_a_drop():
    assert why(function=[check("2026-01-20", 40, "clinician"), check("2026-02-18", 30)]) == ()


def test_an_incomplete_check_is_no_drop():
    assert why(function=[check("2026-01-20", 40), check("2026-02-18", None)]) == ()


def test_two_quiet_weeks_are_told_without_a_claim():
    assert why(last_day=TODAY - dt.timedelta(days=14)) == ()
    assert why(last_day=TODAY - dt.timedelta(days=15)) == (Reason("quiet", "No entry for 15 days"),)
    assert why(last_day=None) == (Reason("quiet", "No entry yet"),)


def test_a_report_that_lags_behind_says_so():
    assert why(current=False) == (Reason("updating", "Updating"),)
    assert reasons(None, current=False, last_day=None, today=TODAY) == (
        Reason("quiet", "No entry yet"),
        Reason("updating", "Updating"),
    )
