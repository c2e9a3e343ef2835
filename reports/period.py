"""Who logged in a stretch of days, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.period import Period
from clinical.vocabulary import Source
from reports.figures.language import Words

WHO = Words(
    {
        Source.SELF: gettext_lazy("the person %(days)d"),
        Source.HELPED: gettext_lazy("the person with help %(days)d"),
        Source.CAREGIVER: gettext_lazy("a caregiver %(days)d"),
        Source.CLINICIAN: gettext_lazy("the clinic %(days)d"),
    }
)


def who_logged(period: Period) -> str:
    """Who logged on how many days; empty where nobody did. A list, which no language inflects."""
    if not period.by_source:
        return ""
    told = ", ".join(WHO[source] % {"days": days} for source, days in period.by_source.items())
    return _("Who logged, in days: %(who)s.") % {"who": told}
