"""The warning rules: which of them fire, since when, how often. Source: CLINICAL 7.2, 7.3, 7.4 [P].

A flag is not a monitor: nobody is told by it, and no flag says nothing (CLINICAL 13).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from clinical import ENGINE
from clinical.conditions import Condition, conditions
from clinical.history import Days, History, as_date
from clinical.rules import RISING, RULES, UNHEARD, UNHEARD_WEEKLY, Level

__all__ = ["Flag", "Level", "flags"]

CLEAR_ANSWERS = 2  # in a row, after which it is over
CLEAR_DAYS = 7  # that they have to be apart where a question is about the past seven days


@dataclass(frozen=True)
class Flag:
    """An open episode of one rule: firings without two clear answers in a row between (two weeks of a weekly question).

    ``since`` and ``last`` are the days of its first and last firing, ``count`` the days on which it fired, ``inputs``
    the values that fired it last. ``fired`` is the last firing at its level. ``clear_answers``: how many answers since
    then do not bear it out any more, 0 where the last one does. ``heard``: the last answer to its question;
    ``unheard_since`` is the same day where that is too long ago for it to stand among the open ones. ``new``: it tells
    a state that began, not an event that recurs.
    """

    rule: str
    level: Level
    since: dt.date
    last: dt.date
    count: int = 1
    inputs: dict[str, float] = field(default_factory=dict)
    version: str = ENGINE
    fired: dt.date | None = None
    clear_answers: int = 0
    heard: dt.date | None = None
    unheard_since: dt.date | None = None
    new: bool = False


@dataclass(frozen=True)
class _Episode:
    """``days``: of its firings; ``clear``: answers since the last one that bore it out; ``heard``: the last of all."""

    sign: Condition
    days: Days
    clear: int
    heard: np.datetime64
    inputs: dict[str, float]

    def stale(self, at: np.datetime64) -> bool:
        return bool((at - self.heard).astype(int) > (UNHEARD_WEEKLY if self.sign.weekly else UNHEARD))


def flags(history: History) -> tuple[Flag, ...]:
    """The rules that no two answers in a row have cleared, the highest level first. A skipped question neither fires
    nor clears; an answer clears only the question it answers.
    """
    episodes: dict[str, list[_Episode]] = {}
    for sign in conditions(history):
        if episode := _open_episode(sign):
            episodes.setdefault(sign.rule, []).append(episode)
    at = np.datetime64(history.at, "D")
    found = [_flag(rule, together, at) for rule, together in episodes.items()]
    return tuple(sorted(found, key=lambda flag: (-RISING.index(flag.level), flag.rule)))


def _open_episode(sign: Condition) -> _Episode | None:
    yes = np.flatnonzero(sign.true)
    if not len(yes):
        return None
    next_yes = np.append(yes[1:], len(sign.true))
    clear = next_yes - yes - 1  # answers between one that bears it out and the next
    over = clear >= CLEAR_ANSWERS
    if sign.weekly:
        first, last = np.minimum(yes + 1, len(sign.true) - 1), next_yes - 1
        over &= sign.days[last] - sign.days[first] >= np.timedelta64(CLEAR_DAYS, "D")
    if over[-1]:
        return None
    fired = yes[int(np.flatnonzero(over).max(initial=-1)) + 1 :]
    fired = fired[:1] if sign.once else fired
    inputs = {name: float(values[fired[-1]]) for name, values in sign.inputs.items()}
    known = {name: value for name, value in inputs.items() if not np.isnan(value)}
    heard = sign.days[-1] if sign.heard is None else sign.heard
    return _Episode(sign, sign.days[fired], int(clear[-1]), heard, known)


def _flag(rule: str, episodes: Sequence[_Episode], at: np.datetime64) -> Flag:
    """What has not been heard of counts for the level only where nothing else has either."""
    told = _worse(episodes) if RULES[rule].new else episodes
    heard = [episode for episode in episodes if not episode.stale(at)]
    counted = heard or episodes
    level = max((episode.sign.level for episode in counted), key=RISING.index)
    days = np.unique(np.concatenate([episode.days for episode in told]))
    inputs: dict[str, float] = {}
    for episode in sorted(told, key=lambda episode: episode.days[-1]):
        inputs |= episode.inputs
    last_heard = as_date(max(episode.heard for episode in counted))
    return Flag(
        rule,
        level,
        since=as_date(days[0]),
        last=as_date(days[-1]),
        count=len(days),
        inputs=inputs,
        fired=as_date(max((each.days[-1] for each in told if each.sign.level == level), default=days[-1])),
        clear_answers=min(episode.clear for episode in counted),
        heard=last_heard,
        unheard_since=None if heard else last_heard,
        new=RULES[rule].new,
    )


def _worse(episodes: Sequence[_Episode]) -> list[_Episode]:
    """Of the questions that tell one state the first to say so, and each that says it is worse by a step."""
    told: list[_Episode] = []
    for episode in sorted(episodes, key=lambda episode: (episode.days[0], -episode.sign.step)):
        if not told or episode.sign.step > told[-1].sign.step:
            told.append(episode)
    return told
