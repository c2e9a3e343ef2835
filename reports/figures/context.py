"""What a page knows beside the report: who looks, since when, and the clinic's own lines."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from reports.figures.language import Text
from reports.figures.language import gettext_lazy as _
from symptoms.wording.voice import PERSON, Voice

Thresholds = Mapping[str, tuple[float, Text]]

# At what a guideline would talk about help with breathing (CLINICAL 7.1); they differ, so a clinic chooses its own.
GUIDELINES: Mapping[str, Thresholds] = MappingProxyType(
    {
        "nice": {  # NICE CG105 [T]
            "fvc_percent": (50, _("NICE: below 50 %")),
            "snip": (40, _("NICE: below 40 cmH2O")),
            "spo2": (94, _("NICE: below 94 %")),
        },
        "european": {  # Leigh 2003 [T of the secondary], each together with a symptom
            # xgettext:no-python-format
            "fvc_percent": (80, _("European: 80 % or below, with a symptom")),
            "snip": (40, _("European: 40 cmH2O or below, with a symptom")),
        },
        "us": {  # AAN 2009 [A]
            "fvc_percent": (50, _("AAN: below 50 %")),
            "snip": (40, _("AAN: below 40 cmH2O")),
            "mip": (60, _("AAN: below 60 cmH2O")),
        },
    }
)
NICE = GUIDELINES["nice"]

Audience = Literal["patient", "clinician"]


@dataclass(frozen=True)
class Context:
    """``since``: the last visit. ``earlier``: the day that the body map compares with.

    Stages and slopes are shown to those who switched them on (CLINICAL 2.5, 3.6), thresholds of breathing tests to
    clinicians (7.1): ``thresholds`` maps a measure to its value and label. ``voice``: to whom captions speak."""

    since: dt.date | None = None
    earlier: dt.date | None = None
    show_stage: bool = False
    show_slope: bool = False
    audience: Audience = "patient"
    thresholds: Thresholds = field(default_factory=lambda: NICE)
    voice: Voice = PERSON

    @property
    def clinical(self) -> bool:
        return self.audience == "clinician"

    @property
    def slopes(self) -> bool:
        return self.show_slope or self.clinical
