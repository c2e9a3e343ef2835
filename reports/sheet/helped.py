"""What was said to “did it help?”, as one printed line: as it was said, compared with nothing."""

from collections.abc import Collection, Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.models import TreatmentDay
from care.treatments.shown import name_of
from clinical.period import Period
from reports.sheet.lines import Line, day_words, fitting
from reports.sheet.taken import MOST, NAME
from symptoms.models import Treatment

BLOCK = 400  # letters of all that is said of medicines and treatments: about four lines of print


def helped_lines(
    told: Iterable[tuple[Treatment, TreatmentDay]], period: Period, above: Collection[Line]
) -> tuple[Line, ...]:
    """Of each treatment its answer of a day. No line where nothing was said; how many there are where the lines
    ``above`` it in the block leave no room."""
    items = [
        _("%(name)s %(value)d of 10 (%(day)s)")
        % {"name": Truncator(name_of(row)).chars(NAME), "value": said.helped, "day": day_words(said.day, period)}
        for row, said in told
    ]
    if not items:
        return ()
    left = BLOCK - sum(len(line.label) + len(line.text) for line in above)
    text = fitting(items, min(MOST, left)) if left > len(items[0]) else _elsewhere(len(items))
    return (Line(_("Did it help, as written"), text),)


def _elsewhere(number: int) -> str:
    return ngettext("%(number)d answer on the screen", "%(number)d answers on the screen", number) % {"number": number}
