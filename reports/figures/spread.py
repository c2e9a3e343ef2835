"""Where weakness began, when it crossed over, what has joined: one lane per cell from head to foot, weeks across.

The limb pairs are mirrored about a middle line, left above and right below, so that a pair that turns two-sided is seen
to cross it (DESIGN 5, CLINICAL 4.4). The lanes show what was recorded; nothing is drawn as expected next.
"""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from clinical.vocabulary import CELLS, LIMB_REGIONS, Cell, Pair, Region, Side, Source
from clinical.when import Dated
from reports.figures.context import Context
from reports.figures.data import runs_of, span_words
from reports.figures.language import gettext as _
from reports.figures.language import gettext_lazy
from reports.figures.marks import Block, Figure, Key, Lane, Lanes, Onset, Rule, Stages
from reports.figures.spread_data import Spread, Staged
from reports.figures.spread_words import PLURAL, both_since, onset_words, pair_words, spread_reading, spread_table
from reports.figures.words import (
    BOTH_4,
    DARKER,
    GRADES,
    NAMES,
    NO_ANSWER,
    NO_STAGE,
    SELF_REPORTED,
    STAGE_MEANING,
    capital,
    clauses,
    last_visit,
    listed,
    sentences,
)

NAME = "spread"
TITLE = gettext_lazy("Where weakness began and where it has spread")
JOINING = (Region.SPEECH, Region.SWALLOWING, Region.BREATHING)
SHORT = ((NO_STAGE, "–"), (BOTH_4, "4B*"))
RULE = gettext_lazy(
    "A body part counts as affected when two of three answered weeks in a row, at most 60 days apart, are at "
    "grade 3 or lower and a third or more of its latest answers still are; speech, swallowing and breathing also "
    "when two function checks in a row show a change; or when a clinician marks it (our rule). Its day is that on "
    "which answers of 3 or lower became as likely as 4; a part that was weak at the first entry has none, unless "
    "somebody remembers when it began."
)


def spread(data: Spread, context: Context) -> Figure:
    """The spread chart."""
    if not data.answered:
        return Figure(NAME, str(TITLE), _("No weakness answers yet. The picture begins with the first answer."))
    lanes = _lanes(data, context)
    staged = data.stages if context.show_stage else ()
    panel = Lanes(
        blocks=(
            Block("", tuple(lanes[Cell(region)] for region in (Region.SPEECH, Region.SWALLOWING, Region.NECK))),
            _mirrored(data, lanes, Pair.ARM),
            Block("", tuple(lanes[Cell(region)] for region in (Region.BREATHING, Region.TRUNK))),
            _mirrored(data, lanes, Pair.LEG),
        ),
        spans=data.spans,
        rules=(Rule(context.since, last_visit(context.since)),) if context.since else (),
        stages=_strip(staged) if staged else None,
    )
    used = {check.stage for check in staged}
    shortened = clauses([f"{short}: {words}" for words, short in SHORT if str(words) in used])
    short = _("King's stage %(told)s.") % {"told": shortened} if shortened else ""
    stage = STAGE_MEANING if staged else ""
    tagged = [NAMES[name] for name in NAMES if data.involved[name].other_cause]
    other = _("Not counted, as it has another cause: %(parts)s.") % {"parts": listed(tagged)} if tagged else ""
    return Figure(
        name=NAME,
        title=str(TITLE),
        reading=spread_reading(data, context),
        panels=(panel,),
        start=data.start,
        end=data.end,
        key=_key(data),
        caption=sentences(SELF_REPORTED, RULE, other, span_words(data.spans), short, stage),
        tabulate=partial(spread_table, data, lanes, staged),
    )


def _lanes(data: Spread, context: Context) -> dict[Cell, Lane]:
    order = sorted(set(data.onsets.values()))
    new = data.new_since(context.since)
    lanes = {}
    for cell in CELLS:
        when, onset = data.dates.get(cell.name), None
        if when:
            day = when.on or when.latest
            onset = Onset(
                number=order.index(day) + 1 if when.on else None,
                day=day,
                low=when.low or (data.start if when.on and when.high and data.start else day),
                high=when.high or day,
                by_clinician=data.involved[cell.name].by is Source.CLINICIAN,
                new=cell.name in new,
                words=onset_words(data.involved[cell.name]),
                remembered=when.dated is Dated.REMEMBERED,
            )
        lanes[cell] = Lane(
            label=capital(NAMES[cell.name]),
            runs=runs_of(data.weeks, data.grades[cell.name]),
            onset=onset,
            band_from=_surely(onset) if onset and cell.region in JOINING else None,
        )
    return lanes


def _surely(onset: Onset) -> dt.date:
    """From when on the cell was affected: of a remembered time from its end."""
    return onset.high if onset.remembered else onset.day


def _mirrored(data: Spread, lanes: Mapping[Cell, Lane], pair: Pair) -> Block:
    inward = [region for region in LIMB_REGIONS if Cell(region, Side.LEFT).pair is pair]
    state = data.pairs[pair]
    crossing = None
    if state.bilateral_on and state.since:
        crossing = Rule(state.bilateral_on, capital(both_since(pair, state.since, short=True)))
    return Block(
        label=capital(PLURAL[pair]),
        lanes=tuple(lanes[Cell(region, Side.LEFT)] for region in inward),
        mirror=tuple(lanes[Cell(region, Side.RIGHT)] for region in reversed(inward)),
        crossing=crossing,
        note="" if crossing else capital(pair_words(state, pair, headed=True)),
    )


def _strip(staged: tuple[Staged, ...]) -> Stages:
    """Longer words have no room here: they stand in the caption and in the table."""
    short = {str(words): letters for words, letters in SHORT}
    return Stages(_("King's estimated"), tuple((check.day, short.get(check.stage, check.stage)) for check in staged))


def _key(data: Spread) -> tuple[Key, ...]:
    grades = tuple(Key(f"grade-{grade}", words) for grade, words in GRADES.items())
    gap = (Key("gap", str(NO_ANSWER)),)
    order = (Key("onset", _("order in which parts became affected; the bar is the likely range")),)
    clinic = any(data.involved[name].by is Source.CLINICIAN for name in data.onsets)
    marked = (Key("onset-clinician", _("marked by a clinician")),) if clinic else ()
    dated = {when.dated for when in data.dates.values()}
    memory = (Key("onset-remembered", _("as remembered")),) if Dated.REMEMBERED in dated else ()
    already = (Key("onset-already", _("already at the first entry")),) if Dated.ALREADY in dated else ()
    return (*grades, Key("words", str(DARKER)), *gap, *(order if data.onsets else ()), *marked, *memory, *already)
