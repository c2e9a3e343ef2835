"""What a check-in asks. Our own words: CLINICAL 5.2 (grades), 5.3 (prompts), 6, 7.3 (signs)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import Region
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


# The one list of them, in the order in which they are asked.
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
}
WEEK: dict[str, Text] = {name: asked.short for name, asked in WEEKLY_QUESTIONS.items()}
SIGNS: dict[str, Text] = {name: asked.question for name, asked in WEEKLY_QUESTIONS.items()} | {
    "falls": _("How many times have you fallen since your last check-in?"),
}
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
}
OXYGEN_NOTE = _("Finger readers can be wrong. Don't start or change oxygen unless your team tells you.")
GRIP_NOTE = _("At most once a week. Stop if it hurts or tires you.")
