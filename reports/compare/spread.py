"""The person's own grades, the parts that became affected, and how the limb pairs stood."""

from django.utils.translation import gettext as _

from clinical.compare import Comparison, PairStood
from clinical.spread import PairState
from clinical.when import When
from reports.bands.spread import ends, ranged
from reports.compare.rows import SAME, Row, Section
from reports.figures.context import Context
from reports.figures.since import since_words
from reports.figures.small.between import unanswered
from reports.figures.spread_data import Spread
from reports.figures.spread_words import BOTH, ONLY, PLURAL
from reports.figures.words import NAMES, capital, listed, number
from reports.summary import Summary


def grade_section(found: Comparison) -> Section:
    changed = [graded for graded in found.grades if graded.changed]
    known = any(graded.then is not None and graded.now is not None for graded in found.grades)
    return Section(
        "grades",
        _("Own grades that changed"),
        tuple(
            Row(
                capital(NAMES[graded.cell.name]),
                number(graded.then),
                number(graded.now),
                f"{graded.then} → {graded.now}",
                changed=True,
            )
            for graded in changed
        ),
        notes=tuple(
            filter(
                None,
                (
                    unanswered(found.grades),
                    _("0 to 4, 4 as before ALS: self-reported, the last weekly value of the four weeks to each day."),
                ),
            )
        ),
        empty=_("The same grades on both days.") if known else _("No answers to compare."),
    )


def spread_section(summary: Summary, found: Comparison) -> Section:
    data = Spread.of(summary.report, summary.series, Context())
    new = [
        Row(capital(NAMES[part.cell.name]), _("not yet counted"), since_ranged(when), _("new"), changed=True)
        for part in found.parts
        if (when := data.dates.get(part.cell.name))
    ]
    notes = []
    if not new:
        notes.append(
            _("No newly affected part was logged between the two days.")
            if found.answered
            else _("No weakness answers between the two days.")
        )
    if data.undated:
        parts = listed([NAMES[name] for name in data.undated])
        notes.append(capital(_("affected since a day that is not known: %(parts)s") % {"parts": parts}) + ".")
    return Section(
        "spread", _("Parts that became affected, and both sides"), (*new, *map(_pair, found.pairs)), tuple(notes)
    )


def since_ranged(when: When) -> str:
    """``since 3 Mar 2026 (20 Feb to 9 Mar)``."""
    told = since_words(when, short=True)
    return _("%(told)s (%(low)s to %(high)s)") % ({"told": told} | ends(when)) if ranged(when) else told


def _pair(stood: PairStood) -> Row:
    then, now = _stood(stood, stood.then), _stood(stood, stood.now)
    changed = stood.then is not None and stood.now is not None and stood.then != stood.now
    both = stood.now is PairState.BILATERAL and stood.whole.since
    what = "" if stood.then is None or stood.now is None else str(SAME)
    if changed:
        what = _("both sides since then") if both else _("one side since then")
    if both and stood.whole.since:
        now = f"{BOTH[stood.pair]} {since_ranged(stood.whole.since)}"
    return Row(capital(PLURAL[stood.pair]), then, now, what, changed=changed)


def _stood(stood: PairStood, state: PairState | None) -> str:
    side = stood.whole.first_side
    if state is None:
        return _("not known")
    if state is PairState.BILATERAL:
        return BOTH[stood.pair]
    if state is PairState.BOTH_AT_FIRST_LOG:
        return _("%(both)s already at the first entry") % {"both": BOTH[stood.pair]}
    if state is PairState.UNILATERAL:
        return ONLY[stood.pair, side] if side else _("one side")
    return _("no side counts as affected")
