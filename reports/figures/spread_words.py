"""What the spread chart says in words: its one sentence and its table."""

from collections.abc import Iterable, Mapping

from clinical.vocabulary import CELLS, Cell, Pair
from reports.figures.context import Context
from reports.figures.marks import Lane, Table
from reports.figures.spread_data import Involved, PairSpread, Spread, Staged
from reports.figures.words import NAMES, NO_ANSWER, capital, date_words, listed, months, number, source_words

PLURAL = {Pair.ARM: "arms", Pair.LEG: "legs"}
STAGE = "Stage (King's, estimated)"
JOINING = ("speech", "swallowing", "breathing")
SHOWN = 3  # parts that are named as perhaps the first


def spread_reading(data: Spread, context: Context) -> str:
    """Where it began, when it crossed over, what joined, what is new since the last visit."""
    clauses = [_began(data)]
    clauses += [words for pair in Pair if (words := pair_words(data.pairs[pair], pair))]
    clauses += [f"{cell} affected since {date_words(data.onsets[cell])}" for cell in JOINING if cell in data.onsets]
    if data.undated:
        clauses.append(f"affected since a day that is not known: {listed([NAMES[name] for name in data.undated])}")
    clauses += _since(data, context)
    return capital("; ".join(filter(None, clauses))) + "."


def _began(data: Spread) -> str:
    if not data.counted:
        possible = [NAMES[name] for name, entry in data.involved.items() if entry.status == "possible"]
        seen = f" (possible: {listed(possible)})" if possible else ""
        return f"by these answers no body part counts as affected so far{seen}"
    first = [name for name in data.first if name in data.onsets]
    if not first:
        return "by these answers it is not known where weakness began"
    when, names = onset_words(data.involved[first[0]]), listed([NAMES[name] for name in first])
    unsure = f" ({overlap})" if (overlap := maybe_words(data)) else ""
    if len(first) > 1:
        return f"by these answers weakness began in more than one part, {names}, {when}{unsure}"
    return f"by these answers weakness began {'in the' if '.' in first[0] else 'with'} {names} {when}{unsure}"


def maybe_words(data: Spread) -> str:
    """What else may have been first, as the likely ranges overlap; empty where nothing may."""
    if not data.maybe_first:
        return ""
    named = [NAMES[name] for name in data.maybe_first[:SHOWN]]
    more = [f"{len(data.maybe_first) - SHOWN} more"] if len(data.maybe_first) > SHOWN else []
    return f"by its likely range, {listed([*named, *more])} may have come first"


def onset_words(entry: Involved) -> str:
    """``on 2 March 2024``, ``on or before 2 March 2024``, with who says so where it is the clinic."""
    if not entry.onset:
        return ""
    marked = " (marked by a clinician)" if entry.by == "clinician" else ""
    return f"{'on or before' if entry.on_or_before else 'on'} {date_words(entry.onset)}{marked}"


def pair_words(state: PairSpread, pair: Pair) -> str:
    """How a limb pair stands, in the words of CLINICAL 4.4; empty where there is nothing to say."""
    plural, least = PLURAL[pair], "at least " if state.at_least else ""
    if state.state == "bilateral" and state.bilateral_on:
        first = f", {least}{months(state.days)} after the {state.first_side} {pair}" if state.days is not None else ""
        return f"both {plural} since {date_words(state.bilateral_on)}{first}"
    if state.state == "bilateral":
        return f"both {plural}, since a day that is not known"
    if state.state == "both_at_first_log":
        return f"both {plural} at the first entry"
    if state.state == "unilateral":
        one = f"only the {state.first_side} {pair}"
        return f"{one} so far" if state.days is None else f"{one}, so far {least}{months(state.days)}"
    if state.side_unknown_since:
        return f"{plural}: a function check shows a change since {date_words(state.side_unknown_since)}, side not known"
    return ""


def _since(data: Spread, context: Context) -> list[str]:
    if not context.since:
        return []
    visit = f"since the visit on {date_words(context.since)}"
    new = [NAMES[name] for name in data.new_since(context.since)]
    if new:
        return [f"new {visit}: {listed(new)}"]
    answered = any(
        grade is not None
        for grades in data.grades.values()
        for week, grade in zip(data.weeks, grades, strict=True)
        if week > context.since
    )
    return [f"no newly affected part was logged {visit}" if answered else f"no weakness answers {visit}"]


def spread_table(data: Spread, lanes: Mapping[Cell, Lane], staged: Iterable[Staged]) -> Table:
    """A row per cell: since when, by whose word, and every run of grades with its gaps; then one per staged check."""
    header = ("Body part", "Order", "Affected since", "Likely range", "According to", "Grade (0 to 4) by week")
    stages = (
        (STAGE, "", "", "", source_words(check.source), f"{check.stage} on {date_words(check.day)}") for check in staged
    )
    return Table(header, (*(_row(cell.name, lanes[cell], data) for cell in CELLS), *stages))


def _row(name: str, lane: Lane, data: Spread) -> tuple[str, ...]:
    entry, onset = data.involved[name], lane.onset
    by = "clinic" if entry.by == "clinician" else "self-reported"
    if onset is None:
        said = by if name in data.undated or entry.by == "clinician" else ""
        return (lane.label, "", _status(name, data), "", said, _grades(data, lane))
    since = f"on or before {date_words(onset.day)}" if onset.on_or_before else date_words(onset.day)
    likely = f"{date_words(onset.low)} to {date_words(onset.high)}" if entry.low and entry.high else "not known"
    return (lane.label, str(onset.number), since, likely, by, _grades(data, lane))


def _status(name: str, data: Spread) -> str:
    if name in data.other_cause:
        return "another cause, not counted"
    if name in data.undated:
        return "day not known"
    return {"possible": "possible, not yet counted", "no_data": NO_ANSWER}.get(
        data.involved[name].status, "not affected"
    )


def _grades(data: Spread, lane: Lane) -> str:
    """The runs with their gaps: ``4 from 1 January 2024; no answer from 4 March 2024; 3 from 11 March 2024``."""
    if not lane.runs:
        return NO_ANSWER
    told = []
    at = data.weeks[0]
    for run in lane.runs:
        if run.start > at:
            told.append(f"{NO_ANSWER} from {date_words(at)}")
        told.append(f"{number(run.grade)} from {date_words(run.start)}")
        at = run.end
    if at <= data.weeks[-1]:
        told.append(f"{NO_ANSWER} from {date_words(at)}")
    return "; ".join(told)
