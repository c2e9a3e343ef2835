"""What is copied by hand from a page."""

from django import template

register = template.Library()


@register.filter
def fours(letters: str) -> list[str]:
    """In groups that an eye can hold; the last may be shorter."""
    return [letters[start : start + 4] for start in range(0, len(letters), 4)]
