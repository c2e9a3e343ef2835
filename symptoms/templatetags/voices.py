"""What a page says to its reader: to the person, or to someone who helps them."""

from typing import Any

from django import template

from people.access import Record
from symptoms.record.roles import voice_of
from symptoms.wording.pages import PAGES
from symptoms.wording.voice import Text, Voice

register = template.Library()


@register.simple_tag
def say(reader: Record | Voice, name: str, **filled: Any) -> Text:
    """``{% say record "own_left" %}``: one of ``PAGES``; ``filled``: what else stands in it."""
    voice = reader if isinstance(reader, Voice) else voice_of(reader)
    return voice.says(PAGES[name], **filled)
