"""The warning signs that stand by the latest answers and fired between the two days, with how each stands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.compare import Comparison
from clinical.rules import PRIVATE_ON_PAPER
from reports.compare.rows import NOTHING, Row, Section
from reports.figures.words import clauses, short_date
from reports.signs import ShownSign, signs_to_answer
from reports.summary import Summary


def sign_section(summary: Summary, found: Comparison) -> Section:
    """Those to look at first in front, as in the list of signs."""
    fired = {(flag.rule, flag.since) for flag in found.signs}
    standing = signs_to_answer(summary.patient, summary.report.flags, summary.lives, summary.as_of)
    shown = [sign for sign in standing if (sign.rule, sign.since) in fired]
    as_of = short_date(summary.as_of)
    return Section(
        "signs",
        _("Signs that fired between"),
        tuple(_row(sign, found) for sign in shown),
        notes=(_("Of the signs that stand on %(day)s; one that has cleared since is not listed.") % {"day": as_of},),
        heads=(short_date(found.then), _("How it stands, %(day)s") % {"day": as_of}),
        empty=_("None of them fired between the two days."),
    )


def _row(sign: ShownSign, found: Comparison) -> Row:
    new = sign.since > found.then
    days = {"first": short_date(sign.since), "last": short_date(sign.last)}
    told = [_("first %(first)s, last %(last)s") % days if new else _("again, last %(last)s") % days]
    if new:
        told.append(ngettext("once", "%(number)d times", sign.count) % {"number": sign.count})
    return Row(
        f"{sign.level_name}: {sign.name} ({sign.rule})",
        NOTHING if new else _("since %(day)s") % {"day": days["first"]},
        clauses(list(filter(None, (_("open"), sign.how) if sign.open else (sign.said, sign.how_listed)))),
        clauses(told),
        changed=new,
        private=sign.rule in PRIVATE_ON_PAPER,
    )
