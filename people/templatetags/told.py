"""What the page of an error tells beside its sentence."""

from django import template

from people import reference

register = template.Library()


@register.simple_tag
def this_reference() -> str:
    return reference.current()
