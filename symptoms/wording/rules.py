"""The warning rules in words: the lead text of a level, then the text of the rule (CLINICAL 7.2, 7.3).

A flag is a calm "tell your care team": never a diagnosis, never a prognosis, and never a promise that somebody knows.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinical.life import Stand, fired_on, stand
from clinical.rules import NOT_ASKED, RISING, Level
from clinical.rules import RULES as KNOWN_RULES
from clinical.signs import Flag
from symptoms.wording.question import Text
from symptoms.wording.voice import PERSON, Said, Voice, Words

LEVELS = RISING[::-1]  # highest first
LEADS: dict[str, Words] = {
    "emergency": Said(_("Call your emergency number now."), _("Call the emergency number now.")),
    "urgent": Said(
        _("Please call your care team today. If you can't reach them, call your out-of-hours line."),
        _("Please call %(name)s's care team today. If you can't reach them, call their out-of-hours line."),
    ),
    "soon": Said(
        _("Please tell your care team in the next day or two."),
        _("Please tell %(name)s's care team in the next day or two."),
    ),
    "routine": Said(
        _("Worth telling your care team at your next visit."),
        _("Worth telling %(name)s's care team at the next visit."),
    ),
}
HOW_SOON: dict[str, Text] = {  # the care team wants to hear of it, in a list or a line of print
    "emergency": _("emergency"),
    "urgent": _("same day"),
    "soon": _("within 2 working days"),
    "routine": _("next visit"),
}
LEVEL_NAMES: dict[str, Text] = {  # beside a shape, in a list of the clinic
    "emergency": _("emergency"),
    "urgent": _("urgent"),
    "soon": _("soon"),
    "routine": _("routine"),
}
STATES: dict[str, Text] = {  # what the care team did about it
    "acknowledged": _("acknowledged"),
    "snoozed": _("snoozed"),
    "closed": _("closed"),
}
CURRENT_FOR = dt.timedelta(days=7)  # after its last firing a flag asks for a call; later it is told with its day
NOW_FOR = dt.timedelta(days=1)  # a flag asks for a call now; later for one today
CRISIS = "signs.self_harm"  # asks for the crisis line at once
NOBODY_TOLD = _("This message is only on your screen. Nobody has been told.")
SEEN = Said(_("Your care team has seen this."), _("The care team has seen this."))
CARE_PLAN = Said(
    _("If you have an advance care plan or a decision about treatment, keep it with you."),
    _("If %(name)s has an advance care plan or a decision about treatment, keep it at hand."),
)

_SAID_ON = _("Said on {day}: {text}")
_NOT_AT_THE_LAST = _("Said on {day}, not at the last answer: {text}")
_NOT_HEARD_OF = _("Not heard of since {day}: {text}")
_WEIGHT_LOSS = Said(
    _("Your weight has gone down by %(percent)d %%. Keeping weight up matters. Your team can help."),
    _("%(Name)s's weight has gone down by %(percent)d %%. Keeping weight up matters. The team can help."),
)
_EARLY_APPOINTMENT = _("Please ask for an early appointment.")
_EARLY_APPOINTMENT_FROM = 10  # % of weight lost

_CHEST = Said(
    _("You wrote that it is hard to clear your chest. Your team can show you ways to do it."),
    _("It seems hard for %(name)s to clear the chest. The team can show ways to do it."),
)


@dataclass(frozen=True)
class RuleWords:
    """``name``: a few words, as they stand within a sentence; ``text``: what the person reads after the lead text."""

    name: Text
    text: Words


RULE_WORDS: dict[str, RuleWords] = {
    "R01": RuleWords(_("severe breathlessness"), _("Trouble with breathing can need help right away.")),
    "R02": RuleWords(
        _("confusion, very hard to wake"),
        _("Being very sleepy or confused can have many causes. It needs help right away."),
    ),
    "R03": RuleWords(
        _("oxygen reading low"),
        Said(
            _(
                "Your reading is low. Readings can be wrong. It still needs a check now. "
                "Don't start or change oxygen unless your team tells you."
            ),
            _(
                "%(Name)s's reading is low. Readings can be wrong. It still needs a check now. "
                "Don't start or change oxygen unless the team tells you."
            ),
        ),
    ),
    "R04": RuleWords(
        _("oxygen reading lower than usual limits"),
        Said(
            _(
                "Your reading is below the level at which care teams like to know. "
                "Don't start or change oxygen unless your team tells you."
            ),
            _(
                "%(Name)s's reading is below the level at which care teams like to know. "
                "Don't start or change oxygen unless the team tells you."
            ),
        ),
    ),
    "R05": RuleWords(
        _("breathless at rest"),
        Said(_("Your answer about breathing has changed."), _("The answer about %(name)s's breathing has changed.")),
    ),
    "R06": RuleWords(
        _("hard to breathe lying flat"),
        Said(
            _("You find it harder to breathe lying down. Your team can check this and there is help for it."),
            _(
                "%(Name)s seems to find it harder to breathe lying down. "
                "The team can check this and there is help for it."
            ),
        ),
    ),
    "R07": RuleWords(
        _("morning headaches"),
        Said(
            _("Headaches on waking can have many causes. Your team may want to check your breathing at night."),
            _("Headaches on waking can have many causes. The team may want to check %(name)s's breathing at night."),
        ),
    ),
    "R08": RuleWords(
        _("sleep and daytime sleepiness"),
        Said(
            _("Sleep has been hard for two weeks. Breathing at night is one thing your team can check."),
            _("Sleep has been hard for %(name)s for two weeks. Breathing at night is one thing the team can check."),
        ),
    ),
    "R09": RuleWords(_("weak cough, or phlegm that can't be cleared"), _CHEST),
    "R10": RuleWords(_("signs of a chest infection"), _("These signs need a check today.")),
    "R11": RuleWords(
        _("choking or coughing with food or drink"),
        Said(
            _(
                "You wrote about choking or coughing with food or drink. "
                "Your team can check it and help to make meals safer."
            ),
            _(
                "Choking or coughing with food or drink was written down. "
                "The team can check it and help to make meals safer."
            ),
        ),
    ),
    "R12": RuleWords(
        _("meals take long"),
        Said(
            _("Meals take long. Your team can help you to get enough food with less effort."),
            _("Meals take long. The team can help %(name)s to get enough food with less effort."),
        ),
    ),
    "R13": RuleWords(
        _("weight below usual"),
        Said(
            _("Your weight has gone down. Keeping weight up matters. Your team can help."),
            _("%(Name)s's weight has gone down. Keeping weight up matters. The team can help."),
        ),
    ),
    "R14": RuleWords(
        _("quick weight loss"), Said(_("Your weight has dropped quickly."), _("%(Name)s's weight has dropped quickly."))
    ),
    "R15": RuleWords(
        _("low weight for height"),
        Said(_("Your weight is low for your height."), _("%(Name)s's weight is low for the height.")),
    ),
    "R16": RuleWords(
        _("too little to drink"),
        Said(_("You may not be getting enough to drink."), _("%(Name)s may not be getting enough to drink.")),
    ),
    "R17": RuleWords(_("saliva"), _("There are treatments for too much saliva.")),
    "R18": RuleWords(_("thick phlegm"), _CHEST),
    "R19": RuleWords(
        _("speech"),
        Said(
            _("It is a good time to talk about other ways to communicate, and saving your voice if you want."),
            _("It is a good time to talk about other ways to communicate, and saving the voice if %(name)s wants."),
        ),
    ),
    "R20": RuleWords(
        _("laughing or crying that can't be controlled"),
        Said(
            _("This can happen in ALS and is not your fault. There are treatments. Tell your team."),
            _("This can happen in ALS and is nobody's fault. There are treatments. Tell the team."),
        ),
    ),
    "R21": RuleWords(
        _("breathing machine used little"),
        Said(
            _("Using the machine has been hard. Your team can change the mask or settings."),
            _("Using the machine has been hard. The team can change the mask or settings."),
        ),
    ),
    "R22": RuleWords(
        _("breathing machine needed more"),
        Said(
            _("You need the machine for more of the day. Your team needs to know."),
            _("%(Name)s needs the machine for more of the day. The team needs to know."),
        ),
    ),
    "R23": RuleWords(
        _("machine or tube fault"),
        Said(
            _(
                "Call the number on your equipment card now. If a tube came out: the opening can close quickly. "
                "Call now."
            ),
            _(
                "Call the number on the equipment card now. If a tube came out: the opening can close quickly. "
                "Call now."
            ),
        ),
    ),
    "R24": RuleWords(
        _("falls"),
        Said(
            _("You have had falls. Your team can help to make moving safer."),
            _("%(Name)s has had falls. The team can help to make moving safer."),
        ),
    ),
    "R25": RuleWords(_("swollen leg or chest pain"), _("This may not be due to ALS. It needs a check now.")),
    "R26": RuleWords(_("sudden change"), _("ALS changes slowly. A sudden change can have another cause.")),
    "R27": RuleWords(_("low mood"), _("Feeling low is common. Help works.")),
    "R28": RuleWords(_("head drop"), _("A collar or headrest may help.")),
    "R29": RuleWords(
        _("function check changed more than usual"),
        Said(
            _("Your answers changed more than usual from one check to the next. Tell your team."),
            _("The answers about %(name)s changed more than usual from one check to the next. Tell the team."),
        ),
    ),
    "R30": RuleWords(_("strain of the caregiver"), _("Support for you matters too. Please tell the care team.")),
    "R31": RuleWords(_("cramps"), _("Cramps have been hard. There are ways to ease them.")),
}
NAMES: dict[str, Text] = {rule: words.name for rule, words in RULE_WORDS.items()}
RULES: dict[str, Words] = {rule: words.text for rule, words in RULE_WORDS.items()}


# Of what is asked about otherwise.
PARTS_NOT_ASKED: tuple[Text, ...] = (
    _("phone calls no longer possible"),
    _("a fall with a hit on the head, strong pain or a blackout, or without getting up again"),
)


def not_asked() -> str:
    """What nothing asks about, which no page may pass over where it says that there is no sign."""
    return "; ".join(map(str, (*(NAMES[rule] for rule in NOT_ASKED), *PARTS_NOT_ASKED)))


def kinds_not_asked() -> int:
    return len(NOT_ASKED) + len(PARTS_NOT_ASKED)


@dataclass(frozen=True)
class FlagGroup:
    """Flags that are told together, as ``symptoms/_flags.html`` shows them; ``lead`` is empty where they are old, as
    is ``level`` (CLINICAL 7.2), which says whom they ask to call; ``crisis``: they ask for the crisis line first."""

    lead: Text
    texts: tuple[Text, ...]
    after: tuple[Text, ...]
    level: str = ""
    crisis: bool = False


def flag_text(rule: str, inputs: Mapping[str, float] | None = None, voice: Voice = PERSON) -> Text:
    """What a rule says, with the number that fired it where ``inputs`` hold one (R13: % of weight lost)."""
    loss = (inputs or {}).get("weight_loss_percent")
    if rule != "R13" or loss is None:
        return voice.says(RULES[rule])
    told = voice.says(_WEIGHT_LOSS, percent=int(loss))  # whole per cents that were reached
    return format_lazy("{} {}", told, _EARLY_APPOINTMENT) if loss >= _EARLY_APPOINTMENT_FROM else told


def flag_groups(
    flags: Iterable[Flag], states: Mapping[tuple[str, dt.date], str], as_of: dt.date, voice: Voice = PERSON
) -> list[FlagGroup]:
    """The flags of a report as a patient, or who helps, reads them on ``as_of``: highest level first, then the old ones
    and those that the last answer does not bear out with their days, latest first; those that are closed, or a state
    that is known, are left out. ``states``: what was done, by rule and first day.
    """
    current: dict[tuple[str, bool], list[Text]] = {(level, seen): [] for level in LEVELS for seen in (False, True)}
    old: dict[bool, list[Text]] = {False: [], True: []}
    crisis: set[tuple[str, bool]] = set()
    for flag in sorted(flags, key=lambda flag: flag.last, reverse=True):
        state = states[flag.rule, flag.since]
        if state == "closed" or stand(flag, state, as_of) is Stand.KNOWN:
            continue
        text, seen, age = flag_text(flag.rule, flag.inputs, voice), state != "open", as_of - fired_on(flag)
        if age <= CURRENT_FOR and not flag.clear_answers and not flag.unheard_since:
            level = "urgent" if flag.level == "emergency" and age > NOW_FOR else flag.level
            current[level, seen].append(text)
            crisis |= {(level, seen)} if CRISIS in flag.inputs else set()
        else:
            old[seen].append(_of_an_earlier_day(flag, text))
    return [
        *(_group(*key, texts, voice, crisis=key in crisis) for key, texts in current.items() if texts),
        *(_group("", seen, texts, voice) for seen, texts in old.items() if texts),
    ]


def groups_now(said: Mapping[str, float | None], voice: Voice = PERSON) -> list[FlagGroup]:
    """What answers of this moment say by themselves, highest level first: before any report was made of them. ``said``:
    measure name to number."""
    raised: dict[str, tuple[Level, bool]] = {}
    for rule in KNOWN_RULES.values():
        met = [limit for limit in rule.limits if limit.days is None and limit.met(said.get(limit.measure))]
        if met:
            level = max((limit.level for limit in met), key=RISING.index)
            raised[rule.id] = level, any(limit.measure == CRISIS for limit in met)
    return [
        _group(
            level,
            False,
            [voice.says(RULES[rule]) for rule in rules],
            voice,
            crisis=any(raised[rule][1] for rule in rules),
        )
        for level in LEVELS
        if (rules := [rule for rule, (its, _crisis) in raised.items() if its == level])
    ]


def _of_an_earlier_day(flag: Flag, text: Text) -> Text:
    told = _NOT_HEARD_OF if flag.unheard_since else _NOT_AT_THE_LAST if flag.clear_answers else _SAID_ON
    day = flag.unheard_since or flag.last
    return format_lazy(told, day=date_format(day, gettext("j F Y")), text=text)


def _group(level: str, seen: bool, texts: list[Text], voice: Voice, *, crisis: bool = False) -> FlagGroup:
    """Each text once, then who knows of it."""
    once = {str(text): text for text in texts}
    plan = [voice.says(CARE_PLAN)] if level == "emergency" else []
    after = (*plan, voice.says(SEEN) if seen else NOBODY_TOLD)
    return FlagGroup(voice.says(LEADS.get(level, "")), tuple(once.values()), after, level, crisis)
