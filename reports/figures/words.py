"""The words of the figures: plain, sides always written out (ACCESS 23), within the safety statement (CLINICAL 13)."""

import datetime as dt
from collections.abc import Sequence

from clinical.history import Span
from clinical.report import Check
from clinical.trends import DAYS_PER_MONTH
from reports.figures.language import Text, Words, date_words, decimal, gettext, ngettext, short_date
from reports.figures.language import gettext_lazy as _
from symptoms.wording import names
from symptoms.wording.courses import course_name
from symptoms.wording.names import capital

__all__ = ["capital", "date_words", "short_date"]

REGIONS, NAMES, SUBSCORES = Words(names.REGIONS), Words(names.PARTS), Words(names.SUBSCORES)
SOURCES, MODES, SCALES = Words(names.SOURCES), Words(names.MODES), Words(names.SCALES)
KINDS = Words({**names.TREATMENTS, **names.EVENTS})
GRADES = Words({4: _("as before ALS"), 3: "", 2: "", 1: "", 0: _("no function")})

IN_A_ROW = 3  # parts that a sentence names; a chart and its table have them all
NO_ANSWER = _("no answer")
NOT_COMPLETE = _("not complete")
DARKER = _("darker is weaker")
SELF_REPORTED = _("Self-reported, not checked by a clinician unless marked so.")
NOT_THE_CAUSE = _("A change after a treatment started does not show that the treatment caused it.")
STAGE_MEANING = _("A stage describes what is affected now. It does not say how long.")
NO_STAGE = _("not shown by these answers")
BOTH_4 = _("4B (4A also)")


def span_name(span: Span) -> str:
    """Of a treatment or an event its own label, else what it is: ``Feeding tube (PEG)``."""
    return span.label or (
        KINDS[span.kind] if span.kind in names.EVENTS else course_name(span.kind, span.detail, span.side)
    )


def sentences(*told: Text) -> str:
    """Whole sentences one after the other; an empty one is left out."""
    return " ".join(map(str, filter(None, told)))


def clauses(told: Sequence[str]) -> str:
    """Clauses that stand by themselves in any language, in one sentence."""
    return "; ".join(told)


def last_visit(day: dt.date) -> str:
    return gettext("Last visit, %(day)s") % {"day": short_date(day)}


def how_long(days: int) -> str:
    """``5.9 months`` of 30.4375 days; days where there is no whole month: ``1 day``, ``30 days``."""
    if days < DAYS_PER_MONTH:
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    return gettext("%(number)s months") % {"number": decimal(f"{days / DAYS_PER_MONTH:.1f}")}


def between(least: int, most: int) -> str:
    """``2.1 to 3.8 months``, days where there is no whole month, ``up to 3.8 months``; one length where both are told
    alike."""
    if how_long(least) == how_long(most):
        return how_long(most)
    if least <= 0:
        return gettext("up to %(most)s") % {"most": how_long(most)}
    if least >= DAYS_PER_MONTH:
        months = (decimal(f"{days / DAYS_PER_MONTH:.1f}") for days in (least, most))
        return gettext("%(least)s to %(most)s months") % dict(zip(("least", "most"), months, strict=True))
    return gettext("%(least)s to %(most)s") % {"least": how_long(least), "most": how_long(most)}


def number(value: float | None, missing: Text = NO_ANSWER) -> str:
    return str(missing) if value is None else decimal(f"{value:.10g}")


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def shortened(items: Sequence[str]) -> list[str]:
    """The first ``IN_A_ROW`` of the items, and how many more there are."""
    left = len(items) - IN_A_ROW
    more = ngettext("%(number)d more", "%(number)d more", left) % {"number": left}
    return [*items[:IN_A_ROW], *([more] if left > 0 else [])]


def stage_words(check: Check) -> str:
    """King's stage of a check that has one: ``2``, ``4B (4A also)``; its "0" is no stage of King's (CLINICAL 2.2)."""
    if check.kings == "0":
        return str(NO_STAGE)
    return str(BOTH_4) if check.kings_4a and check.kings_4b else str(check.kings)
