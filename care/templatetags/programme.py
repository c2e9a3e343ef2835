"""Whether an exercise programme stands, for a page of ways."""

from django import template
from django.utils import timezone

from care.programme.read import stands
from people.access import Record
from symptoms.record.days import local_day

register = template.Library()


@register.simple_tag
def has_programme(record: Record) -> bool:
    return stands(record.patient, local_day(record.patient, timezone.now()))
