"""Days and numbers in Plotly, in the language of whoever looks: names, patterns and marks come with the figure, so that
no script of a language is fetched from anywhere."""

from reports.figures.explore.piece import DAY_MS, Json, safe
from reports.figures.language import calendar, date_patterns, marks_of_numbers
from reports.figures.language import gettext as _
from reports.figures.theme import Mode, colour

CODE = "alsweak"  # of the one language that comes along
MOST = 6  # days that an axis names
LETTERS = 14


def dated(mode: Mode, *, titled: bool) -> Json:
    """A mark at each day that a time axis names, days by how far apart they are; ``titled``: and its title."""
    pattern = date_patterns()
    found: Json = {
        "ticks": "outside",
        "ticklen": 6,
        "tickwidth": 2,
        "tickcolor": colour("edge", mode),
        "nticks": MOST,
        "hoverformat": pattern["date_words"],
        "tickformatstops": [
            {"dtickrange": [None, 27 * DAY_MS], "value": pattern["month_day"]},
            {"dtickrange": [27 * DAY_MS, "M11"], "value": pattern["month_year"]},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }
    return found | ({"title": {"text": _("Date"), "font": {"size": LETTERS}, "standoff": 6}} if titled else {})


def day_of_hover() -> str:
    """The day of the point that is pointed at."""
    return f"%{{x|{date_patterns()['date_words']}}}"


def told(name: str, unit: str, day: str) -> str:
    """``Grip strength (kg): 21``, and below it the day: what is said of a point or a bar that is pointed at."""
    return f"{safe(name)} ({safe(unit)}): %{{y}}<br>{day}<extra></extra>"


def config() -> Json:
    """What ``Plotly.newPlot`` takes beside data and layout: the names of days and months, and no press twice."""
    decimal, thousands = marks_of_numbers()
    written = {**calendar(), "date": date_patterns()["date_words"], "decimal": decimal, "thousands": thousands}
    return {
        "locale": CODE,
        "locales": {CODE: {"dictionary": {}, "format": written}},
        "displayModeBar": False,
        "doubleClick": False,
        "responsive": True,
    }
