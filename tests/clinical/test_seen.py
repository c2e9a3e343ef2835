import datetime as dt

from clinical.glance import Glance
from clinical.need import Facts, Sign
from clinical.rules import Level
from clinical.seen import New, Seen, since
from clinical.spread import Kind, SpreadEvent
from clinical.vocabulary import CELL_BY_NAME

TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


def sign(rule: str, fired: dt.date) -> Sign:
    return Sign(rule, Level.SOON, TODAY - 30 * DAY, fired, fired)


def part(cell: str, day: dt.date) -> SpreadEvent:
    return SpreadEvent(day, CELL_BY_NAME[cell], (Kind.DISTANT,))


def seen(known: Facts, day: dt.date) -> Seen:
    return Seen.of(known.signs, known.spread, day)


def test_nothing_is_new_where_nothing_came():
    known = Facts((sign("R06", TODAY),), part("speech", TODAY - 9 * DAY), (), TODAY, Glance(lately=(TODAY,)))

    assert since(known, seen(known, TODAY)) == New()


def test_a_sign_is_new_where_it_came_and_where_it_fired_again():
    before = seen(Facts((sign("R06", TODAY - 3 * DAY), sign("R07", TODAY - 3 * DAY))), TODAY - 2 * DAY)
    now = Facts((sign("R06", TODAY - 3 * DAY), sign("R07", TODAY), sign("R17", TODAY - 5 * DAY)))

    assert since(now, before).signs == now.signs[1:]


def test_a_part_is_new_by_its_name_whenever_it_is_found_to_have_begun():
    before = seen(Facts(spread=part("speech", TODAY - 40 * DAY)), TODAY - DAY)

    assert since(Facts(spread=part("speech", TODAY - 43 * DAY)), before).spread is None
    found = part("hand.left", TODAY - 30 * DAY)
    assert since(Facts(spread=found), before).spread == found


def test_days_with_an_entry_after_the_look_are_counted():
    days = tuple(TODAY - n * DAY for n in (4, 3, 1, 0))

    assert since(Facts(glance=Glance(lately=days)), Seen(TODAY - 3 * DAY, {})).days == 2


def test_what_was_seen_is_kept_as_json():
    kept = seen(Facts((sign("R06", TODAY),), part("hand.left", TODAY)), TODAY)

    assert Seen.from_json(kept.to_json()) == kept
