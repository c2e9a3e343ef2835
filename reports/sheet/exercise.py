"""The exercise programme and how it was borne, as one printed line: counts, and no cause."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care.programme.read import answers_of, counted, programmes_of, stands
from clinical.exercise import stretch
from clinical.period import Period
from people.models import Patient
from reports.figures.words import clauses
from reports.sheet.lines import Line, day_words


def exercise_lines(patient: Patient, period: Period) -> tuple[Line, ...]:
    """Nothing where no programme stands. One query then, else four."""
    if not stands(patient, period.end):
        return ()
    programmes = programmes_of(patient)
    version = programmes.on(period.end)
    if version is None:
        return ()
    found = stretch(
        programmes.counts(period.start, period.end),
        counted(answers_of(patient, period.start, period.end)),
        period.start,
        period.end,
    )
    number = len(version.items)
    told = [
        ngettext("%(number)d exercise", "%(number)d exercises", number) % {"number": number},
        _("since %(day)s") % {"day": day_words(version.row.start, period)},
        _("%(done)d of %(planned)d done, %(part)d in part")
        % {"done": found.done, "planned": found.planned, "part": found.part},
        _("tired or sore after, days: %(days)d") % {"days": found.reacted},
    ]
    if found.breathless:
        told.append(_("stopped, breathless or chest pain, days: %(days)d") % {"days": found.breathless})
    return (Line(_("Exercise plan and reactions"), clauses(told)),)
