"""Names of what is done about the illness: what exactly, what is logged of it, why it was stopped (CLINICAL 8)."""

from django.utils.translation import gettext_lazy as _

from symptoms.wording.names import TREATMENTS, Text

GROUPS: dict[str, Text] = {
    "medicine": _("Medicine"),
    "breathing": _("Breathing and cough"),
    "eating": _("Eating and drinking"),
    "speech": _("Speaking"),
    "moving": _("Moving and wearing"),
    "exercise": _("Exercises"),
    "other": _("Something else"),
}
DETAILS: dict[str, Text] = {
    "iv": _("By drip"),
    "oral": _("By mouth"),
    "cramps": _("For cramps"),
    "spasm": _("For stiff muscles"),
    "saliva": _("For saliva"),
    "mood": _("For mood"),
    "laughing_crying": _("For laughing or crying"),
    "botulinum": _("Botulinum toxin"),
    "radiotherapy": _("Radiotherapy"),
    "nose": _("Mask over the nose"),
    "nose_mouth": _("Mask over nose and mouth"),
    "mouthpiece": _("Mouthpiece"),
    "cough_machine": _("Cough machine"),
    "suction": _("Suction"),
    "breath_stacking": _("Breath stacking"),
    "peg": "PEG",
    "rig": "RIG",
    "letter_board": _("Letter board"),
    "tablet": _("Tablet computer"),
    "eye_gaze": _("Eye gaze"),
    "voice_banking": _("Voice banking"),
    "leg_brace": _("Ankle-foot brace"),
    "hand_splint": _("Hand splint"),
    "collar": _("Neck collar"),
    "stick": _("Stick"),
    "frame": _("Walking frame"),
    "wheelchair_manual": _("Wheelchair, pushed by hand"),
    "wheelchair_power": _("Power wheelchair"),
    "hoist": _("Hoist"),
    "bed": _("Care bed"),
    "therapist": _("With a physiotherapist"),
    "own": _("Without a therapist"),
}
SIDES: dict[str, Text] = {"left": _("Left"), "right": _("Right"), "both": _("Both sides")}
STOP_REASONS: dict[str, Text] = {
    "side_effects": _("Side effects"),
    "hard_to_use": _("Hard to use"),
    "not_needed": _("Not needed any more"),
    "team": _("The care team decided"),
    "own_wish": _("Own wish"),
    "other": _("Another reason"),
}
COUNTS: dict[str, Text] = {  # as they are told
    "helped": _("Did it help"),
    "comfort": _("How well the mask could be borne"),
    "hours": _("Hours used"),
    "sessions": _("How often"),
    "cycle_days": _("Days of the cycle done"),
    "feed_ml": _("Feed"),
    "water_ml": _("Water"),
    "minutes": _("Minutes done"),
}
ASKED: dict[str, Text] = {
    "helped": _("Did it help today?"),
    "comfort": _("How well can the mask be borne?"),
    "niv_hours": _("How many hours with the breathing machine?"),
    "hours": _("How many hours was it used today?"),
    "sessions": _("How often was it used today?"),
    "cycle_days": _("How many days of this cycle are done?"),
    "feed_ml": _("How much feed today?"),
    "water_ml": _("How much water today?"),
    "minutes": _("How many minutes today?"),
}
ENDS: dict[str, dict[int, Text]] = {
    "helped": {0: _("0 (not at all)"), 10: _("10 (very much)")},
    "comfort": {0: _("0 (hardly at all)"), 10: _("10 (very well)")},
}
TROUBLES: dict[str, Text] = {
    "nausea": _("Felt sick"),
    "tired": _("Tired"),
    "reaction": _("A reaction"),
    "headache": _("Headache"),
    "back_pain": _("Back pain"),
    "fever": _("Fever"),
    "side_effects": _("Side effects"),
    "leaks": _("Air leaks"),
    "dry_mouth": _("Dry mouth"),
    "site_sore": _("Sore where the tube goes in"),
    "not_working": _("Hard to use"),
    "rubbing": _("It rubs"),
    "trips": _("Tripped"),
    "problem": _("A problem with it"),
}
NOT_TAKEN: dict[str, Text] = {
    "forgot": _("Forgot"),
    "side_effects": _("Side effects"),
    "swallowing": _("Hard to swallow"),
    "ran_out": _("Ran out"),
    "chose_not": _("Chose not to"),
    "other": _("Another reason"),
}
# What has another name with its detail than the detail alone.
WHOLE: dict[tuple[str, str], Text] = {
    ("edaravone", "iv"): _("Edaravone (by drip)"),
    ("edaravone", "oral"): _("Edaravone (by mouth)"),
    ("symptom_medicine", "cramps"): _("Medicine for cramps"),
    ("symptom_medicine", "spasm"): _("Medicine for stiff muscles"),
    ("symptom_medicine", "saliva"): _("Medicine for saliva"),
    ("symptom_medicine", "mood"): _("Medicine for mood"),
    ("symptom_medicine", "laughing_crying"): _("Medicine for laughing or crying"),
    ("saliva_treatment", "botulinum"): _("Botulinum toxin for saliva"),
    ("saliva_treatment", "radiotherapy"): _("Radiotherapy for saliva"),
    ("niv", "nose"): _("Breathing machine (mask over the nose)"),
    ("niv", "nose_mouth"): _("Breathing machine (mask over nose and mouth)"),
    ("niv", "mouthpiece"): _("Breathing machine (mouthpiece)"),
    ("gastrostomy", "peg"): _("Feeding tube (PEG)"),
    ("gastrostomy", "rig"): _("Feeding tube (RIG)"),
    ("physiotherapy", "therapist"): _("Physiotherapy with a therapist"),
    ("physiotherapy", "own"): _("Exercises without a therapist"),
}
SIDED: dict[str, Text] = {
    "left": _("%(what)s, left"),
    "right": _("%(what)s, right"),
    "both": _("%(what)s, both sides"),
}


def course_name(kind: str, detail: str = "", side: str = "") -> str:
    """``Feeding tube (PEG)``, ``Ankle-foot brace, left``; the name of the kind where no more is known."""
    what = str(WHOLE.get((kind, detail)) or (DETAILS[detail] if detail else TREATMENTS[kind]))
    return SIDED[side] % {"what": what} if side else what
