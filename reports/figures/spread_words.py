"""What the spread chart says in words: its one sentence and its table."""

from collections.abc import Iterable, Mapping

from clinical.involvement import Involvement, Status
from clinical.spread import PairSpread, PairState
from clinical.vocabulary import CELLS, Cell, Pair, Side, Source
from clinical.when import Dated, When
from reports.figures.context import Context
from reports.figures.language import Words, gettext_lazy
from reports.figures.language import gettext as _
from reports.figures.marks import Lane, Table
from reports.figures.since import on_words, since_words
from reports.figures.spread_data import Spread, Staged
from reports.figures.words import (
    NAMES,
    NO_ANSWER,
    SOURCES,
    between,
    capital,
    clauses,
    date_words,
    how_long,
    listed,
    number,
    shortened,
)
from symptoms.wording.remembered import set_aside_beside

PLURAL = Words({Pair.ARM: gettext_lazy("arms"), Pair.LEG: gettext_lazy("legs")})
BOTH = Words({Pair.ARM: gettext_lazy("both arms"), Pair.LEG: gettext_lazy("both legs")})
ONLY = Words(
    {
        (Pair.ARM, Side.LEFT): gettext_lazy("only the left arm"),
        (Pair.ARM, Side.RIGHT): gettext_lazy("only the right arm"),
        (Pair.LEG, Side.LEFT): gettext_lazy("only the left leg"),
        (Pair.LEG, Side.RIGHT): gettext_lazy("only the right leg"),
    }
)
AFTER = Words(
    {
        (Pair.ARM, Side.LEFT): gettext_lazy("%(time)s after the left arm"),
        (Pair.ARM, Side.RIGHT): gettext_lazy("%(time)s after the right arm"),
        (Pair.LEG, Side.LEFT): gettext_lazy("%(time)s after the left leg"),
        (Pair.LEG, Side.RIGHT): gettext_lazy("%(time)s after the right leg"),
    }
)
LATER = Words(
    {
        (Pair.ARM, Side.LEFT): gettext_lazy("the left arm first"),
        (Pair.ARM, Side.RIGHT): gettext_lazy("the right arm first"),
        (Pair.LEG, Side.LEFT): gettext_lazy("the left leg first"),
        (Pair.LEG, Side.RIGHT): gettext_lazy("the right leg first"),
    }
)
STAGE = gettext_lazy("Stage (King's, estimated)")
JOINING = ("speech", "swallowing", "breathing")


def spread_reading(data: Spread, context: Context) -> str:
    """Where it began, when it crossed over, what joined, what is new since the last visit."""
    told = [_began(data)]
    told += [words for pair in Pair if (words := pair_words(data.pairs[pair], pair))]
    told += [
        _("%(part)s affected %(since)s") % {"part": NAMES[cell], "since": since_words(data.dates[cell])}
        for cell in JOINING
        if cell in data.dates
    ]
    if data.undated:
        parts = listed([NAMES[name] for name in data.undated])
        told.append(_("affected since a day that is not known: %(parts)s") % {"parts": parts})
    told += _since(data, context)
    return capital(clauses(told)) + "."


def _began(data: Spread) -> str:
    if not data.counted:
        return none_counted(data)
    first = [name for name in data.first if name in data.dates]
    if not first:
        return _("by these answers it is not known where weakness began")
    parts = listed([NAMES[name] for name in first])
    already = data.dates[first[0]].dated is Dated.ALREADY
    if len(first) > 1 and already:
        told = _("by these answers more than one part was affected %(when)s: %(parts)s; which was first is not known")
    elif len(first) > 1:
        told = _("by these answers weakness began in more than one part, %(parts)s, %(when)s")
    elif already and "." in first[0]:
        told = _("by these answers weakness came first in the %(parts)s and was there %(when)s")
    elif already:
        told = _("by these answers weakness came first in %(parts)s and was there %(when)s")
    elif "." in first[0]:
        told = _("by these answers weakness began in the %(parts)s %(when)s")
    else:
        told = _("by these answers weakness began with %(parts)s %(when)s")
    told %= {"parts": parts, "when": onset_words(data.involved[first[0]])}
    return f"{told} ({overlap})" if (overlap := maybe_words(data)) else told


def none_counted(data: Spread) -> str:
    """Never that no part is affected, where answers say that one may be."""
    possible = [NAMES[name] for name, entry in data.involved.items() if entry.status is Status.POSSIBLE]
    if possible:
        return _("possible, not yet counted as affected: %(parts)s") % {"parts": listed(possible)}
    return _("by these answers no body part counts as affected so far")


def maybe_words(data: Spread) -> str:
    """What else may have been first, as the ranges overlap or as it was so at the first entry; empty where nothing
    may."""
    if not data.maybe_first:
        return ""
    parts = listed(shortened([NAMES[name] for name in data.maybe_first]))
    return _("perhaps first instead, as the dates are not exact: %(parts)s") % {"parts": parts}


def onset_words(entry: Involvement) -> str:
    """``on 2 March 2024``, ``in June 2024, as remembered``, with who says so where it is the clinic."""
    when = entry.when
    if not when:
        return ""
    told = on_words(when)
    if entry.by is Source.CLINICIAN and when.dated is not Dated.CLINICIAN:
        return _("%(when)s (marked by a clinician)") % {"when": told}
    return told


def both_since(pair: Pair, when: When, *, short: bool = False) -> str:
    return f"{BOTH[pair]} {since_words(when, short=short)}"


def pair_words(state: PairSpread, pair: Pair, *, headed: bool = False) -> str:
    """How a limb pair stands, in the words of CLINICAL 4.4; empty where there is nothing to say. ``headed``: below a
    heading that names the pair."""
    said = {"both": BOTH[pair], "time": _time(state)}
    first = (pair, state.first_side) if state.first_side else None
    if state.state is PairState.BILATERAL and state.since:
        told = both_since(pair, state.since)
        if state.same_time:
            return _("%(told)s, both at about the same time") % {"told": told}
        if first:
            return f"{told}, {(AFTER if said['time'] else LATER)[first] % said}"
        return told
    if state.state is PairState.BILATERAL:
        return _("%(both)s, since a day that is not known") % said
    if state.state is PairState.BOTH_AT_FIRST_LOG:
        return _("%(both)s already at the first entry") % said
    if state.state is PairState.UNILATERAL and first:
        return _one_side(state, first, said)
    if state.side_unknown_since:
        told = _("a function check shows a change since %(day)s, side not known")
        told %= {"day": date_words(state.side_unknown_since)}
        return told if headed else f"{PLURAL[pair]}: {told}"
    return ""


def _one_side(state: PairSpread, first: tuple[Pair, Side], said: dict[str, str]) -> str:
    said |= {"one": ONLY[first]}
    if said["time"]:
        return _("%(one)s, so far %(time)s") % said
    if state.began and state.began.dated is Dated.ALREADY:
        return _("%(one)s so far, already at the first entry") % said
    return _("%(one)s so far") % said


def _time(state: PairSpread) -> str:
    """``3.0 months``, ``2.1 to 3.8 months``; of no days, no more can be said than that it was so on the one day."""
    if not state.days:
        return ""
    low, high = state.days_low, state.days_high
    return how_long(state.days) if low is None or high is None else between(low, high)


def _since(data: Spread, context: Context) -> list[str]:
    if not context.since:
        return []
    said = {"day": date_words(context.since)}
    new = [NAMES[name] for name in data.new_since(context.since)]
    if new:
        return [_("new since the visit on %(day)s: %(parts)s") % (said | {"parts": listed(new)})]
    if data.answered_since(context.since):
        return [_("no newly affected part was logged since the visit on %(day)s") % said]
    return [_("no weakness answers since the visit on %(day)s") % said]


def spread_table(data: Spread, lanes: Mapping[Cell, Lane], staged: Iterable[Staged]) -> Table:
    """A row per cell: since when, by whose word, and every run of grades with its gaps; then one per staged check."""
    header = (
        _("Body part"),
        _("Order"),
        _("Affected since"),
        _("Likely range"),
        _("According to"),
        _("Grade (0 to 4) by week"),
    )
    stages = (
        (
            str(STAGE),
            "",
            "",
            "",
            SOURCES[check.source],
            _("%(stage)s on %(day)s") % {"stage": check.stage, "day": date_words(check.day)},
        )
        for check in staged
    )
    return Table(header, (*(_row(cell.name, lanes[cell], data) for cell in CELLS), *stages))


def _row(name: str, lane: Lane, data: Spread) -> tuple[str, ...]:
    entry, onset = data.involved[name], lane.onset
    by = SOURCES[entry.by]
    if onset is None:
        said = by if name in data.undated or entry.by is Source.CLINICIAN else ""
        return (lane.label, "", with_memory(_status(name, data), entry), "", said, _grades(data, lane))
    order = str(onset.number) if onset.number else ""
    since = with_memory(onset.words, entry)
    return (lane.label, order, since, _likely(data.dates[name]), by, _grades(data, lane))


def with_memory(told: str, entry: Involvement) -> str:
    """What is told of a date, and beside it a memory that the answers contradict, so that it gave none."""
    return f"{told}. {set_aside_beside(entry.set_aside)}" if entry.set_aside else told


def _likely(when: When) -> str:
    """Only what answers give is a likely range."""
    if when.dated in (Dated.REMEMBERED, Dated.ALREADY):
        return ""
    if not when.high:
        return _("not known")
    if not when.low:
        return _("before the first entry to %(end)s") % {"end": date_words(when.high)}
    return _("%(start)s to %(end)s") % {"start": date_words(when.low), "end": date_words(when.high)}


def _status(name: str, data: Spread) -> str:
    if data.involved[name].other_cause:
        return _("another cause, not counted")
    if name in data.undated:
        return _("day not known")
    told = {Status.POSSIBLE: _("possible, not yet counted"), Status.NO_DATA: str(NO_ANSWER)}
    return told.get(data.involved[name].status, _("not affected"))


def _grades(data: Spread, lane: Lane) -> str:
    """The runs with their gaps: ``4 from 1 January 2024; no answer from 4 March 2024; 3 from 11 March 2024``."""
    if not lane.runs:
        return str(NO_ANSWER)
    told = []
    silent, graded = _("no answer from %(day)s"), _("%(grade)s from %(day)s")
    at = data.weeks[0]
    for run in lane.runs:
        if run.start > at:
            told.append(silent % {"day": date_words(at)})
        told.append(graded % {"grade": number(run.grade), "day": date_words(run.start)})
        at = run.end
    if at <= data.weeks[-1]:
        told.append(silent % {"day": date_words(at)})
    return clauses(told)
