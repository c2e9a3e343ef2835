"""Names of what is done about the illness: what exactly, what is logged of it, why it was stopped (CLINICAL 8)."""

from django.utils.translation import gettext_lazy as _

from symptoms.wording.names import Text

GROUPS: dict[str, Text] = {
    "medicine": _("Medicine"),
    "breathing": _("Breathing and cough"),
    "eating": _("Eating and drinking"),
    "speech": _("Speaking"),
    "moving": _("Moving and wearing"),
    "exercise": _("Physiotherapy"),
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
    "peg": _("PEG"),
    "rig": _("RIG"),
    "letter_board": _("Letter board"),
    "tablet": _("Tablet"),
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
    "own": _("By myself"),
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
COUNTS: dict[str, Text] = {
    "helped": _("Did it help? (0 not at all, 10 very much)"),
    "comfort": _("How well can you bear the mask? (0 hardly, 10 very well)"),
    "hours": _("Hours"),
    "sessions": _("How often"),
    "cycle_days": _("Days of the cycle done"),
    "feed_ml": _("Feed (ml)"),
    "water_ml": _("Water (ml)"),
    "minutes": _("Minutes"),
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
    "not_working": _("It did not work well"),
    "rubbing": _("It rubs"),
    "trips": _("Tripped"),
    "problem": _("A problem with it"),
}
NOT_TAKEN: dict[str, Text] = {
    "forgot": _("Forgot"),
    "side_effects": _("Side effects"),
    "swallowing": _("Hard to swallow"),
    "ran_out": _("None left"),
    "chose_not": _("Chose not to"),
    "other": _("Another reason"),
}
