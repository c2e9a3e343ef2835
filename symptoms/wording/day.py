"""What the walk through a day says besides its questions."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from symptoms.wording.question import Text
from symptoms.wording.voice import Said

VERSION = "2026-11.2"  # changes with any question or answer, so that an entry tells what was asked


def wording_now() -> str:
    """Which words a person reads at this moment: ``2026-11.2 de``."""
    return f"{VERSION} {get_language() or 'en'}"


AREAS: dict[str, Text] = {
    "head": _("Head and neck"),
    "left_arm": _("Left arm"),
    "right_arm": _("Right arm"),
    "chest": _("Chest and belly"),
    "left_leg": _("Left leg"),
    "right_leg": _("Right leg"),
}
TOPICS: dict[str, Text] = {
    **AREAS,
    "twitches": _("Twitches"),
    "cramps": _("Cramps"),
    "fatigue": _("Tiredness"),
    "week": _("The past week"),
}
OTHER_CAUSE = _("It has another cause: an injury, pain, a cast")
MORE = _("More")
ANSWERED, WEAK = _("answered"), _("weak")
TWITCHES_THERE = Said(_("How often did you feel twitches there?"), _("How often did you see twitches there?"))
RESTED = Said(_("How long did you rest until that passed?"), _("How long did %(name)s rest until that seemed to pass?"))
# The five bands of CLINICAL 6.3, each stored as its lower end. "Not by bedtime" is longer than three hours.
RECOVERY: dict[int, Text] = {
    0: _("Less than 15 minutes"),
    15: _("15 to 30 minutes"),
    30: _("30 to 60 minutes"),
    60: _("1 to 3 hours"),
    180: _("More than 3 hours, or not by bedtime"),
}
# For those who log without numbers: six steps of the same scale from 0 to 10.
SCALE_IN_WORDS: dict[int, Text] = {
    0: _("Not at all"),
    2: _("A little"),
    4: _("Somewhat"),
    6: _("Quite a lot"),
    8: _("Very much"),
    10: _("As bad as you can think of"),
}
SCALE_ENDS: dict[int, Text] = {0: _("0, not at all"), 10: _("10, as bad as you can think of")}
