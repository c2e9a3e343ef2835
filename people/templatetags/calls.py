"""The numbers that a page of warnings asks to call."""

from collections.abc import Iterable
from typing import Any

from django import template

from people.reach import Number, Reach

register = template.Library()


@register.filter
def to_call(reach: Reach, groups: Iterable[Any]) -> tuple[Number, ...]:
    """``groups``: the warnings, each with its ``level`` and ``crisis``; nobody is called for none."""
    levels = {group.level for group in groups or ()}
    return reach.to_call(levels, crisis=any(group.crisis for group in groups or ())) if levels else ()
