"""The four parts of the function check by who answered: own checks, a caregiver's and the clinic's are kept apart."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.wording import SUBSCORES
from clinical.changes import NOISE
from clinical.compare import Comparison, Scored
from clinical.function import GivenTotal
from clinical.report import Check
from clinical.vocabulary import Source
from reports.compare.rows import NONE_BEFORE, NONE_SINCE, NOTHING, SAME, Row, Section, signed
from reports.figures.function_given import GIVEN, NOTHING_FOLLOWS
from reports.figures.language import Words
from reports.figures.words import NOT_COMPLETE, number, short_date

TITLES = Words(
    {
        Source.SELF: gettext_lazy("Function check, self-reported"),
        Source.CAREGIVER: gettext_lazy("Function check by a caregiver"),
        Source.CLINICIAN: gettext_lazy("ALSFRS-R of the clinic"),
    }
)


def function_sections(found: Comparison) -> tuple[Section, ...]:
    """One for each who answered; where nobody did by the later day, one that says so."""
    given = found.totals_given
    if not found.checks and given.now is None:
        return (
            Section("function", _("Function"), (), empty=_("No function check and no score of the clinic by then.")),
        )
    return (*map(_section, found.checks), *((_totals(given.then, given.now),) if given.now else ()))


def _totals(then: GivenTotal | None, now: GivenTotal) -> Section:
    heads = (short_date(then.date) if then else str(NONE_BEFORE), short_date(now.date))
    what = str(NONE_SINCE) if then == now else ""
    row = Row(_("Total (of 48)"), str(then.total) if then else NOTHING, str(now.total), what)
    return Section("function-given", str(GIVEN), (row,), (str(NOTHING_FOLLOWS),), heads)


def _section(scored: Scored) -> Section:
    heads = (_head(scored.then), _head(scored.now))
    rows = tuple(_row(scored, name) for name in SUBSCORES)
    return Section(f"function-{scored.rater}", TITLES[scored.rater], rows, _notes(scored), heads)


def _head(check: Check | None) -> str:
    return short_date(check.date) if check else str(NONE_BEFORE)


def _row(scored: Scored, name: str) -> Row:
    most = 48 if name == "total" else 12
    label = _("%(part)s (of %(most)d)") % {"part": SUBSCORES[name], "most": most}
    then = number(scored.then.score(name), NOT_COMPLETE) if scored.then else NOTHING
    difference = scored.difference(name)
    noise = name == "total" and scored.compared is not None and scored.compared.within_noise
    what = ""
    if difference is not None:
        what = signed(difference) if difference else str(SAME)
    elif scored.then is scored.now:
        what = str(NONE_SINCE)
    return Row(label, then, number(scored.now.score(name), NOT_COMPLETE), what, changed=bool(difference) and not noise)


def _notes(scored: Scored) -> tuple[str, ...]:
    """What a difference does not show: chance, and how it was answered (CLINICAL 1.2, 3.4)."""
    if scored.compared is None:
        return ()
    notes = []
    if scored.compared.within_noise is not None:
        told = (
            _("The totals differ by no more than the %(points)d points that two checks can differ by.")
            if scored.compared.within_noise
            else _("The totals differ by more than the %(points)d points that two checks can differ by.")
        )
        notes.append(told % {"points": NOISE})
    notes.append(_("For one of the four parts no such number is known."))
    if not scored.compared.alike:
        notes.append(_("Not answered in the same way, which alone can move a score."))
    return tuple(notes)
