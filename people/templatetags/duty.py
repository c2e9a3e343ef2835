"""For whom a page is: large controls and few of them for patients, the menu of the clinic for who works in one."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def on_duty(context: template.Context) -> bool:
    """Whether this is a page of someone's work: as a record was opened, else where they work in a clinic at all."""
    record: Any = context.get("record")
    if record:
        return bool(record.for_clinician)
    return bool(context.get("staff") or getattr(context.get("user"), "works", False))
