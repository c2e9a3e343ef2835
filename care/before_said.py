"""What is asked before a visit, in plain words, and what may be said (CLINICAL 9.1 and 9.2).

One table of wording: the examples that can be picked without typing name what docs/clinical.md follows, no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.wording import Text

WORDS = 200  # letters
SAYS_NO, NOT_SAID = "no", "not_said"

# In the order of CLINICAL 9.1: breathing and eating before limbs.
TOPICS: dict[str, Text] = {
    "breathing_at_night": gettext_lazy("Breathing at night"),
    "eating": gettext_lazy("Eating takes long"),
    "falls": gettext_lazy("Falls"),
    "arms": gettext_lazy("Weak hands or arms"),
    "legs": gettext_lazy("Weak legs, or walking"),
    "speech": gettext_lazy("Talking"),
    "choking": gettext_lazy("Choking on food or drink"),
    "tiredness": gettext_lazy("Being tired"),
    "breathless": gettext_lazy("Short of breath by day"),
    "weight": gettext_lazy("Weight"),
    "saliva": gettext_lazy("Too much saliva (spit)"),
    "cramps": gettext_lazy("Cramps or twitches"),
    "neck": gettext_lazy("A weak neck or body"),
    "sleep": gettext_lazy("Sleep"),
    "mood": gettext_lazy("Mood"),
    "pain": gettext_lazy("Pain"),
    "medicines": gettext_lazy("Medicines"),
    "aids": gettext_lazy("Aids for every day"),
}
TASKS: dict[str, Text] = {
    "washing": gettext_lazy("Washing"),
    "dressing": gettext_lazy("Dressing"),
    "eating": gettext_lazy("Eating"),
    "moving": gettext_lazy("Moving about"),
    "toilet": gettext_lazy("Going to the toilet"),
    "machine": gettext_lazy("The breathing machine"),
    "tube": gettext_lazy("The feeding tube"),
    "talking": gettext_lazy("Making oneself understood"),
}
HELP: dict[str, Text] = {
    "nights": gettext_lazy("Help at night"),
    "days": gettext_lazy("Help by day"),
    "lifting": gettext_lazy("Help with lifting"),
    "talk": gettext_lazy("Someone to talk to"),
}
YES_NO: dict[str, Text] = {"yes": gettext_lazy("Yes"), SAYS_NO: gettext_lazy("No")}


def _numbers(most: int) -> dict[str, Text]:
    return {str(number): str(number) for number in range(most + 1)}


@dataclass(frozen=True)
class Question:
    """``label``: for a list; ``asks`` and ``asks_helper``: of the person and of who helps them, blank where it is not
    asked of them. ``several``: more than one can be picked; ``own_words``: it can be said in them."""

    label: Text
    answers: Mapping[str, Text]
    asks: Text = ""
    asks_helper: Text = ""
    hint: Text = ""
    several: bool = False
    own_words: bool = False


_MATTERS = gettext_lazy("To talk about")
QUESTIONS: dict[str, Question] = {
    "matter_1": Question(
        _MATTERS,
        TOPICS,
        gettext_lazy("What matters most to you at this visit?"),
        gettext_lazy("What do you want to talk about at this visit?"),
        own_words=True,
    ),
    "matter_2": Question(
        _MATTERS,
        TOPICS,
        gettext_lazy("What else matters to you?"),
        gettext_lazy("What else do you want to talk about?"),
        own_words=True,
    ),
    "matter_3": Question(
        _MATTERS, TOPICS, gettext_lazy("And a third thing?"), gettext_lazy("And a third thing?"), own_words=True
    ),
    "planning": Question(
        gettext_lazy("Planning ahead"),
        {"yes": gettext_lazy("Yes"), "not_now": gettext_lazy("Not now")},
        gettext_lazy("Would you like to talk about planning ahead?"),
        hint=gettext_lazy("Your wishes for later, and papers about them. Your answer stands on the summary too."),
    ),
    "changed": Question(
        gettext_lazy("Has changed"),
        TOPICS,
        asks_helper=gettext_lazy("What has changed since the last visit?"),
        hint=gettext_lazy("What you saw. You can press more than one."),
        several=True,
        own_words=True,
    ),
    "tasks": Question(
        gettext_lazy("Helps with"),
        TASKS,
        asks_helper=gettext_lazy("Which tasks do you now help with?"),
        hint=gettext_lazy("You can press more than one."),
        several=True,
    ),
    "nights": Question(
        gettext_lazy("Nights woken to help, a week"),
        _numbers(7),
        asks_helper=gettext_lazy("How many nights a week are you woken to help?"),
    ),
    "choking": Question(
        gettext_lazy("Cough or choke at meals"),
        {"none": gettext_lazy("None"), "some": gettext_lazy("Some"), "often": gettext_lazy("Often")},
        asks_helper=gettext_lazy("Did you see any cough or choke at meals?"),
    ),
    "behaviour": Question(
        gettext_lazy("Change in behaviour"),
        {
            SAYS_NO: gettext_lazy("No"),
            "a_little": gettext_lazy("A little"),
            "a_lot": gettext_lazy("A lot"),
            NOT_SAID: gettext_lazy("I'd rather not say"),
        },
        asks_helper=gettext_lazy("Did you see a change in behaviour, judgement or interest?"),
        hint=gettext_lazy("Only you see this answer. On the next page you can share it."),
    ),
    "strain": Question(
        gettext_lazy("How hard caring is, 0 to 10"),
        _numbers(10),
        asks_helper=gettext_lazy("How hard is caring for you now?"),
        hint=gettext_lazy("0 is not hard, 10 is as hard as can be."),
    ),
    "would_help": Question(
        gettext_lazy("Would help"),
        HELP,
        asks_helper=gettext_lazy("What would help you?"),
        hint=gettext_lazy("You can press more than one."),
        several=True,
        own_words=True,
    ),
    "lifting": Question(
        gettext_lazy("Safe when lifting"), YES_NO, asks_helper=gettext_lazy("Are you safe when you lift?")
    ),
    "injury": Question(
        gettext_lazy("Injury from lifting"), YES_NO, asks_helper=gettext_lazy("Were you hurt when you lifted?")
    ),
    "asked": Question(gettext_lazy("Asked"), {"not_this_time": gettext_lazy("Not this time")}),  # no question: a press
}
MATTERS = ("matter_1", "matter_2", "matter_3")
OF_THE_PERSON = (*MATTERS, "planning")
OF_THE_HELPER = (
    *("changed", "tasks", "nights", "choking", "behaviour", "strain", "would_help", "lifting", "injury"),
    *MATTERS,
)
DECLINED = "asked"
# What a caregiver says about themselves (``people.consent.Part.CAREGIVER``), and what is theirs to share with a press.
ABOUT_THEMSELVES = ("strain", "would_help", "lifting", "injury")
THEIRS_TO_SHARE = ("behaviour",)


@dataclass(frozen=True)
class Said:
    """One answer: the codes that were picked, own words, and with whom it is shared where that is asked."""

    question: str
    answer: tuple[str, ...] = ()
    words: str = ""
    shown_to: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """Those of the row."""
        return {
            "question": self.question,
            "answer": " ".join(self.answer),
            "words": self.words,
            "shown_to": self.shown_to,
        }


def asked_of(own: bool) -> tuple[str, ...]:
    """The questions in their order, of the person or of who helps them."""
    return OF_THE_PERSON if own else OF_THE_HELPER


def check(said: Said, *, own: bool) -> None:
    """Raises ``ValidationError`` by field for what nobody is asked so."""
    if said.question not in (*asked_of(own), DECLINED):
        raise ValidationError({"question": _("This is not asked of you.")})
    question = QUESTIONS[said.question]
    wrong = [code for code in said.answer if code not in question.answers]
    if wrong or len(said.answer) != len(set(said.answer)):
        allowed = {"given": " ".join(said.answer)[:40], "allowed": ", ".join(question.answers)}
        raise ValidationError({"answer": _("“%(given)s” was found here; allowed are %(allowed)s.") % allowed})
    if not question.several and len(said.answer) + bool(said.words) > 1:
        raise ValidationError({"answer": _("Say one thing here.")})
    if not said.answer and not said.words:
        raise ValidationError({"answer": _("Choose one of the answers, or skip the question.")})
    if said.words and not question.own_words:
        raise ValidationError({"words": _("Choose one of the answers.")})
    if len(said.words) > WORDS:
        raise ValidationError({"words": _("Write up to %(most)d letters.") % {"most": WORDS}})
    if said.shown_to and said.question not in THEIRS_TO_SHARE:
        raise ValidationError({"shown_to": _("This is asked of a change in behaviour alone.")})
