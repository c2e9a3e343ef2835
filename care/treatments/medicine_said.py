"""What is asked of medicines, and how an answer is told."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.models import TreatmentDay
from symptoms.wording.courses import NOT_TAKEN
from symptoms.wording.voice import Said

ASKS_TODAY = Said(
    gettext_lazy("Did you take your medicines today?"), gettext_lazy("Did %(name)s take the medicines today?")
)
ASKS_OF_A_DAY = Said(
    gettext_lazy("Did you take your medicines on %(day)s?"),
    gettext_lazy("Did %(name)s take the medicines on %(day)s?"),
)
ASKS_OF_ONE = Said(gettext_lazy("Did you take this medicine?"), gettext_lazy("Did %(name)s take this medicine?"))
ASKS_WHY = gettext_lazy("Why was it not taken?")
LEAVE_OPEN = Said(
    gettext_lazy("You can leave any of it open. It is counted in your summary to print. Nobody is told at once."),
    gettext_lazy(
        "You can leave any of it open. %(Name)s can read it. It is counted in the summary to print. Nobody is told at "
        "once."
    ),
)
TAKEN = {"taken": gettext_lazy("Taken"), "not_taken": gettext_lazy("Not taken")}


def told(row: TreatmentDay) -> str:
    """“taken”, “not taken (Forgot)”."""
    if row.taken:
        return _("taken")
    return _("not taken (%(why)s)") % {"why": NOT_TAKEN[row.why_not]} if row.why_not else _("not taken")
