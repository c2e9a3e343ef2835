"""Instants at which a day is easily mistaken: midnights, leap days and changes of the clocks, in every zone."""

import datetime as dt
import functools
import zoneinfo

from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from people.models import validate_time_zone

DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)
FIRST, LAST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2035, 12, 31, tzinfo=dt.UTC)
LEAP_DAYS = [dt.date(year, 2, 29) for year in (2020, 2024, 2028, 2032)]
FAR_APART = ["Pacific/Kiritimati", "Europe/Berlin", "Pacific/Pago_Pago"]  # 25 hours from the first to the last


def accepted(zone: str) -> bool:
    try:
        validate_time_zone(zone)
    except ValidationError:
        return False
    return True


ZONES = [zone for zone in sorted(zoneinfo.available_timezones()) if accepted(zone)]


def midnight(day: dt.date, zone: str) -> dt.datetime:
    """The instant at which a day begins there; where the clocks leave midnight out, the one at which they do."""
    return dt.datetime.combine(day, dt.time(), zoneinfo.ZoneInfo(zone)).astimezone(dt.UTC)


def offset(at: dt.datetime, zone: str) -> dt.timedelta | None:
    return at.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()


@functools.cache
def changes(zone: str, year: int) -> list[dt.datetime]:
    """The instants of a year at which the clocks there are changed, to the second."""
    found = []
    start = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    for week in range(53):
        low, high = start + 7 * week * DAY, start + 7 * (week + 1) * DAY
        if offset(low, zone) == offset(high, zone):
            continue
        while high - low > dt.timedelta(seconds=1):
            middle = low + (high - low) // 2
            low, high = (middle, high) if offset(middle, zone) == offset(low, zone) else (low, middle)
        found.append(high.replace(microsecond=0))
    return found


def about(at: dt.datetime, reach: dt.timedelta) -> st.SearchStrategy[dt.datetime]:
    return st.timedeltas(-reach, reach).map(lambda away: at + away)


@st.composite
def instants(draw: st.DrawFn, zone: str) -> dt.datetime:
    """Any instant, and those at which a day is easily mistaken: changes of the clocks, midnights, leap days."""
    any_instant = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(dt.UTC))
    edges = changes(zone, draw(st.integers(FIRST.year, LAST.year)))
    midnights = st.dates(FIRST.date() + DAY, LAST.date()).map(lambda day: midnight(day, zone))
    kinds = [
        any_instant,
        midnights.flatmap(lambda at: about(at, 2 * HOUR)),
        midnights,
        st.sampled_from(LEAP_DAYS).flatmap(lambda day: about(midnight(day, zone) + 12 * HOUR, 13 * HOUR)),
    ]
    if edges:
        kinds += [st.sampled_from(edges).flatmap(lambda at: about(at, 2 * HOUR)), st.sampled_from(edges)]
    return draw(st.one_of(kinds))


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, dt.datetime]:
    zone = draw(st.sampled_from(ZONES))
    return zone, draw(instants(zone))
