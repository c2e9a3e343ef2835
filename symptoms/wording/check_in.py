"""What a check-in asks. Our own words: CLINICAL 5.2 (grades), 5.3 (prompts), 6, 7.3 (signs)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import ASKED_OF, Region, Source
from symptoms.wording.question import Question, Text

# --- The thirteen parts of the body (CLINICAL 5.2, 5.3) ---
# The text is an everyday prompt: a thing to think of, never a test to try.
WEAKNESS: dict[Region, Question] = {
    Region.SPEECH: Question(
        _("Think of phone calls, being heard in a noisy room, or talking at the end of the day."),
        (
            _("Clear, as before"),
            _("Slurred or tires, but people understand"),
            _("You often repeat words"),
            _("Only a few words are clear"),
            _("No clear words"),
        ),
    ),
    Region.SWALLOWING: Question(
        _("Think of how long a meal takes, coughs with drinks, tablets, or dribbling."),
        (
            _("As before"),
            _("You take care, or cough at times"),
            _("You changed your food or drink"),
            _("Only small tastes by mouth"),
            _("Nothing by mouth"),
        ),
    ),
    Region.NECK: Question(
        _("Think of holding your head up at the end of a meal, or in a car that brakes."),
        (
            _("As before"),
            _("Tires by evening"),
            _("Head drops at times; you prop it"),
            _("You need a collar or rest most of the day"),
            _("You can't hold your head up"),
        ),
    ),
    Region.UPPER_ARM: Question(
        _("Think of combing your hair, lifting a full kettle, a plate on a high shelf, or putting on a coat."),
        (
            _("You lift and reach as before"),
            _("You reach above your head, but weaker or tired sooner"),
            _("You lift the arm, but can't hold things up there"),
            _("The arm moves only when its weight is held"),
            _("It does not move"),
        ),
    ),
    Region.HAND: Question(
        _("Think of buttons, a zip, a key, a jar lid, a pen, coins, or your phone."),
        (
            _("Grip, keys, buttons as before"),
            _("You do it all, but slower or weaker"),
            _("You need help or an aid with some tasks"),
            _("Fingers move, but can't hold things"),
            _("No finger moves"),
        ),
    ),
    Region.BREATHING: Question(
        _("Think of lying flat, talking while you walk, saying full sentences, or how strong your cough is."),
        (
            _("As before"),
            _("Short of breath with effort"),
            _("Short of breath with daily tasks or lying flat"),
            _("Short of breath at rest"),
            _("Short of breath even with a machine"),
        ),
    ),
    Region.TRUNK: Question(
        _("Think of sitting up in bed, sitting without leaning on something, or turning over."),
        (
            _("As before"),
            _("Sitting up is harder"),
            _("You pull or push with your arms to sit up"),
            _("Someone helps you to sit up"),
            _("You need full support to sit"),
        ),
    ),
    Region.THIGH: Question(
        _("Think of getting up from a chair without hands, stairs, or getting out of a car."),
        (
            _("You step up on this leg as before"),
            _("You step up, but it is harder"),
            _("You need a rail, your hands or a person"),
            _("It moves, but won't hold you"),
            _("It does not move"),
        ),
    ),
    Region.FOOT: Question(
        _("Think of trips, a toe that catches, or a foot that slaps."),
        (
            _("You lift your foot as before"),
            _("It drops or trips you when tired"),
            _("It drags or slaps often, or you wear a brace"),
            _("Toes move, but you can't lift the foot"),
            _("It does not move"),
        ),
    ),
}
NOT_KNOWN: dict[str, Text] = {"cannot_tell": _("Can't tell"), "not_tried": _("Not tried")}
LEAVE_OUT = _("Leave out")

# --- Twitches, cramps, fatigue, left and right (CLINICAL 6, DESIGN 3) ---
TWITCHES: tuple[Text, ...] = (_("None"), _("Now and then"), _("Often"), _("Nearly all the time"))
TWITCHES_NOTE = _("Twitches are common in ALS. How many you feel goes up and down.")
COMPARISON: dict[int, Text] = {
    -2: _("Left is much weaker"),
    -1: _("Left is a bit weaker"),
    0: _("Both the same"),
    1: _("Right is a bit weaker"),
    2: _("Right is much weaker"),
}
DAILY: dict[str, Text] = {
    "cramps.count": _("How many cramps in the last 24 hours?"),
    "cramps.worst_pain": _("How bad was the worst cramp?"),
    "cramps.woke": _("How many times did cramps wake you?"),
    "fatigue.now": _("How tired are you now?"),
    "fatigue.worst": _("How tired were you at your worst today?"),
    "fatigue.after_small_effort": _("After washing or dressing, how tired?"),
    "fatigue.recovery_minutes": _("How many minutes of rest until that passed?"),
}


# --- The past seven days (inputs of the rules of CLINICAL 7.3) ---
@dataclass(frozen=True)
class WeeklyQuestion:
    """``question``: asked alone; ``short``: in a few words, to be looked over with the others at once."""

    question: Text
    short: Text


# The one list of them, in the order in which they are asked; those of one of them alone (``ASKED_OF``) come last.
WEEKLY_QUESTIONS: dict[str, WeeklyQuestion] = {
    "signs.breathless_lying_flat": WeeklyQuestion(
        _("On how many days was it hard to breathe when you lay flat?"),
        _("Hard to breathe lying flat"),
    ),
    "signs.morning_headache": WeeklyQuestion(
        _("On how many mornings did you wake up with a headache?"),
        _("A headache on waking"),
    ),
    "signs.unrefreshing_sleep": WeeklyQuestion(
        _("After how many nights did you wake up and not feel rested?"),
        _("Waking up not rested"),
    ),
    "signs.nightmares": WeeklyQuestion(
        _("On how many nights did you have nightmares?"),
        _("Nightmares"),
    ),
    "signs.poor_concentration": WeeklyQuestion(
        _("On how many days was it hard to keep your mind on things?"),
        _("Hard to keep your mind on things"),
    ),
    "signs.cannot_clear_phlegm": WeeklyQuestion(
        _("On how many days could you not clear phlegm from your chest?"),
        _("Phlegm that you could not clear"),
    ),
    "signs.coughing_with_food": WeeklyQuestion(
        _("On how many days did you cough on food or drink?"),
        _("Coughing on food or drink"),
    ),
    "signs.choking_needed_help": WeeklyQuestion(
        _("On how many days did you choke so that someone had to help you?"),
        _("Choking, so that someone had to help"),
    ),
    "signs.long_meals": WeeklyQuestion(
        _("On how many days did a main meal take more than 30 minutes?"),
        _("Main meals of more than 30 minutes"),
    ),
    "signs.saliva_trouble": WeeklyQuestion(
        _("On how many days did saliva (spit) trouble you a lot?"),
        _("A lot of trouble with saliva (spit)"),
    ),
    "signs.uncontrolled_laughing_crying": WeeklyQuestion(
        _("On how many days did you laugh or cry and could not stop?"),
        _("Laughing or crying that you could not stop"),
    ),
    "signs.daytime_sleepiness": WeeklyQuestion(
        _("How sleepy were you in the daytime?"),
        _("Sleepy in the daytime"),
    ),
    "signs.fever": WeeklyQuestion(
        _("Do you have a fever now, 38 °C or more?"),
        _("A fever now, 38 °C or more"),
    ),
    "signs.coloured_phlegm": WeeklyQuestion(
        _("Do you have more phlegm than usual now, or coloured phlegm?"),
        _("More phlegm than usual now, or coloured phlegm"),
    ),
    "signs.more_breathless": WeeklyQuestion(
        _("Are you more breathless than usual now?"),
        _("More breathless than usual now"),
    ),
    "signs.low_mood": WeeklyQuestion(
        _("Have you felt low for 2 weeks or longer?"),
        _("Feeling low for 2 weeks or longer"),
    ),
    "signs.caregiver_cannot_go_on": WeeklyQuestion(
        _("You who help: do you feel “I can't keep this up”?"),
        _("You who help: “I can't keep this up”"),
    ),
    "signs.caregiver_strain": WeeklyQuestion(
        _("You who help: how hard is caring for you now?"),
        _("You who help: caring is hard for you now"),
    ),
}
WEEK: dict[str, Text] = {name: asked.short for name, asked in WEEKLY_QUESTIONS.items() if name not in ASKED_OF}
MOOD_NOTE = _("Others see this only where you agreed that they see mood and behaviour.")
CAREGIVER_NOTE = _(
    "This is about you. The person whose record it is does not see it, and others see it only where it was agreed that "
    "they see what a caregiver says about themselves."
)
NOTES: dict[str, Text] = {"mood": MOOD_NOTE, "caregiver": CAREGIVER_NOTE}

# --- Something is wrong today (CLINICAL 7.3): first what can need help right away ---
WRONG: dict[str, Text] = {
    "signs.severe_breathlessness": _(
        "Too short of breath to rest or to finish a sentence, blue or grey lips, or choking that does not clear"
    ),
    "signs.confused_or_hard_to_wake": _("Confused, or very hard to wake"),
    "signs.sudden_change": _("In the last hours: new weakness, a face that droops on one side, or speech that changed"),
    "signs.chest_pain": _("Chest pain, or sudden breathlessness"),
    "signs.self_harm": _("Thoughts of self-harm"),
    "signs.machine_or_tube_fault": _(
        "A breathing machine, a cough machine or a feeding tube does not work, or a tube came out"
    ),
    "signs.swollen_leg": _("One leg is swollen and hurts"),
    "signs.too_little_drink": _("No drink kept down for 12 hours, or very dark urine"),
}
FAR_MORE_BREATHLESS = _("Far more breathless than usual, blue or grey lips, or choking that does not clear")
FAULT = "signs.machine_or_tube_fault"  # after it is asked:
WITH_FAULT: dict[str, Text] = {"signs.breathless_with_fault": _("Breathless, and a machine or a tube does not work")}

SIGNS: dict[str, Text] = {
    **{name: asked.question for name, asked in WEEKLY_QUESTIONS.items()},
    **WRONG,
    **WITH_FAULT,
    "falls": _("How many times have you fallen since your last check-in?"),
}


def week_of(source: str) -> dict[str, Text]:
    """The questions of a week for who answers as ``source``, in few words: those about the person, then their own."""
    voice = Source.SELF if source == Source.HELPED else source
    return WEEK | {name: WEEKLY_QUESTIONS[name].short for name, whose in ASKED_OF.items() if whose == voice}


YES_NO: dict[int, Text] = {0: _("No"), 1: _("Yes")}

# --- Measured with a device (CLINICAL 5.4, 7.1) ---
MEASURED: dict[str, Text] = {
    "weight": _("Weight, kg"),
    "grip.left": _("Grip of the left hand, kg"),
    "grip.right": _("Grip of the right hand, kg"),
    "niv": _("Did you use a breathing machine that day?"),
    "niv_hours": _("Hours with the breathing machine that day"),
    "spo2": _("Oxygen reading at rest (SpO2), %"),
    "spo2_second": _("A second oxygen reading, five minutes later, with a warm finger, %"),
    "fvc_percent": _("FVC, % of predicted"),
    "svc_percent": _("SVC, % of predicted"),
    "snip": _("SNIP, cmH2O"),
    "mip": _("MIP, cmH2O"),
    "peak_cough_flow": _("Peak cough flow, L/min"),
    "steps": _("Steps that day, measured by the phone"),
    "walking_asymmetry": _("Walking asymmetry that day, measured by the phone, %"),
}
OXYGEN_NOTE = _("Finger readers can be wrong. Don't start or change oxygen unless your team tells you.")
GRIP_NOTE = _("At most once a week. Stop if it hurts or tires you.")
