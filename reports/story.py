"""What a report says, in sentences. Report in, words out: no query, no clock, no HTML.

The words stay within the safety statement (CLINICAL 13): what was recorded, by whom, since when; never what comes next.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.involvement import Status
from clinical.report import Report, Series
from clinical.spread import PairState
from reports.figures.context import Context
from reports.figures.language import Words
from reports.figures.spread_data import Spread
from reports.figures.spread_words import JOINING, PLURAL, maybe_words, onset_words, pair_words
from reports.figures.words import NAMES, capital, listed, sentences, short_date, shortened

JOINED = Words(
    {
        Status.POSSIBLE: gettext_lazy("possible, not yet counted: %(parts)s"),
        Status.NOT_INVOLVED: gettext_lazy("not affected by these answers: %(parts)s"),
        Status.NO_DATA: gettext_lazy("no answers about %(parts)s"),
    }
)


def story(report: Report, series: Series, since: dt.date, visit: dt.date | None) -> tuple[tuple[str, str], ...]:
    """The ten seconds of a record, as questions with their answers; ``since`` is the day from which things are new."""
    data = Spread.of(report, series, Context())
    new = _("New since the visit on %(day)s") if since == visit else _("New since %(day)s")
    return (
        (_("Where it began"), _began(data)),
        (_("On the other side"), _sides(data)),
        (_("Speech, swallowing, breathing"), _joined(data)),
        (new % {"day": short_date(since)}, _new(data, since)),
    )


def _began(data: Spread) -> str:
    first = [name for name in data.first if name in data.onsets]
    if not first:
        return _nothing_yet(data)
    entry = data.involved[first[0]]
    where = capital(listed(shortened([NAMES[name] for name in first])))
    if len(first) > 1:
        where = _("%(parts)s (more than one part at the start)") % {"parts": where}
    said = {"where": where, "when": onset_words(entry)}
    told = "%(where)s, %(when)s."
    if entry.onset_low and entry.onset_high and not entry.on_or_before:
        told = _("%(where)s, %(when)s, most likely between %(low)s and %(high)s.")
        said |= {"low": short_date(entry.onset_low), "high": short_date(entry.onset_high)}
    return sentences(told % said, _sentence(maybe_words(data)))


def _nothing_yet(data: Spread) -> str:
    if all(entry.status is Status.NO_DATA for entry in data.involved.values()):
        return _("No weakness answers yet.")
    possible = [NAMES[name] for name, entry in data.involved.items() if entry.status is Status.POSSIBLE]
    return sentences(
        _("By these answers no body part counts as affected so far."),
        _("Possible, from a single answer: %(parts)s.") % {"parts": listed(possible)} if possible else "",
    )


def _sides(data: Spread) -> str:
    unsaid = {PairState.NONE: _("%(parts)s not affected by these answers"), None: _("%(parts)s: no answers")}
    told = [
        pair_words(state, pair) or unsaid.get(state.state, "") % {"parts": PLURAL[pair]}
        for pair, state in data.pairs.items()
    ]
    return sentences(*map(_sentence, told))


def _joined(data: Spread) -> str:
    """Each of the three with since when, else by what it is said to be free; silence is told apart."""
    told = [
        _("%(part)s affected, first %(when)s") % {"part": NAMES[cell], "when": onset_words(data.involved[cell])}
        for cell in JOINING
        if cell in data.onsets
    ]
    for status, words in JOINED.items():
        cells = [NAMES[cell] for cell in JOINING if data.involved[cell].status == status]
        if cells:
            told.append(words % {"parts": listed(cells)})
    return sentences(*map(_sentence, told))


def _new(data: Spread, since: dt.date) -> str:
    new = [f"{NAMES[name]} ({short_date(data.onsets[name])})" for name in data.new_since(since)]
    if new:
        return _sentence(listed(shortened(new)))
    if data.answered_since(since):
        return _("No newly affected part was logged.")
    return _("No weakness answers since then.")


def _sentence(told: str) -> str:
    return f"{capital(told)}." if told else ""
