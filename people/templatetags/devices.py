"""What a browser says of itself, in words."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that is found names it: iPads say Macintosh, and Android says Linux.
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "CrOS", "Macintosh", "Linux")
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))


@register.filter
def device(user_agent: str) -> str:
    """“Firefox, Windows”; a plain word where neither is known."""
    browser = next((called for sign, called in BROWSERS if sign in user_agent), "")
    system = next((each for each in SYSTEMS if each in user_agent), "")
    return ", ".join(filter(None, (browser, system))) or _("A device")
