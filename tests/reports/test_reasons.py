import datetime as dt

from clinical.need import Drop, Need, Sign
from clinical.spread import Kind, SpreadEvent
from clinical.vocabulary import CELL_BY_NAME, Source
from reports.reasons import Reason, reasons

DAY = dt.date(2026, 2, 12)


def why(current=True, **need):
    return reasons(Need(**need), current=current)


def test_nothing_on_record_is_no_reason():
    assert why() == ()


def test_the_highest_open_sign_is_named_and_the_others_counted():
    waiting = (Sign("R06", "soon", dt.date(2026, 2, 1), DAY), Sign("R17", "routine", dt.date(2026, 2, 1), DAY))

    assert why(waiting=waiting) == (
        Reason("soon", "Hard to breathe lying flat, since 1 Feb 2026 (within 2 working days), and 1 more", waiting[0]),
    )


def test_the_newest_spread_says_what_it_is_to_the_others():
    event = SpreadEvent(DAY, CELL_BY_NAME["speech"], (Kind.ADJACENT, Kind.TO_BULBAR))

    assert why(spread=event) == (
        Reason("spread", "New part: speech, 12 Feb 2026 (next to it, speech or swallowing joined)"),
    )


def test_a_drop_names_both_totals_and_who_answered():
    drop = Drop(Source.SELF, dt.date(2026, 1, 20), 40, dt.date(2026, 2, 18), 34)

    assert why(drops=(drop,)) == (Reason("drop", "Function 40 to 34 of 48 by 18 Feb 2026 (self-reported)"),)


def test_quiet_weeks_are_told_without_a_claim():
    assert why(quiet_days=15) == (Reason("quiet", "No entry for 15 days"),)
    assert why(never=True) == (Reason("quiet", "No entry yet"),)


def test_a_report_that_lags_behind_says_so():
    assert why(current=False) == (Reason("updating", "Updating"),)
    assert reasons(None, current=False) == (Reason("quiet", "No entry yet"), Reason("updating", "Updating"))
