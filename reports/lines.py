"""What a line of the list says beside its reasons, in words: what is new, and the little that is shown of a record."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinical.glance import Glance
from clinical.need import Group
from reports.figures.language import Words, decimal, short_date
from reports.figures.svg.weeks import draw_weeks
from reports.figures.words import NAMES, capital
from reports.signs import NAMES as SIGNS
from reports.worklist import Row

GROUPS = Words(
    {
        Group.TODAY: gettext_lazy("Today"),
        Group.WEEK: gettext_lazy("This week"),
        Group.CHANGED: gettext_lazy("Changed"),
        Group.QUIET: gettext_lazy("Quiet"),
        Group.NOTHING: gettext_lazy("Nothing new on record"),
    }
)


def news(row: Row) -> str:
    """What came since one last looked; blank of a record that was closed."""
    if row.need is None or row.patient.ended_on:
        return ""
    if row.new is None or row.looked_on is None:
        return _("You have not looked yet")
    new = row.new
    found = [capital(SIGNS[sign.rule]) for sign in new.signs]
    if new.spread:
        found.append(_("new part: %(part)s") % {"part": NAMES[new.spread.cell.name]})
    if new.days:
        found.append(
            ngettext("%(days)d day with an entry", "%(days)d days with an entry", new.days) % {"days": new.days}
        )
    if not found and row.changed:
        found.append(_("something was written"))
    said = {"day": short_date(row.looked_on), "news": "; ".join(found)}
    return _("New since %(day)s: %(news)s") % said if found else _("You looked on %(day)s") % said


def entries(glance: Glance) -> str:
    """How many entries were made in the last 28 days; of those planned, where there is a plan."""
    if glance.kept:
        return _("Kept %(kept)d of %(planned)d") % {"kept": glance.kept.kept, "planned": glance.kept.planned}
    return _("%(days)d of 28 days") % {"days": len(glance.lately)}


def breathing(glance: Glance) -> str:
    if glance.fvc is None or glance.fvc_on is None:
        return _("No FVC")
    return _("FVC %(value)s %%, %(day)s") % {"value": decimal(f"{glance.fvc:g}"), "day": short_date(glance.fvc_on)}


def weight(glance: Glance) -> str:
    """In per cent of the usual weight; of the first one where that is not known."""
    if glance.weight is None:
        return _("No weight")
    text = _("Weight %(percent)s %% of usual") if glance.usual else _("Weight %(percent)s %% of the first")
    return text % {"percent": decimal(f"{glance.weight:g}")}


def weeks(glance: Glance) -> str:
    """The picture; blank where there is nothing to draw."""
    if not glance.answered:
        return ""
    told = ngettext("Entries in %(n)d of 12 weeks", "Entries in %(n)d of 12 weeks", glance.answered)
    lower = _("a part lower than before in %(lower)d") % {"lower": glance.lower}
    return draw_weeks(glance.weeks, f"{told % {'n': glance.answered}}, {lower}")
