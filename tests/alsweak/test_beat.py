"""What beat asks for, when its clock was wrong for a while."""

import datetime as dt

from celery.schedules import schedule

from alsweak.beat import Kept
from alsweak.celery import app


class Beat(Kept):
    """A beat that tells what it would have sent."""

    def apply_entry(self, entry, producer=None):
        sent.append(entry.name)


sent: list[str] = []


def test_it_goes_on_at_once_when_a_clock_that_was_ahead_is_put_right(tmp_path, monkeypatch):
    sent.clear()
    right = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    clock = {"now": right + dt.timedelta(days=2)}
    monkeypatch.setattr(app, "now", lambda: clock["now"])
    monkeypatch.setattr(schedule, "now", lambda self: clock["now"])
    beat = Beat(app, schedule_filename=str(tmp_path / "schedule"))

    def minute(seconds):
        clock["now"] += dt.timedelta(seconds=seconds)
        while beat.tick() == 0:
            pass

    minute(0)
    minute(61)
    ahead, every = sorted(sent), sorted(name for name, each in app.conf.beat_schedule.items() if each["schedule"] <= 60)
    sent.clear()
    clock["now"] = right
    minute(0)
    minute(61)
    beat.close()

    assert ahead == every
    assert sorted(sent) == every
