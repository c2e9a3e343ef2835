"""What the tests of trends read of one."""

import datetime as dt

from clinical.history import History
from clinical.trends import Trend, trends

AT = dt.date(2025, 6, 1)


def named(history: History, measure: str, source: str = "self") -> Trend:
    (found,) = (trend for trend in trends(history) if (trend.measure, trend.source) == (measure, source))
    return found


def numbers(trend: Trend) -> list[float | None]:
    return [trend.slope, trend.low, trend.high]


NO_NUMBERS = [None, None, None]
