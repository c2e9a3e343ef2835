"""What a report says, in sentences. Report in, words out: no query, no clock, no HTML.

The words stay within the safety statement (CLINICAL 13): what was recorded, by whom, since when; never what comes next.
"""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.involvement import Status
from clinical.opm import Confirmed, Opm, parts
from clinical.report import Report, Series
from clinical.vocabulary import CELLS, Pair
from clinical.when import Dated
from reports.figures.context import Context
from reports.figures.language import Words
from reports.figures.since import since_words
from reports.figures.spread_data import Spread
from reports.figures.spread_words import JOINING, PLURAL, maybe_words, none_counted, onset_words, pair_words
from reports.figures.words import NAMES, capital, listed, sentences, short_date, shortened
from symptoms.wording.remembered import set_aside_beside

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
    first = [name for name in data.first if name in data.dates]
    if not first:
        return _nothing_yet(data)
    entry, when = data.involved[first[0]], data.dates[first[0]]
    where = capital(listed(shortened([NAMES[name] for name in first])))
    if len(first) > 1 and when.dated is Dated.ALREADY:
        where = _("%(parts)s (which was first is not known)") % {"parts": where}
    elif len(first) > 1:
        where = _("%(parts)s (more than one part at the start)") % {"parts": where}
    said = {"where": where, "when": onset_words(entry)}
    told = "%(where)s, %(when)s."
    if when.dated is Dated.ANSWERS and when.low and when.high:
        told = _("%(where)s, %(when)s, most likely between %(low)s and %(high)s.")
        said |= {"low": short_date(when.low), "high": short_date(when.high)}
    aside = [set_aside_beside(found) for name in first if (found := data.involved[name].set_aside)]
    return sentences(told % said, _sentence(maybe_words(data)), *aside)


def _nothing_yet(data: Spread) -> str:
    if all(entry.status is Status.NO_DATA for entry in data.involved.values()):
        return _("No weakness answers yet.")
    if data.counted:
        return _("By these answers it is not known where it began.")
    return _sentence(none_counted(data))


def _sides(data: Spread) -> str:
    return sentences(
        *(_sentence(pair_words(state, pair) or _untouched(data, pair)) for pair, state in data.pairs.items())
    )


def _untouched(data: Spread, pair: Pair) -> str:
    """What is said of a pair that counts as affected on no side: free only where no part of it is possible."""
    if data.pairs[pair].state is None:
        told = _("%(parts)s: no answers")
    elif any(data.involved[cell.name].status is Status.POSSIBLE for cell in CELLS if cell.pair is pair):
        told = _("%(parts)s: possible, not yet counted")
    else:
        told = _("%(parts)s not affected by these answers")
    return told % {"parts": PLURAL[pair]}


def _joined(data: Spread) -> str:
    """Each of the three with since when, else by what it is said to be free; silence is told apart."""
    told = [
        _("%(part)s affected %(since)s") % {"part": NAMES[cell], "since": since_words(data.dates[cell])}
        for cell in JOINING
        if cell in data.dates
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


def opm_words(opm: Opm | None, confirmed: Confirmed | None = None) -> str:
    """For clinicians, with where the words come from; it stands beside the story of left and right (CLINICAL 4.7).

    What a clinician confirmed comes first; what the answers say now is told with it where the two part.
    """
    if confirmed is None:
        return _computed_words(opm)
    told = _("%(line)s, confirmed by %(who)s on %(day)s.") % {
        "line": confirmed.text,
        "who": confirmed.by,
        "day": short_date(confirmed.on),
    }
    if not confirmed.motor:
        told = sentences(told, _("M not examined."))
    if parts(confirmed, opm):
        return sentences(told, _("By the answers now: %(line)s") % {"line": _computed_words(opm)})
    return sentences(told, _("After ALS-OPM, Meyer and others 2025 (CC BY 4.0)."))


def _computed_words(opm: Opm | None) -> str:
    if opm is None:
        return _("No part is known to have been the first.")
    told = opm.text or _("Not given: more than one part at the start.")
    if opm.at_least:
        told = f"{opm.onset} {opm.propagation}({_('at least %(months)d') % {'months': opm.months}})"
    source = _(
        "Self-report, to be confirmed. After ALS-OPM, Meyer and others 2025 (CC BY 4.0), examination not included."
    )
    return sentences(told if told.endswith(".") else f"{told}.", source)
