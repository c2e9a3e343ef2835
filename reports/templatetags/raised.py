"""What a person reads of their warning signs, on the page that follows an entry for another day."""

from django import template
from django.template import Context
from django.utils import timezone

from people.access import Record
from reports.summary import flags_for
from symptoms.read.private import rules_hidden
from symptoms.record.days import local_day
from symptoms.record.roles import voice_of
from symptoms.wording import FlagGroup

register = template.Library()


@register.simple_tag(takes_context=True)
def raised(context: Context, record: Record) -> list[FlagGroup]:
    hides = rules_hidden(record, context["request"].user)
    return flags_for(record.patient, local_day(record.patient, timezone.now()), hides, voice_of(record))[1]
