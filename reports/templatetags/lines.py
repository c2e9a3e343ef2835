"""A line of the list of patients, in words."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from clinical.glance import Glance
from reports import lines

register = template.Library()
register.filter("news", lines.news)
register.filter("entries", lines.entries)
register.filter("breathing", lines.breathing)
register.filter("weight", lines.weight)


@register.filter
def weeks(glance: Glance) -> SafeString:
    return mark_safe(lines.weeks(glance))  # noqa: S308 - drawn of numbers, its words escaped


@register.filter
def group_name(group: int) -> str:
    return lines.GROUPS[lines.Group(group)]
