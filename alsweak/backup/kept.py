"""Which backups of a folder are kept, and when the next one is due."""

import datetime as dt
import re
from collections.abc import Callable, Collection
from pathlib import Path

NAME = re.compile(r"alsweak-(\d{8}T\d{6}Z)\.zip(?:\.age)?")
STAMP = "%Y%m%dT%H%M%SZ"
PERIODS: tuple[Callable[[dt.datetime], object], ...] = (
    lambda made: made.date(),
    lambda made: made.isocalendar()[:2],
    lambda made: (made.year, made.month),
)


def named(made: dt.datetime, *, encrypted: bool) -> str:
    return f"alsweak-{made.astimezone(dt.UTC).strftime(STAMP)}.zip{'.age' if encrypted else ''}"


def made_at(name: str) -> dt.datetime | None:
    """When a backup was made; None for any other file."""
    found = NAME.fullmatch(name)
    try:
        return dt.datetime.strptime(found[1], STAMP).replace(tzinfo=dt.UTC) if found else None
    except ValueError:
        return None


def kept(names: Collection[str], keep: tuple[int, ...]) -> set[str]:
    """The newest of each of the last so many days, weeks and months *that have one*, in UTC.

    No clock has a part in it: where no backup was made for a year, nothing goes on account of its age.
    """
    newest_first = sorted((made, name) for name in names if (made := made_at(name)))[::-1]
    chosen: set[str] = set()
    for count, period in zip(keep, PERIODS, strict=True):
        of_each: dict[object, str] = {}
        for made, name in newest_first:
            of_each.setdefault(period(made), name)
        chosen.update(list(of_each.values())[:count])
    return chosen


def drop_old(folder: Path, keep: tuple[int, ...]) -> list[str]:
    """Delete the backups that are not kept, and no other file. Their names."""
    names = {path.name for path in folder.iterdir() if made_at(path.name)}
    old = sorted(names - kept(names, keep))
    for name in old:
        (folder / name).unlink()
    return old


def due(names: Collection[str], at: dt.time, now: dt.datetime) -> dt.datetime:
    """When the next backup has to be made: the first time of day ``at`` (UTC) after the newest one, so that a night
    which was slept through is made up for at once. One that was made when the clock was ahead of now counts as none."""
    newest = max((made for name in names if (made := made_at(name)) and made <= now), default=None)
    if newest is None:
        return now
    moment = dt.datetime.combine(newest.date(), at, dt.UTC)
    return moment if moment > newest else moment + dt.timedelta(days=1)
