"""What is looked at again, in plain words: the names of CLINICAL 9.4, what asks for each, and on what that stands."""

from django.utils.translation import gettext_lazy as _

from clinical.due import Task, Why
from symptoms.wording.question import Text

TASKS: dict[Task, Text] = {
    Task.BREATHING_TEST: _("Breathing test"),
    Task.WEIGHT: _("Weight"),
    Task.SWALLOWING: _("Swallowing, tube talk"),
    Task.COMMUNICATION: _("Communication aid"),
    Task.VOICE: _("Keeping the voice"),
    Task.MIND: _("Thinking and mood"),
    Task.CAREGIVER: _("Caregiver"),
    Task.EXERCISE: _("Exercise review"),
    Task.PLANNING: _("Planning ahead"),
}
SOURCES: dict[Task, Text] = {
    Task.BREATHING_TEST: _("NICE QS126: at diagnosis, then every 2 to 3 months."),
    Task.WEIGHT: _("Our rule: at each visit, about every 3 months."),
    # xgettext:no-python-format
    Task.SWALLOWING: _(
        "EFNS: a tube should be discussed at 10 % below the usual weight. Our rule: from 5 % on too, and once FVC comes"
        " within 15 % of the line of the clinic's guideline, and again below it."
    ),
    Task.COMMUNICATION: _("Our rule: once speech is graded 2 or below. A rate of 125 words a minute is as much."),
    Task.VOICE: _("Our rule: early, while there is speech to keep."),
    Task.MIND: _("Our rule: every 6 months."),
    Task.CAREGIVER: _("Asked at every visit, which is about every 3 months: strain rises with time."),
    Task.EXERCISE: _("Our rule: on the day that the programme names for its review."),
    Task.PLANNING: _("Our rule: offered every 6 months. The person says yes or not now."),
}
# xgettext:no-python-format
WHYS: dict[Why, Text] = {
    Why.FVC_NEAR: _("FVC within 15 % of the guideline's line"),
    Why.FVC_LINE: _("FVC below the guideline's line"),
    Why.WEIGHT_NEAR: _("weight down by 5 %"),
    Why.WEIGHT_LINE: _("weight down by 10 %"),
    Why.SPEECH: _("speech graded 2 or below"),
    Why.REVIEW: _("day named for the review"),
    Why.WISH: _("“yes” before a visit"),
}
