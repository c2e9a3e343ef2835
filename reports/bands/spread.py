"""Spread and breathing in the few words that stand above the lanes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.vocabulary import Pair
from clinical.when import Dated, When
from reports.figures.context import Context
from reports.figures.small.days import near
from reports.figures.spread_data import Spread
from reports.figures.spread_words import PLURAL, both_since, none_counted, onset_words, pair_words
from reports.figures.words import NAMES, capital, sentences, short_date
from reports.summary import Summary


@dataclass(frozen=True)
class Told:
    newest: str
    pairs: str


def told(summary: Summary, context: Context) -> Told:
    data = Spread.of(summary.report, summary.series, context)
    return Told(
        newest=_newest(data),
        pairs=sentences(*(f"{capital(_pair(data, pair))}." for pair in Pair)),
    )


def began(data: Spread) -> str:
    """The first part and when; of several the first of them and how many more."""
    if not data.counted:
        return capital(none_counted(data)) + "."
    first = [name for name in data.first if name in data.dates]
    if not first:
        return _("Where it began is not known.")
    left = len(first) - 1
    part = NAMES[first[0]]
    if left:
        part = ngettext("%(part)s and %(number)d more", "%(part)s and %(number)d more", left) % {
            "part": part,
            "number": left,
        }
    return _("Began: %(part)s %(when)s.") % {"part": part, "when": onset_words(data.involved[first[0]])}


def _newest(data: Spread) -> str:
    """The part whose day is the last; what was weak at the first entry is never new."""
    known = {name: day for name, day in data.onsets.items() if data.involved[name].can_be_new}
    if not known:
        return _("Newest part: none since the first entry.") if data.counted else _("Newest part: none counted.")
    name = max(known, key=lambda each: known[each])
    said = {"part": NAMES[name], "day": short_date(known[name])}
    when = data.dates[name]
    if ranged(when):
        return _("Newest part: %(part)s, %(day)s (%(low)s to %(high)s).") % (said | ends(when))
    return _("Newest part: %(part)s, %(day)s.") % said


def ranged(when: When) -> bool:
    """Whether there is a range of days to tell; of what is remembered there is a month."""
    return bool(when.dated is Dated.ANSWERS and when.low and when.high and when.low != when.high)


def ends(when: When) -> dict[str, str]:
    """Of one that is ranged: the ends of a range, near to its day without their year."""
    assert when.on
    assert when.low
    assert when.high
    return {"low": near(when.low, when.on), "high": near(when.high, when.on)}


def _pair(data: Spread, pair: Pair) -> str:
    """Did the other side join, when, how sure."""
    state = data.pairs[pair]
    words = pair_words(state, pair)
    if state.since and words.startswith(both_since(pair, state.since)):
        told = both_since(pair, state.since, short=True)
        if ranged(state.since):
            told = _("%(told)s (%(low)s to %(high)s)") % ({"told": told} | ends(state.since))
        return told + words.removeprefix(both_since(pair, state.since))
    if words:
        return words
    if state.state is None:
        return _("%(parts)s: no answers") % {"parts": PLURAL[pair]}
    return _("%(parts)s: no side counts as affected") % {"parts": PLURAL[pair]}
