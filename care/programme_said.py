"""The words of an exercise programme: kinds, days, answers, and what follows from them (CLINICAL 8.1).

One table of wording. What tells somebody what to do is that of docs/clinical.md, letter by letter.
"""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clinical.exercise import Done, Kind, Why
from symptoms.wording import Text
from symptoms.wording.voice import Said

KINDS: dict[str, Text] = {
    Kind.STRETCH: _("Stretch"),
    Kind.RANGE_OF_MOTION: _("Range of motion"),
    Kind.STRENGTHEN: _("Strengthen"),
    Kind.ENDURANCE: _("Endurance"),
    Kind.BALANCE: _("Balance"),
    Kind.OTHER: _("Other movement"),
}
DAYS: dict[str, Text] = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), WEEKDAYS.values(), strict=True))
DONE: dict[str, Text] = {
    Done.DONE: pgettext_lazy("an exercise", "Done"),
    Done.PART: _("A part of it"),
    Done.NOT_TODAY: _("Not today"),
}
YES_NO: dict[str, Text] = {"no": _("No"), "yes": _("Yes")}

# What is asked after a press, of the person and of who helps them.
EFFORT, TALK, TIRED, SORE, MINUTES = "effort", "talk", "tired", "sore", "minutes"
ASKS: dict[str, Said] = {
    MINUTES: Said(_("How many minutes did you do?"), _("How many minutes did %(name)s do?")),
    EFFORT: Said(_("How hard was it for you?"), _("How hard was it for %(name)s?")),
    TALK: Said(_("Could you talk while you did it?"), _("Could %(name)s talk while doing it?")),
    TIRED: Said(
        _("Were you still tired 30 minutes after?"),
        _("Was %(name)s still tired 30 minutes after?"),
    ),
    SORE: Said(
        _("Are you sore from what you did yesterday?"),
        _("Is %(name)s sore from what was done yesterday?"),
    ),
}
HINTS: dict[str, Text] = {
    EFFORT: _("0 is no effort, 10 is as hard as can be."),
    TIRED: _("If it is too early to say, press “Later”. You are asked again."),
}
TOO_BREATHLESS: Text = _("Stop: breathless at rest, or chest pain")
DO_LESS = Said(
    _("Do less next time and tell your physiotherapist."),
    _("%(Name)s should do less next time. Tell the physiotherapist."),
)
STOP_NOW = Said(_("Stop the exercises now."), _("Stop the exercises with %(name)s now."))
WHAT_TO_DO = Said(
    _("If it is still so, press “Something is wrong today”. There it says what to do."),
    _("If %(name)s still has it, press “Something is wrong today”. There it says what to do."),
)
REASONS: dict[Why, Text] = {
    Why.BREATHLESS: _("Breathless at rest or chest pain"),
    Why.REACTIONS: _("Tired for over 30 minutes or sore the next day, on two days within seven"),
    Why.REVIEW: _("The review date has passed"),
    Why.UNHEARD: _("No answer in the last 14 days"),
}
