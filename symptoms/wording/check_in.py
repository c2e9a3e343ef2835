"""What a check-in asks. Our own words: CLINICAL 5.2 (grades), 5.3 (prompts), 6, 7.3 (signs)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import ASKED_OF, Region, Source
from symptoms.wording.question import Question, Text
from symptoms.wording.voice import Said, Words

# --- The thirteen parts of the body (CLINICAL 5.2, 5.3) ---
# The text is an everyday prompt: a thing to think of, never a test to try.
WEAKNESS: dict[Region, Question] = {
    Region.SPEECH: Question(
        _("Think of phone calls, being heard in a noisy room, or talking at the end of the day."),
        (
            _("Clear, as before"),
            _("Slurred or tires, but people understand"),
            Said(_("You often repeat words"), _("%(Name)s often repeats words")),
            _("Only a few words are clear"),
            _("No clear words"),
        ),
    ),
    Region.SWALLOWING: Question(
        _("Think of how long a meal takes, coughs with drinks, tablets, or dribbling."),
        (
            _("As before"),
            Said(_("You take care, or cough at times"), _("%(Name)s takes care, or coughs at times")),
            Said(_("You changed your food or drink"), _("%(Name)s changed food or drink")),
            _("Only small tastes by mouth"),
            _("Nothing by mouth"),
        ),
    ),
    Region.NECK: Question(
        Said(
            _("Think of holding your head up at the end of a meal, or in a car that brakes."),
            _("Think of how %(name)s holds the head up at the end of a meal, or in a car that brakes."),
        ),
        (
            _("As before"),
            _("Tires by evening"),
            Said(_("Head drops at times; you prop it"), _("Head drops at times; %(name)s props it")),
            Said(_("You need a collar or rest most of the day"), _("%(Name)s needs a collar or rest most of the day")),
            Said(_("You can't hold your head up"), _("%(Name)s can't hold the head up")),
        ),
    ),
    Region.UPPER_ARM: Question(
        Said(
            _("Think of combing your hair, lifting a full kettle, a plate on a high shelf, or putting on a coat."),
            _(
                "Think of how %(name)s combs hair, lifts a full kettle, puts a plate on a high shelf, or puts on "
                "a coat."
            ),
        ),
        (
            Said(_("You lift and reach as before"), _("%(Name)s lifts and reaches as before")),
            Said(
                _("You reach above your head, but weaker or tired sooner"),
                _("%(Name)s reaches above the head, but weaker or tired sooner"),
            ),
            Said(
                _("You lift the arm, but can't hold things up there"),
                _("%(Name)s lifts the arm, but can't hold things up there"),
            ),
            _("The arm moves only when its weight is held"),
            _("It does not move"),
        ),
    ),
    Region.HAND: Question(
        Said(
            _("Think of buttons, a zip, a key, a jar lid, a pen, coins, or your phone."),
            _("Think of how %(name)s handles buttons, a zip, a key, a jar lid, a pen, coins, or a phone."),
        ),
        (
            _("Grip, keys, buttons as before"),
            Said(_("You do it all, but slower or weaker"), _("%(Name)s does it all, but slower or weaker")),
            Said(_("You need help or an aid with some tasks"), _("%(Name)s needs help or an aid with some tasks")),
            _("Fingers move, but can't hold things"),
            _("No finger moves"),
        ),
    ),
    Region.BREATHING: Question(
        Said(
            _("Think of lying flat, talking while you walk, saying full sentences, or how strong your cough is."),
            _("Think of how %(name)s lies flat, talks on a walk, says full sentences, or how strong the cough is."),
        ),
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
            Said(_("You pull or push with your arms to sit up"), _("%(Name)s pulls or pushes with the arms to sit up")),
            Said(_("Someone helps you to sit up"), _("Someone helps %(name)s to sit up")),
            Said(_("You need full support to sit"), _("%(Name)s needs full support to sit")),
        ),
    ),
    Region.THIGH: Question(
        _("Think of getting up from a chair without hands, stairs, or getting out of a car."),
        (
            Said(_("You step up on this leg as before"), _("%(Name)s steps up on this leg as before")),
            Said(_("You step up, but it is harder"), _("%(Name)s steps up, but it is harder")),
            Said(_("You need a rail, your hands or a person"), _("%(Name)s needs a rail, the hands or someone else")),
            Said(_("It moves, but won't hold you"), _("It moves, but won't hold %(name)s")),
            _("It does not move"),
        ),
    ),
    Region.FOOT: Question(
        _("Think of trips, a toe that catches, or a foot that slaps."),
        (
            Said(_("You lift your foot as before"), _("%(Name)s lifts the foot as before")),
            Said(_("It drops or trips you when tired"), _("It drops or trips %(name)s when tired")),
            Said(
                _("It drags or slaps often, or you wear a brace"),
                _("It drags or slaps often, or %(name)s wears a brace"),
            ),
            Said(_("Toes move, but you can't lift the foot"), _("Toes move, but %(name)s can't lift the foot")),
            _("It does not move"),
        ),
    ),
}
NOT_KNOWN: dict[str, Text] = {"cannot_tell": _("Can't tell"), "not_tried": _("Not tried")}
LEAVE_OUT = _("Leave out")

# --- Twitches, cramps, fatigue, left and right (CLINICAL 6, DESIGN 3) ---
TWITCHES: tuple[Text, ...] = (_("None"), _("Now and then"), _("Often"), _("Nearly all the time"))
TWITCHES_NOTE = Said(
    _("Twitches are common in ALS. How many you feel goes up and down."),
    _("Twitches are common in ALS. How many there are goes up and down."),
)
COMPARISON: dict[int, Text] = {
    -2: _("Left is much weaker"),
    -1: _("Left is a bit weaker"),
    0: _("Both the same"),
    1: _("Right is a bit weaker"),
    2: _("Right is much weaker"),
}
DAILY: dict[str, Words] = {
    "cramps.count": Said(
        _("How many cramps in the last 24 hours?"), _("How many cramps did %(name)s seem to have in the last 24 hours?")
    ),
    "cramps.worst_pain": Said(_("How bad was the worst cramp?"), _("How bad did the worst cramp seem to you?")),
    "cramps.woke": Said(_("How many times did cramps wake you?"), _("How many times did cramps wake %(name)s?")),
    "fatigue.now": Said(_("How tired are you now?"), _("How tired does %(name)s seem to you now?")),
    "fatigue.worst": Said(
        _("How tired were you at your worst today?"), _("How tired did %(name)s seem to you at the worst time today?")
    ),
    "fatigue.after_small_effort": Said(
        _("After washing or dressing, how tired?"), _("After washing or dressing, how tired did %(name)s seem?")
    ),
    "fatigue.recovery_minutes": Said(
        _("How many minutes of rest until that passed?"),
        _("How many minutes did %(name)s rest until that seemed to pass?"),
    ),
}


# --- The past seven days (inputs of the rules of CLINICAL 7.3) ---
@dataclass(frozen=True)
class WeeklyQuestion:
    """``question``: asked alone; ``short``: in a few words, to be looked over with the others at once."""

    question: Words
    short: Words


# The one list of them, in the order in which they are asked; those of one of them alone (``ASKED_OF``) come last.
WEEKLY_QUESTIONS: dict[str, WeeklyQuestion] = {
    "signs.breathless_lying_flat": WeeklyQuestion(
        Said(
            _("On how many days was it hard to breathe when you lay flat?"),
            _("On how many days did it seem hard for %(name)s to breathe when lying flat?"),
        ),
        _("Hard to breathe lying flat"),
    ),
    "signs.morning_headache": WeeklyQuestion(
        Said(
            _("On how many mornings did you wake up with a headache?"),
            _("On how many mornings did %(name)s seem to wake up with a headache?"),
        ),
        _("A headache on waking"),
    ),
    "signs.unrefreshing_sleep": WeeklyQuestion(
        Said(
            _("After how many nights did you wake up and not feel rested?"),
            _("After how many nights did %(name)s wake up and not seem rested?"),
        ),
        _("Waking up not rested"),
    ),
    "signs.nightmares": WeeklyQuestion(
        Said(
            _("On how many nights did you have nightmares?"),
            _("On how many nights did %(name)s seem to have nightmares?"),
        ),
        _("Nightmares"),
    ),
    "signs.poor_concentration": WeeklyQuestion(
        Said(
            _("On how many days was it hard to keep your mind on things?"),
            _("On how many days did it seem hard for %(name)s to keep the mind on things?"),
        ),
        Said(_("Hard to keep your mind on things"), _("Hard to keep the mind on things")),
    ),
    "signs.cannot_clear_phlegm": WeeklyQuestion(
        Said(
            _("On how many days could you not clear phlegm from your chest?"),
            _("On how many days could %(name)s not clear phlegm from the chest?"),
        ),
        Said(_("Phlegm that you could not clear"), _("Phlegm that would not clear")),
    ),
    "signs.coughing_with_food": WeeklyQuestion(
        Said(
            _("On how many days did you cough on food or drink?"),
            _("On how many days did %(name)s cough on food or drink?"),
        ),
        _("Coughing on food or drink"),
    ),
    "signs.choking_needed_help": WeeklyQuestion(
        Said(
            _("On how many days did you choke so that someone had to help you?"),
            _("On how many days did %(name)s choke so that someone had to help?"),
        ),
        _("Choking, so that someone had to help"),
    ),
    "signs.long_meals": WeeklyQuestion(
        _("On how many days did a main meal take more than 30 minutes?"),
        _("Main meals of more than 30 minutes"),
    ),
    "signs.saliva_trouble": WeeklyQuestion(
        Said(
            _("On how many days did saliva (spit) trouble you a lot?"),
            _("On how many days did saliva (spit) seem to trouble %(name)s a lot?"),
        ),
        _("A lot of trouble with saliva (spit)"),
    ),
    "signs.uncontrolled_laughing_crying": WeeklyQuestion(
        Said(
            _("On how many days did you laugh or cry and could not stop?"),
            _("On how many days did %(name)s laugh or cry and could not stop?"),
        ),
        Said(_("Laughing or crying that you could not stop"), _("Laughing or crying that would not stop")),
    ),
    "signs.daytime_sleepiness": WeeklyQuestion(
        Said(_("How sleepy were you in the daytime?"), _("How sleepy did %(name)s seem in the daytime?")),
        _("Sleepy in the daytime"),
    ),
    "signs.fever": WeeklyQuestion(
        Said(_("Do you have a fever now, 38 °C or more?"), _("Does %(name)s have a fever now, 38 °C or more?")),
        _("A fever now, 38 °C or more"),
    ),
    "signs.coloured_phlegm": WeeklyQuestion(
        Said(
            _("Do you have more phlegm than usual now, or coloured phlegm?"),
            _("Does %(name)s have more phlegm than usual now, or coloured phlegm?"),
        ),
        _("More phlegm than usual now, or coloured phlegm"),
    ),
    "signs.more_breathless": WeeklyQuestion(
        Said(_("Are you more breathless than usual now?"), _("Does %(name)s seem more breathless than usual now?")),
        _("More breathless than usual now"),
    ),
    "signs.low_mood": WeeklyQuestion(
        Said(_("Have you felt low for 2 weeks or longer?"), _("Has %(name)s felt low for 2 weeks or longer?")),
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
WEEK: dict[str, Words] = {name: asked.short for name, asked in WEEKLY_QUESTIONS.items() if name not in ASKED_OF}
MOOD_NOTE = Said(
    _("Others see this only where you agreed that they see mood and behaviour."),
    _("Others see this only where %(name)s agreed that they see mood and behaviour."),
)
CAREGIVER_NOTE = _(
    "This is about you. The person whose record it is does not see it, and others see it only where it was agreed that "
    "they see what a caregiver says about themselves."
)
NOTES: dict[str, Words] = {"mood": MOOD_NOTE, "caregiver": CAREGIVER_NOTE}

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

SIGNS: dict[str, Words] = {
    **{name: asked.question for name, asked in WEEKLY_QUESTIONS.items()},
    **WRONG,
    **WITH_FAULT,
    "falls": Said(
        _("How many times have you fallen since your last check-in?"),
        _("How many times has %(name)s fallen since the last check-in?"),
    ),
}


def week_of(source: str) -> dict[str, Words]:
    """The questions of a week for who answers as ``source``, in few words: those about the person, then their own."""
    voice = Source.SELF if source == Source.HELPED else source
    return WEEK | {name: WEEKLY_QUESTIONS[name].short for name, whose in ASKED_OF.items() if whose == voice}


YES_NO: dict[int, Text] = {0: _("No"), 1: _("Yes")}

# --- Measured with a device (CLINICAL 5.4, 7.1) ---
MEASURED: dict[str, Words] = {
    "weight": _("Weight, kg"),
    "grip.left": _("Grip of the left hand, kg"),
    "grip.right": _("Grip of the right hand, kg"),
    "niv": Said(_("Did you use a breathing machine that day?"), _("Did %(name)s use a breathing machine that day?")),
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
OXYGEN_NOTE = Said(
    _("Finger readers can be wrong. Don't start or change oxygen unless your team tells you."),
    _("Finger readers can be wrong. Don't start or change oxygen unless the care team tells you."),
)
GRIP_NOTE = Said(
    _("At most once a week. Stop if it hurts or tires you."),
    _("At most once a week. Stop if it hurts or tires %(name)s."),
)
