"""The topics of help, in plain words. Nothing is said here that docs/clinical.md 5 to 9 does not hold (``source`` names
where), nothing is advised, and nothing is promised: it is what somebody can ask about.

Sentences name nobody, so that they are read alike by the person and by who helps.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clinical.vocabulary import Region
from symptoms.wording import Text

TEAM = _("The care team. At the next visit, or sooner if it troubles.")
THERAPIST = _("The care team, or the physiotherapist if there is one.")
NOW = _("The emergency number. Do not wait for a visit.")
TODAY = _("The care team today. If nobody can be reached: the out-of-hours line.")


@dataclass(frozen=True)
class Topic:
    """``rules`` and ``parts``: the signs and the regions that lead here; ``matter``: the code of the example in
    ``care.before_said.TOPICS`` that means the same, blank where none does; ``now``: it can't wait for a visit."""

    key: str
    title: Text
    about: tuple[Text, ...]
    offers: tuple[Text, ...]
    source: str
    ask: Text = TEAM
    rules: tuple[str, ...] = ()
    parts: tuple[Region, ...] = ()
    matter: str = ""
    now: bool = False


_NO_OXYGEN = _("Oxygen is not started or changed unless the team says so.")
_FEEDING_TUBE = _("A talk about a feeding tube, in good time. A talk decides nothing.")
_LESS_EFFORT = _("Ways to get enough food with less effort.")
_AIDS = _("An aid that fits the day, such as a stick, a frame or a wheelchair.")
_MOVE = _("Stretches and gentle moves, set by a physiotherapist.")
_NO_STRAIN = _("A weak muscle is not made to work hard. If talking is not easy meanwhile, it is too hard.")

TOPICS: tuple[Topic, ...] = (
    Topic(
        "emergency",
        _("When it can't wait"),
        (
            _("Some signs need help right away: no breath to rest, very hard to wake, chest pain, sudden weakness."),
            _("They can have many causes, and may not be due to ALS."),
        ),
        (_("A check right away, by the people who come when that number is called."),),
        "7.2, 7.3 (R01, R02, R25, R26)",
        ask=NOW,
        rules=("R01", "R02", "R25", "R26"),
        now=True,
    ),
    Topic(
        "oxygen",
        _("A low oxygen reading"),
        (
            _("A reading can be wrong: cold hands, nail varnish and dark skin make it less exact."),
            _("A reading that is as usual does not say that the breathing is well."),
            _NO_OXYGEN,
        ),
        (_("A check of the reading, and of the blood."), _("Tests of the breathing.")),
        "7.1, 7.3 (R03, R04 and the rules below the table)",
        ask=TODAY,
        rules=("R03", "R04"),
        matter="breathless",
        now=True,
    ),
    Topic(
        "breathing",
        _("Breathing and sleep"),
        (
            _("ALS can make the muscles of breathing weak. Then it can be hard to lie flat, or to sleep well."),
            _("Headaches on waking and being sleepy by day can be from it. They can have other causes too."),
            _NO_OXYGEN,
        ),
        (
            _("Tests of the breathing, by day or at night. They are done again every two to three months."),
            _("A breathing machine with a mask, and help to get used to it."),
            _("Ways to cough with more force."),
            _("A talk about what is wanted if breathing gets harder."),
        ),
        "7.1, 7.3 (R05 to R08), 8, 9.1 (block 12)",
        rules=("R05", "R06", "R07", "R08"),
        parts=(Region.BREATHING,),
        matter="breathing_at_night",
    ),
    Topic(
        "cough",
        _("Cough and phlegm"),
        (
            _("When the cough is weak, phlegm is hard to clear."),
            _("Fever, or phlegm with a colour, needs a check the same day."),
        ),
        (
            _("Ways to clear the chest, with or without a helper."),
            _("A cough machine, suction, or breath stacking."),
            _("A check for an infection of the chest."),
        ),
        "7.1 (peak cough flow), 7.3 (R09, R10, R18), 8",
        rules=("R09", "R10", "R18"),
    ),
    Topic(
        "machine",
        _("The breathing machine"),
        (_("If the machine or a tube does not work, call the number on the equipment card now."),),
        (
            _("Another mask, or other settings. The team changes them."),
            _("Help with air leaks and a dry mouth."),
            _("A look at how many hours it is needed."),
        ),
        "7.1 (NIV use), 7.3 (R21 to R23), 8",
        rules=("R21", "R22", "R23"),
    ),
    Topic(
        "meals",
        _("Swallowing and meals"),
        (_("Food or drink that goes the wrong way makes people cough or choke. Meals can last long."),),
        (
            _("A check of how swallowing works."),
            _("Help to make meals safer, such as other food or drink."),
            _LESS_EFFORT,
            _FEEDING_TUBE,
        ),
        "5.2 (swallowing), 7.1, 7.3 (R11, R12), 8",
        rules=("R11", "R12"),
        parts=(Region.SWALLOWING,),
        matter="choking",
    ),
    Topic(
        "weight",
        _("Weight and drinking"),
        (
            _("Keeping weight up matters."),
            _("Too little to drink needs a call the same day, if no drink stays down."),
        ),
        (_LESS_EFFORT, _("A look at the weight over time, on the same scale."), _FEEDING_TUBE),
        "7.1 (weight), 7.3 (R13 to R16)",
        rules=("R13", "R14", "R15", "R16"),
        matter="weight",
    ),
    Topic(
        "saliva",
        _("Saliva in the mouth"),
        (_("Saliva can gather in the mouth when it is hard to swallow."),),
        (_("There are medicines for it."), _("Some people have botulinum toxin or radiation for it.")),
        "7.3 (R17), 8",
        rules=("R17",),
        matter="saliva",
    ),
    Topic(
        "speech",
        _("Speaking"),
        (_("There are other ways to talk. It helps to try them early."),),
        (
            _("Saving the voice, while it is clear."),
            _("A letter board, a tablet, or a device that works with the eyes."),
            _("A look at how well speech is understood, on the phone too."),
        ),
        "7.1 (speech rate), 7.3 (R19), 8",
        rules=("R19",),
        parts=(Region.SPEECH,),
        matter="speech",
    ),
    Topic(
        "laughing_crying",
        _("Laughing or crying that comes by itself"),
        (_("It can happen in ALS. It is nobody's fault."),),
        (_("There are medicines for it."),),
        "7.3 (R20), 8",
        rules=("R20",),
        matter="mood",
    ),
    Topic(
        "falls",
        _("Falls"),
        (_("A fall with a hit on the head, or with strong pain, needs help right away."),),
        (
            _("A look at where and how falls happen: on stairs, in the bath, on the way from bed to chair."),
            _AIDS,
            _("A brace for a foot that drops."),
            _("A hoist or a bed that helps to move."),
        ),
        "5.5, 7.3 (R24), 8",
        ask=THERAPIST,
        rules=("R24",),
        matter="falls",
    ),
    Topic(
        "neck",
        _("A weak neck"),
        (_("The head may drop when the neck tires."),),
        (_("A collar or a headrest."), _MOVE, _NO_STRAIN),
        "5.2 (neck), 7.3 (R28), 8, 8.1",
        ask=THERAPIST,
        rules=("R28",),
        parts=(Region.NECK,),
        matter="neck",
    ),
    Topic(
        "arms",
        _("Weak arms and hands"),
        (_("Keys, buttons, pens and cups can get hard to hold, or high shelves hard to reach."),),
        (_("Aids for tasks of the day."), _("A splint for the hand."), _MOVE, _NO_STRAIN),
        "5.2, 5.3, 8, 8.1",
        ask=THERAPIST,
        parts=(Region.UPPER_ARM, Region.HAND),
        matter="arms",
    ),
    Topic(
        "legs",
        _("Weak legs and feet"),
        (_("Stairs, getting up and walking can get hard. A foot may drop and trip."),),
        (_AIDS, _("A brace for a foot that drops."), _("A hoist or a bed that helps to move."), _MOVE, _NO_STRAIN),
        "5.2, 5.3, 8, 8.1",
        ask=THERAPIST,
        parts=(Region.THIGH, Region.FOOT),
        matter="legs",
    ),
    Topic(
        "trunk",
        _("A weak back and belly"),
        (_("Sitting up and turning over can get hard."),),
        (_("A bed that helps to sit up and turn."), _("A hoist."), _MOVE, _NO_STRAIN),
        "5.2, 5.3, 8, 8.1",
        ask=THERAPIST,
        parts=(Region.TRUNK,),
        matter="neck",
    ),
    Topic(
        "cramps",
        _("Cramps"),
        (_("Most people with ALS have cramps. How many there are goes up and down."),),
        (_("Stretches that ease them."), _("There are medicines for cramps and for stiff muscles.")),
        "6.2, 7.3 (R31), 8, 8.1",
        rules=("R31",),
        matter="cramps",
    ),
    Topic(
        "mood",
        _("Feeling low"),
        (_("Feeling low is common. Help works."), _("Who thinks of harming themselves can call a crisis line now.")),
        (_("Someone to talk to."), _("There are medicines for mood.")),
        "7.3 (R27), 8, 9.1 (block 9)",
        rules=("R27",),
        matter="mood",
    ),
    Topic(
        "caring",
        _("Support for who helps"),
        (_("Caring is hard for many, and it can get more with time. Support matters too."),),
        (_("Help at night or by day."), _("Help with lifting, so that nobody is hurt."), _("Someone to talk to.")),
        "7.3 (R30), 9.2",
        rules=("R30",),
    ),
    Topic(
        "check",
        _("A check that changed more than usual"),
        (_("Answers can differ from one check to the next without a change. A big step is worth a look."),),
        (_("A look at the answers together."),),
        "3.4, 7.3 (R29)",
        rules=("R29",),
    ),
)
BY_KEY = {topic.key: topic for topic in TOPICS}
OF_RULE = {rule: topic for topic in TOPICS for rule in topic.rules}
OF_PART = {part: topic for topic in TOPICS for part in topic.parts}
