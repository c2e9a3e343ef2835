"""What a record says of what is looked at again: when each was last done, and what asks for it (CLINICAL 9.4). Days of
the record alone: which of them is due on a day, ``due`` says."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from clinical.due import TESTS, Asked, Known, Task, Why
from clinical.history import Days, Floats, History, Span, as_date
from clinical.vocabulary import FUNCTION_ITEMS
from clinical.weights import Weight

FVC_LINE = 50  # % predicted, below which the sets of NICE and the AAN speak of help with breathing (CLINICAL 7.1)
FVC_AHEAD = 15  # % predicted above that line from which there is talk about a tube [P]
WEIGHT_AHEAD, WEIGHT_LOST = 5, 10  # % below the usual weight: [P], and where it should be discussed [A]
SPEECH = 2  # of 4, as R19 has it [P]
BANKED = "voice_banking"  # of ``clinical.courses``


def known(history: History, weight: Weight | None) -> Known:
    """``weight``: on the scale that is spoken of (``weights``)."""
    return Known(
        _began(history), _done(history), tuple(_asked(history, weight)), tuple(_settled(history)), _strain(history)
    )


def _began(history: History) -> dt.date:
    """The first day with any entry; without one the day of the report."""
    sections = (history.weakness, history.fasciculation, history.fatigue, history.asymmetry, history.signs)
    days = [section.days[:1] for section in sections] + [each.days[:1] for each in history.measurements.values()]
    first = np.concatenate([*days, history.function.days[:1], history.totals_given.days[:1]])
    return min([history.at, *map(as_date, first)])


def _done(history: History) -> dict[Task, dt.date]:
    tubes = [span.start for span in history.treatments if span.kind == "gastrostomy"]
    found = {
        Task.BREATHING_TEST: max((day for name in TESTS if (day := _last(*_measured(history, name)))), default=None),
        Task.WEIGHT: _last(*_measured(history, "weight")),
        Task.SWALLOWING: max(tubes, default=None),
        Task.COMMUNICATION: max((span.start for span in _devices(history)), default=None),
        Task.VOICE: max((span.start for span in history.treatments if span.detail == BANKED), default=None),
    }
    return {task: day for task, day in found.items() if day}


def _devices(history: History) -> list[Span]:
    """To speak with; a voice that is saved is none yet."""
    return [span for span in history.treatments if span.kind == "aac" and span.detail != BANKED]


def _settled(history: History) -> Iterator[Task]:
    """A tube, a device that is still used, and speech that is gone."""
    if any(span.kind == "gastrostomy" for span in history.treatments):
        yield Task.SWALLOWING
    if any(span.end is None for span in _devices(history)):
        yield Task.COMMUNICATION
    if _spoken(history, 0):
        yield Task.VOICE


def _asked(history: History, weight: Weight | None) -> Iterator[Asked]:
    """What asks holds still: the last value is over the line too. Its day is the first that ever was."""
    days, fvc = _measured(history, "fvc_percent")
    weighed = weight.days if weight else ()
    lost = np.array([each.lost for each in weighed])
    on = np.array([each.date for each in weighed], "datetime64[D]")
    for why, when, over in (
        (Why.FVC_NEAR, days, fvc <= FVC_LINE + FVC_AHEAD),
        (Why.FVC_LINE, days, fvc < FVC_LINE),
        (Why.WEIGHT_NEAR, on, lost >= WEIGHT_AHEAD),
        (Why.WEIGHT_LINE, on, lost >= WEIGHT_LOST),
    ):
        if day := _first(when, over):
            yield Asked(Task.SWALLOWING, why, day)
    if day := _spoken(history, SPEECH):
        yield Asked(Task.COMMUNICATION, Why.SPEECH, day)


def _strain(history: History) -> dt.date | None:
    return _last(*history.signs.column("caregiver_strain"))


def _spoken(history: History, limit: int) -> dt.date | None:
    """Since when speech is graded at a limit or below, in the daily grades or in the function check."""
    checked = history.function.items[:, FUNCTION_ITEMS.index("speech")]
    answered = ~np.isnan(checked)
    pairs = (history.weakness.column("speech"), (history.function.days[answered], checked[answered]))
    return min((day for days, grades in pairs if (day := _first(days, grades <= limit))), default=None)


def _measured(history: History, name: str) -> tuple[Days, Floats]:
    readings = history.measurements.get(name)
    if readings is None:
        return np.empty(0, "datetime64[D]"), np.empty(0)
    there = ~np.isnan(readings.values)
    return readings.days[there], readings.values[there]


def _last(days: Days, _values: Floats) -> dt.date | None:
    return as_date(days[-1]) if len(days) else None


def _first(days: Days, so: NDArray[np.bool_]) -> dt.date | None:
    """The first day on which something was so; None where it is not so on the last one."""
    return as_date(days[so.argmax()]) if len(so) and so[-1] else None
