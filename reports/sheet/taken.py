"""On how many days with an answer each medicine was not taken, as one printed line."""

from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinical.taken import NotTaken
from reports.sheet.lines import Line, fitting
from symptoms.wording.courses import NOT_TAKEN

NAME = 30  # letters of a name, which stands whole in the lines above
MOST = 90  # letters beside the label: about a line of print


def not_taken_lines(told: Iterable[tuple[str, NotTaken]]) -> tuple[Line, ...]:
    """Of each medicine, by its name, of which something was said: on how many of these days it was not taken, and why
    where all of that is short. No line where nothing was said."""
    counted = [(_missed(name, count, first=place == 0), _why(count)) for place, (name, count) in enumerate(told)]
    whole = [f"{missed} ({why})" if why else missed for missed, why in counted]
    items = whole if sum(map(len, whole)) <= MOST else [missed for missed, _reasons in counted]
    return (Line(_("Not taken, as written"), fitting(items, MOST)),) if items else ()


def _missed(name: str, count: NotTaken, *, first: bool) -> str:
    of = (
        ngettext(
            "%(name)s %(missed)d of %(number)d day with an answer",
            "%(name)s %(missed)d of %(number)d days with an answer",
            count.answered,
        )
        if first
        else ngettext("%(name)s %(missed)d of %(number)d day", "%(name)s %(missed)d of %(number)d days", count.answered)
    )
    return of % {"name": Truncator(name).chars(NAME), "missed": count.missed, "number": count.answered}


def _why(count: NotTaken) -> str:
    return ", ".join(f"{NOT_TAKEN[reason]}: {number}" for reason, number in count.why.items())
