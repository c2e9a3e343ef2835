"""What a report says, in sentences and in reasons. Report in, words out: no query, no clock, no HTML.

The words stay within the safety statement (CLINICAL 13): what was recorded, by whom, since when; never what comes next.
"""

import datetime as dt
from typing import Any

from reports.figures.context import Context
from reports.figures.spread_data import Spread
from reports.figures.spread_words import JOINING, PLURAL, maybe_words, onset_words, pair_words
from reports.figures.words import NAMES, capital, listed, short_date

Json = dict[str, Any]

SHOWN = 6  # parts that are named in a row; the chart and its table have them all


def story(report: Json, series: Json, since: dt.date, visit: dt.date | None) -> tuple[tuple[str, str], ...]:
    """The ten seconds of a record, as questions with their answers; ``since`` is the day from which things are new."""
    data = Spread.from_report(report, series, Context())
    return (
        ("Where it began", _began(data)),
        ("On the other side", _sides(data)),
        ("Speech, swallowing, breathing", _joined(data)),
        (f"New since {'the visit on ' if since == visit else ''}{short_date(since)}", _new(data, since)),
    )


def _began(data: Spread) -> str:
    first = [name for name in data.first if name in data.onsets]
    if not first:
        return _nothing_yet(data)
    entry = data.involved[first[0]]
    where = capital(_named([NAMES[name] for name in first]))
    together = " (more than one part at the start)" if len(first) > 1 else ""
    likely = ""
    if entry.low and entry.high and not entry.on_or_before:
        likely = f", most likely between {short_date(entry.low)} and {short_date(entry.high)}"
    unsure = f" {capital(overlap)}." if (overlap := maybe_words(data)) else ""
    return f"{where}{together}, {onset_words(entry)}{likely}.{unsure}"


def _nothing_yet(data: Spread) -> str:
    if all(entry.status == "no_data" for entry in data.involved.values()):
        return "No weakness answers yet."
    possible = [NAMES[name] for name, entry in data.involved.items() if entry.status == "possible"]
    seen = f" Possible, from a single answer: {listed(possible)}." if possible else ""
    return f"By these answers no body part counts as affected so far.{seen}"


def _sides(data: Spread) -> str:
    unsaid = {"none": "{} not affected by these answers", None: "{}: no answers"}
    told = [
        pair_words(state, pair) or unsaid.get(state.state, "").format(PLURAL[pair])
        for pair, state in data.pairs.items()
    ]
    return " ".join(f"{capital(words)}." for words in told if words)


def _joined(data: Spread) -> str:
    """Each of the three with since when, else by what it is said to be free; silence is told apart."""
    told = [
        f"{NAMES[cell]} affected, first {onset_words(data.involved[cell])}" for cell in JOINING if cell in data.onsets
    ]
    for status, words in (
        ("possible", "possible, not yet counted: {}"),
        ("not_involved", "not affected by these answers: {}"),
        ("no_data", "no answers about {}"),
    ):
        cells = [NAMES[cell] for cell in JOINING if data.involved[cell].status == status]
        if cells:
            told.append(words.format(listed(cells)))
    return " ".join(f"{capital(words)}." for words in told)


def _new(data: Spread, since: dt.date) -> str:
    new = data.new_since(since)
    if new:
        more = [f"{len(new) - SHOWN} more"] if len(new) > SHOWN else []
        return (
            capital(listed([*(f"{NAMES[name]} ({short_date(data.onsets[name])})" for name in new[:SHOWN]), *more]))
            + "."
        )
    answered = any(
        grades[n] is not None for grades in data.grades.values() for n, week in enumerate(data.weeks) if week > since
    )
    return "No newly affected part was logged." if answered else "No weakness answers since then."


def _named(parts: list[str]) -> str:
    more = [f"{len(parts) - SHOWN} more"] if len(parts) > SHOWN else []
    return listed([*parts[:SHOWN], *more])
