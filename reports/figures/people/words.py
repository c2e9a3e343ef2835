"""The words of the charts of many people (CLINICAL 3.9, 4.7, 13)."""

from clinical.cohort.flow import OTHERS
from clinical.cohort.person import AXIAL, BREATHING, BULBAR, NONE, SEVERAL, UNKNOWN
from clinical.cohort.view import NO_PLAN, NOT_GIVEN
from reports.figures.language import Text, Words
from reports.figures.language import gettext_lazy as _
from symptoms.wording import due

_AXIAL, _BULBAR = _("neck, back or belly"), _("speech or swallowing")
ALL_OTHERS = _("all others")
PLACES = Words(
    {
        BULBAR: _BULBAR,
        "arm.left": _("left arm"),
        "arm.right": _("right arm"),
        "leg.left": _("left leg"),
        "leg.right": _("right leg"),
        BREATHING: _("breathing"),
        AXIAL: _AXIAL,
        "arm": _("arm"),
        "arm.same": _("arm, same side"),
        "arm.other": _("arm, other side"),
        "leg": _("leg"),
        "leg.same": _("leg, same side"),
        "leg.other": _("leg, other side"),
        SEVERAL: _("several at the same time"),
        UNKNOWN: _("not known"),
        NONE: _("nowhere else so far"),
        OTHERS: ALL_OTHERS,
    }
)
OPM = Words(
    {
        "O1": _("O1, speech or swallowing"),
        "O2": _("O2, arm, several parts"),
        "O2d": _("O2d, hand"),
        "O2p": _("O2p, shoulder or upper arm"),
        "O3": _("O3, trunk, several parts"),
        "O3r": _("O3r, breathing"),
        "O3a": _("O3a, neck, back or belly"),
        "O4": _("O4, leg, several parts"),
        "O4d": _("O4d, lower leg or foot"),
        "O4p": _("O4p, hip or thigh"),
        "P0": _("P0, no other body region so far"),
        "P1": _("P1, another body region too"),
        NOT_GIVEN: _("not given"),
    }
)
KEPT = Words(
    {
        "0": _("less than a quarter"),
        "25": _("a quarter to half"),
        "50": _("half to three quarters"),
        "75": _("three quarters or more"),
        NO_PLAN: _("no plan of their own"),
    }
)
WEEKS = Words(
    {"0": _("none"), "1": _("1 to 4 weeks"), "5": _("5 to 8 weeks"), "9": _("9 to 11 weeks"), "12": _("all 12")}
)
TASKS = Words({str(task): name for task, name in due.TASKS.items()})
HIDDEN: Text = _(
    "Groups of fewer than 5 people are not shown. They are counted among “all others”, with larger ones where their "
    "number would follow from the rest."
)
WITHHELD: Text = _("Not shown: the number of a group of fewer than 5 people would follow from it.")
