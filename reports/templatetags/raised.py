"""What a person reads of their warning signs, on the page that follows an entry for another day."""

from django import template
from django.utils import timezone

from people.access import Record
from reports.summary import flags_for
from symptoms.record.days import local_day
from symptoms.wording import FlagGroup

register = template.Library()


@register.simple_tag
def raised(record: Record) -> list[FlagGroup]:
    return flags_for(record.patient, local_day(record.patient, timezone.now()))[1]
