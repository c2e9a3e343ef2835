"""The warning rules: which of them fire, since when, how often. Source: CLINICAL 7.2, 7.3 [P].

A flag is not a monitor: nobody is told by it, and no flag says nothing (CLINICAL 13).
"""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from clinical import ENGINE
from clinical.conditions import Condition, conditions
from clinical.history import Days, History, as_date
from clinical.rules import RISING, Level

__all__ = ["Flag", "Level", "flags"]


@dataclass(frozen=True)
class Flag:
    """An open episode of one rule: firings without a cleared answer between.

    ``since`` and ``last`` are the days of its first and last firing, ``count`` the days on which it fired, ``inputs``
    the values that fired it last.
    """

    rule: str
    level: Level
    since: dt.date
    last: dt.date
    count: int = 1
    inputs: dict[str, float] = field(default_factory=dict)
    version: str = ENGINE


@dataclass(frozen=True)
class _Episode:
    level: Level
    days: Days
    inputs: dict[str, float]


def flags(history: History) -> tuple[Flag, ...]:
    """The rules that still hold by their last answer, the highest level first. A skipped question neither fires nor
    clears; an answer clears only the question it answers.
    """
    episodes: dict[str, list[_Episode]] = {}
    for sign in conditions(history):
        if episode := _open_episode(sign):
            episodes.setdefault(sign.rule, []).append(episode)
    found = [_flag(rule, together) for rule, together in episodes.items()]
    return tuple(sorted(found, key=lambda flag: (-RISING.index(flag.level), flag.rule)))


def _open_episode(sign: Condition) -> _Episode | None:
    if not len(sign.true) or not sign.true[-1]:
        return None
    start = int(np.flatnonzero(~sign.true).max(initial=-1)) + 1
    last = start if sign.once else len(sign.true) - 1
    inputs = {name: float(values[last]) for name, values in sign.inputs.items() if not np.isnan(values[last])}
    return _Episode(sign.level, sign.days[start : last + 1], inputs)


def _flag(rule: str, episodes: list[_Episode]) -> Flag:
    days = np.unique(np.concatenate([episode.days for episode in episodes]))
    inputs: dict[str, float] = {}
    for episode in sorted(episodes, key=lambda episode: episode.days[-1]):
        inputs |= episode.inputs
    level = max((episode.level for episode in episodes), key=RISING.index)
    return Flag(rule, level, as_date(days[0]), as_date(days[-1]), len(days), inputs)
