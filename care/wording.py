"""What is said of a visit, in the short words of the field (CLINICAL 1.1, 4.7, 5.1, 10.3).

Of the scale that the clinic scores no more than the names of its items is shown (CLINICAL 1.3).
"""

from django.utils.translation import gettext_lazy as _

from clinical.opm import BodyRegion
from symptoms.wording import Text

MODES: dict[str, Text] = {
    "in_person": _("In person"),
    "video": _("By video"),
    "telephone": _("By telephone"),
    "home": _("At home"),
}
NOT_SAID = _("Not said")
# The motor neuron diseases of ICD-10-CM G12.2- (CLINICAL 10.3).
DIAGNOSES: dict[str, Text] = {
    "als": _("ALS"),
    "bulbar_palsy": _("Progressive bulbar palsy"),
    "pls": _("Primary lateral sclerosis"),
    "familial_mnd": _("Familial motor neuron disease"),
    "psma": _("Progressive spinal muscle atrophy"),
    "other_mnd": _("Other motor neuron disease"),
    "mnd": _("Motor neuron disease, unspecified"),
}
ITEMS: dict[str, Text] = {
    "speech": _("Speech"),
    "salivation": _("Salivation"),
    "swallowing": _("Swallowing"),
    "handwriting": _("Handwriting"),
    "cutting_food": _("Cutting food (5a or 5b)"),
    "dressing_hygiene": _("Dressing and hygiene"),
    "turning_in_bed": _("Turning in bed"),
    "walking": _("Walking"),
    "climbing_stairs": _("Climbing stairs"),
    "dyspnea": _("Dyspnoea"),
    "orthopnea": _("Orthopnoea"),
    "respiratory_insufficiency": _("Respiratory insufficiency"),
}
SUBSCORES: dict[str, Text] = {
    "bulbar": _("Bulbar"),
    "fine_motor": _("Fine motor"),
    "gross_motor": _("Gross motor"),
    "respiratory": _("Respiratory"),
    "total": _("Total"),
}
MEASURED: dict[str, Text] = {
    "fvc_percent": _("FVC, % of predicted"),
    "svc_percent": _("SVC, % of predicted"),
    "snip": _("SNIP, cmH2O"),
    "mip": _("MIP, cmH2O"),
    "peak_cough_flow": _("Peak cough flow, L/min"),
    "spo2": _("SpO2 at rest, %"),
    "weight": _("Weight, kg"),
    "niv_hours": _("NIV, hours a day"),
}
MUSCLES: dict[str, Text] = {
    "neck_flexion": _("Neck flexion"),
    "neck_extension": _("Neck extension"),
    "shoulder_abduction": _("Shoulder abduction"),
    "elbow_flexion": _("Elbow flexion"),
    "elbow_extension": _("Elbow extension"),
    "wrist_extension": _("Wrist extension"),
    "finger_extension": _("Finger extension"),
    "finger_flexion": _("Finger flexion"),
    "first_dorsal_interosseous": _("First dorsal interosseous"),
    "thumb_abduction": _("Thumb abduction"),
    "hip_flexion": _("Hip flexion"),
    "knee_extension": _("Knee extension"),
    "knee_flexion": _("Knee flexion"),
    "ankle_dorsiflexion": _("Ankle dorsiflexion"),
    "plantar_flexion": _("Plantar flexion"),
}
ON_SIDE: dict[str, Text] = {"right": _("%(muscle)s, right"), "left": _("%(muscle)s, left"), "": "%(muscle)s"}
BODY_REGIONS: dict[str, Text] = {
    BodyRegion.HEAD: _("Head"),
    BodyRegion.ARM: _("Arms"),
    BodyRegion.TRUNK: _("Trunk"),
    BodyRegion.LEG: _("Legs"),
}
FOUND: dict[str, Text] = {"present": _("present"), "absent": _("absent")}
NOT_EXAMINED = _("not examined")


def muscle_words(muscle: str, side: str) -> str:
    return str(ON_SIDE[side]) % {"muscle": MUSCLES.get(muscle, muscle)}
