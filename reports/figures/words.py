"""The words of the figures: plain, sides always written out (ACCESS 23), within the safety statement (CLINICAL 13)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from clinical.trends import DAYS_PER_MONTH
from clinical.vocabulary import Region, Source
from reports.figures.language import Text, Words, date_words, decimal, gettext, ngettext, short_date
from reports.figures.language import gettext_lazy as _

__all__ = ["date_words", "short_date"]

REGIONS = Words(
    {
        Region.SPEECH: _("speech"),
        Region.SWALLOWING: _("swallowing"),
        Region.NECK: _("neck"),
        Region.UPPER_ARM: _("upper arm"),
        Region.HAND: _("hand"),
        Region.BREATHING: _("breathing"),
        Region.TRUNK: _("back and belly"),
        Region.THIGH: _("thigh"),
        Region.FOOT: _("foot"),
    }
)
# By the name of the cell; a heading begins them with a capital.
NAMES = Words(
    {
        "speech": _("speech"),
        "swallowing": _("swallowing"),
        "neck": _("neck"),
        "upper_arm.left": _("left upper arm"),
        "upper_arm.right": _("right upper arm"),
        "hand.left": _("left hand"),
        "hand.right": _("right hand"),
        "breathing": _("breathing"),
        "trunk": _("back and belly"),
        "thigh.left": _("left thigh"),
        "thigh.right": _("right thigh"),
        "foot.left": _("left foot"),
        "foot.right": _("right foot"),
    }
)
SUBSCORES = Words(
    {
        "bulbar": _("speech, saliva, swallowing"),
        "fine_motor": _("hand tasks and dressing"),
        "gross_motor": _("turning, walking, stairs"),
        "respiratory": _("breathing"),
    }
)
SOURCES = Words(
    {
        Source.SELF: _("self-reported"),
        Source.HELPED: _("self-reported with help"),
        Source.CAREGIVER: _("caregiver"),
        Source.CLINICIAN: _("clinic"),
    }
)
MODES = Words({"app": _("in the browser"), "phone": _("by phone"), "clinic": _("in the clinic")})
GRADES = Words({4: _("as before ALS"), 3: "", 2: "", 1: "", 0: _("no function")})

# Treatments and events by the names that people use for them.
KINDS = Words(
    {
        "riluzole": _("Riluzole"),
        "edaravone": _("Edaravone"),
        "tofersen": _("Tofersen"),
        "niv": _("Breathing machine (mask)"),
        "cough_assist": _("Cough assist or suction"),
        "gastrostomy": _("Feeding tube"),
        "aac": _("Speech device"),
        "orthosis": _("Brace, splint or collar"),
        "mobility_aid": _("Stick, frame or wheelchair"),
        "physiotherapy": _("Physiotherapy"),
        "symptom_medicine": _("Medicine for a symptom"),
        "other": _("Other"),
        "fall": _("Fall"),
        "choking": _("Choking"),
        "infection": _("Cold or chest infection"),
        "hospital_stay": _("Hospital stay"),
    }
)

NO_ANSWER = _("no answer")
NOT_COMPLETE = _("not complete")
DARKER = _("darker is weaker")
SELF_REPORTED = _("Self-reported, not checked by a clinician unless marked so.")
NOT_THE_CAUSE = _("A change after a treatment started does not show that the treatment caused it.")
STAGE_MEANING = _("A stage describes what is affected now. It does not say how long.")
NO_STAGE = _("not shown by these answers")
BOTH_4 = _("4B (4A also)")


def capital(text: Text) -> str:
    told = str(text)
    return told[:1].upper() + told[1:]


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


def number(value: float | None, missing: Text = NO_ANSWER) -> str:
    return str(missing) if value is None else decimal(f"{value:.10g}")


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def shortened(items: Sequence[str], shown: int) -> list[str]:
    """The first ``shown`` of the items, and how many more there are."""
    left = len(items) - shown
    more = ngettext("%(number)d more", "%(number)d more", left) % {"number": left}
    return [*items[:shown], *([more] if left > 0 else [])]


def stage_words(check: Mapping[str, Any]) -> str:
    """King's stage of a check that has one: ``2``, ``4B (4A also)``; its "0" is no stage of King's (CLINICAL 2.2)."""
    if check["kings"] == "0":
        return str(NO_STAGE)
    return str(BOTH_4) if check["kings_4a"] and check["kings_4b"] else str(check["kings"])


def source_words(source: str) -> str:
    return SOURCES[Source(source)]
