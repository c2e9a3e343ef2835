"""Time zones in words that people know: by country and city, or by the city and its part of the world."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from symptoms.wording.question import Text

# Where no script tells where the device is: one or more a country, of those that speak the languages of the site.
COUNTRIES: Mapping[str, tuple[Text, Text]] = {
    "Europe/London": (_("United Kingdom"), _("London")),
    "America/New_York": (_("United States, east"), _("New York")),
    "America/Chicago": (_("United States, middle"), "Chicago"),
    "America/Denver": (_("United States, mountains"), "Denver"),
    "America/Los_Angeles": (_("United States, west"), _("Los Angeles")),
    "Europe/Dublin": (_("Ireland"), _("Dublin")),
    "America/Toronto": (_("Canada, east"), "Toronto"),
    "America/Vancouver": (_("Canada, west"), "Vancouver"),
    "Australia/Sydney": (_("Australia, east"), _("Sydney")),
    "Pacific/Auckland": (_("New Zealand"), "Auckland"),
    "Europe/Berlin": (_("Germany"), _("Berlin")),
    "Europe/Vienna": (_("Austria"), _("Vienna")),
    "Europe/Zurich": (_("Switzerland"), _("Zurich")),
    "Europe/Madrid": (_("Spain"), "Madrid"),
    "Atlantic/Canary": (_("Spain, Canary Islands"), "Las Palmas"),
    "America/Mexico_City": (_("Mexico"), _("Mexico City")),
    "America/Bogota": (_("Colombia"), "Bogotá"),
    "America/Argentina/Buenos_Aires": (_("Argentina"), "Buenos Aires"),
    "America/Lima": (_("Peru"), "Lima"),
    "America/Santiago": (_("Chile"), "Santiago"),
}
FIRST_FOR = {"de": "Europe/Berlin", "es": "Europe/Madrid"}  # where the list begins; for English at its head
_REGIONS: dict[str, Text] = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


def place(zone: str) -> str:
    """``Berlin (Europe)``; of a zone of no city its name."""
    region, _slash, rest = zone.partition("/")
    if not rest:
        return zone
    city = COUNTRIES[zone][1] if zone in COUNTRIES else rest.rpartition("/")[2].replace("_", " ")
    return f"{city} ({_REGIONS.get(region, region)})"


def countries() -> list[tuple[str, str]]:
    """Zone and ``Germany: Berlin``, those of the page's language first."""
    zones = [*COUNTRIES]
    start = zones.index(FIRST_FOR.get((get_language() or "")[:2], zones[0]))
    return [(zone, "{}: {}".format(*COUNTRIES[zone])) for zone in zones[start:] + zones[:start]]
