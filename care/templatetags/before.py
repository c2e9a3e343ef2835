"""What was said before the coming visit, for a page of a visit."""

from typing import Any

from django import template
from django.utils import timezone

from care.before.lists import List, coming_list
from people.access import Record
from symptoms.record.days import local_day

register = template.Library()


@register.simple_tag(takes_context=True)
def said_before(context: Any, record: Record) -> List | None:
    return coming_list(record, context["user"], local_day(record.patient, timezone.now()))
