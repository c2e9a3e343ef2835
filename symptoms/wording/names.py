"""What a thing is called, once for everyone who names it: question, figure, print, list (CLINICAL 4.1, 8; DESIGN 3).

As it stands within a sentence; ``capital`` begins a heading with it. Sides are always written out (ACCESS 23).
"""

from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import CELLS, Region, Side, Source
from symptoms.wording.question import Text

REGIONS: dict[Region, Text] = {
    Region.SPEECH: _("speech"),
    Region.SWALLOWING: _("swallowing and saliva"),
    Region.NECK: _("neck"),
    Region.UPPER_ARM: _("shoulder and upper arm"),
    Region.HAND: _("hand and fingers"),
    Region.BREATHING: _("breathing"),
    Region.TRUNK: _("back and belly"),
    Region.THIGH: _("hip and thigh"),
    Region.FOOT: _("lower leg and foot"),
}
_SIDED: dict[tuple[Region, Side], Text] = {
    (Region.UPPER_ARM, Side.LEFT): _("left shoulder and upper arm"),
    (Region.UPPER_ARM, Side.RIGHT): _("right shoulder and upper arm"),
    (Region.HAND, Side.LEFT): _("left hand and fingers"),
    (Region.HAND, Side.RIGHT): _("right hand and fingers"),
    (Region.THIGH, Side.LEFT): _("left hip and thigh"),
    (Region.THIGH, Side.RIGHT): _("right hip and thigh"),
    (Region.FOOT, Side.LEFT): _("left lower leg and foot"),
    (Region.FOOT, Side.RIGHT): _("right lower leg and foot"),
}
PARTS: dict[str, Text] = {  # by the name of the cell
    cell.name: _SIDED[cell.region, cell.side] if cell.side else REGIONS[cell.region] for cell in CELLS
}
SECTIONS: dict[str, Text] = {  # of a check-in
    "weakness": _("weakness"),
    "fasciculation": _("twitches and cramps"),
    "fatigue": _("tiredness"),
    "asymmetry": _("left and right"),
    "signs": _("the past seven days"),
}
SUBSCORES: dict[str, Text] = {  # of a function check
    "bulbar": _("speech, saliva, swallowing"),
    "fine_motor": _("hand tasks and dressing"),
    "gross_motor": _("turning, walking, stairs"),
    "respiratory": _("breathing"),
}
SOURCES: dict[Source, Text] = {
    Source.SELF: _("self-reported"),
    Source.HELPED: _("self-reported with help"),
    Source.CAREGIVER: _("caregiver"),
    Source.CLINICIAN: _("clinic"),
}
SCALES: dict[str, Text] = {"home": _("at home"), "clinic": _("in the clinic")}  # where somebody was weighed
MODES: dict[str, Text] = {"app": _("in the browser"), "phone": _("by phone"), "clinic": _("in the clinic")}
TREATMENTS: dict[str, Text] = {
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
    "saliva_treatment": _("Treatment for saliva"),
    "trial": _("Study or trial"),
    "other": _("Other"),
}
EVENTS: dict[str, Text] = {
    "fall": _("Fall"),
    "choking": _("Choking"),
    "infection": _("Cold or chest infection"),
    "hospital_stay": _("Hospital stay"),
    "surgery": _("Surgery"),
    "thrombosis": _("Blood clot"),
    "niv_over_22h": _("Breathing machine for more than 22 hours a day"),
    "tracheostomy": _("Breathing tube in the windpipe"),
    "hospice_referral": _("Referral to a hospice"),
}


def capital(text: Text) -> str:
    told = str(text)
    return told[:1].upper() + told[1:]


class _Heading:
    """Begins with a capital in whichever language it is read."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __str__(self) -> str:
        return capital(self.text)


def heading(text: Text) -> Text:
    """The same as ``capital``, for what a module holds: it is translated when it is read."""
    return lazystr(_Heading(text))


REGION_LABELS: dict[Region, Text] = {region: heading(name) for region, name in REGIONS.items()}
CELL_LABELS: dict[str, Text] = {cell: heading(name) for cell, name in PARTS.items()}
