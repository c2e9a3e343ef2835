"""The charts of the people of a clinic together: what ``clinical.cohort`` made, in words and drawn."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from clinical.cohort.course import LEAST_CHECKS, LEAST_PEOPLE, Curve, Piece
from clinical.cohort.flow import DEPTH, OTHERS, Band
from clinical.cohort.view import Days, Overview
from clinical.cohort.withheld import LEAST, Count, Parted
from reports.figures.language import Text, Words, decimal, ngettext
from reports.figures.language import gettext as _
from reports.figures.people import words
from reports.figures.people.bars import Bar, drawer
from reports.figures.people.chart import Chart
from reports.figures.people.curve import draw_curve
from reports.figures.people.flow import Node, draw_flow
from reports.figures.people.spans import Span, draw_spans
from reports.figures.words import capital
from symptoms.wording.rules import LEVEL_NAMES

LEVELS = Words(LEVEL_NAMES)
SIDES = ("left", "right")


def charts(view: Overview) -> tuple[Chart, ...]:
    """In the order of the page."""
    return (
        _groups("onset", _("Where it began"), words.PLACES, view.onset, _("By what each report names as the first.")),
        _flow(view.onset, view.flow),
        _groups("opm", _("OPM: region of onset"), words.OPM, view.opm, _("Self-report, not confirmed.")),
        _groups("reached", _("OPM: propagation"), words.OPM, view.reached, _("Self-report, not confirmed.")),
        *_course(view.curve),
        _groups("kept", _("Entries kept of those planned, last 28 days"), words.KEPT, view.kept),
        _groups("weeks", _("Weeks with an entry, of the last twelve"), words.WEEKS, view.weeks),
        _waiting(view),
        _answered(view.answered),
        _due(view.due),
    )


def _groups(name: str, title: str, named: Mapping[str, str], found: Parted, caption: Text = "") -> Chart:
    if not found.shown:
        return Chart(name, title, str(words.WITHHELD))
    bars = [Bar(capital(named[each.name]), each.people, _side(each.name)) for each in found.shown]
    if found.others is not None:
        bars.append(Bar(capital(words.ALL_OTHERS), found.others))
    rows = tuple((bar.label, str(bar.people)) for bar in bars)
    reading = _people(sum(bar.people for bar in bars))
    return Chart(name, title, reading, (_("Group"), _("People")), rows, drawer(bars), str(caption))


def _flow(onset: Parted, bands: Sequence[Band]) -> Chart:
    """Only the beginnings of which more is shown."""
    title = _("Where it went next")
    nodes = tuple(
        Node(capital(words.PLACES[each.name]), each.people, _side(each.name), following)
        for each in onset.shown
        if (following := _nodes((each.name,), bands))
    )
    if not nodes:
        return Chart("flow", title, str(words.WITHHELD))
    heads = (_("Where it began"), _("Second"), _("Third"))
    rows = tuple(row for node in nodes for row in _rows(node))
    reading = _("In the order that was recorded; a band is as wide as it has people.")
    caption = _("It says where weakness was noticed, never where it goes next.")
    return Chart("flow", title, reading, (*heads, _("People")), rows, partial(draw_flow, nodes, heads), caption)


def _rows(node: Node, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """A node with the way to it, then what follows from it."""
    way = (*before, node.label)
    yield *way, *[""] * (DEPTH - len(way)), str(node.people)
    for after in node.next:
        yield from _rows(after, way)


def _nodes(path: tuple[str, ...], bands: Sequence[Band]) -> tuple[Node, ...]:
    return tuple(
        Node(
            capital(words.PLACES[band.path[-1]]),
            band.people,
            next=() if band.path[-1] == OTHERS else _nodes(band.path, bands),
        )
        for band in bands
        if band.path[:-1] == path
    )


def _course(curve: Curve | None) -> tuple[Chart, ...]:
    title, slopes = _("Function check by months since onset"), _("Points of the function check lost a month")
    if curve is None:
        reading = _("Fewer than %(people)d people have %(checks)d checks of their own over eight weeks or more.") % {
            "people": LEAST_PEOPLE,
            "checks": LEAST_CHECKS,
        }
        return Chart("course", title, reading), Chart("slopes", slopes, reading)
    rows = tuple((_points(at.months, 0), _points(at.total), _range(at.low, at.high)) for at in curve.line)
    reading = _("Mean total of 48, with its range (95 %). Checks by the people themselves, not those of the clinic.")
    if curve.people is not None:
        reading = f"{reading} {_people(curve.people)}"
    foot = _("months since onset")
    line = Chart(
        "course",
        title,
        reading,
        (_("Months since onset"), _("Mean total"), _("Range (95 %)")),
        rows,
        partial(draw_curve, curve.line, foot),
        _("Later months hold only those who still answer: it is not the line of all who began, and no forecast."),
    )
    spans = [_lost(piece) for piece in curve.pieces]
    told = _("Mean with its 95 %% range. People differ from it by %(apart)s points a month (standard deviation).") % {
        "apart": _points(curve.apart, 2)
    }
    header = (_("Since onset"), _("Points lost a month, range (95 %)"))
    lost = tuple((span.label, span.told) for span in spans)
    caption = _("Not a number of any one person, and no limit for anybody.")
    return line, Chart("slopes", slopes, told, header, lost, partial(draw_spans, spans), caption)


def _lost(piece: Piece) -> Span:
    label = _("%(start)s to %(end)s months") % {"start": _points(piece.start, 0), "end": _points(piece.end, 0)}
    told = f"{_points(-piece.slope, 2)} ({_range(-piece.high, -piece.low, 2)})"
    return Span(label, -piece.high, -piece.slope, -piece.low, told)


def _waiting(view: Overview) -> Chart:
    title = _("How long open signs wait")
    spans = [_days(capital(LEVELS[each.level]), each.days) for each in view.waiting]
    if not spans:
        return Chart("waiting", title, _("No level has open signs of %(least)d people or more.") % {"least": LEAST})
    reading = _(
        "Of everybody with an open sign of a level the oldest: half of them wait between the two ends, in days."
    )
    rows = tuple((span.label, span.told) for span in spans)
    header = (_("Level"), _("Middle (a quarter below, a quarter above)"))
    return Chart("waiting", title, reading, header, rows, partial(draw_spans, spans))


def _answered(days: Days | None) -> Chart:
    title = _("How long until a sign was first answered")
    if days is None:
        told = _("Signs of fewer than %(least)d people were answered in the last year.") % {"least": LEAST}
        return Chart("answered", title, told)
    span = _days(_("All levels"), days)
    reading = _("Signs answered in the last year, from their first day on. Those that still wait are not in it.")
    header = (_("Signs"), _("Middle (a quarter below, a quarter above)"))
    return Chart("answered", title, reading, header, ((span.label, span.told),), partial(draw_spans, [span]))


def _due(counts: Sequence[Count]) -> Chart:
    title = _("What is to be looked at again")
    if not counts:
        return Chart("due", title, str(words.WITHHELD))
    bars = [Bar(words.TASKS[each.name], each.people) for each in counts]
    rows = tuple((bar.label, str(bar.people)) for bar in bars)
    reading = _("Of how many people each is due. Somebody can be in several.")
    caption = _(
        "What was done elsewhere is not on record. What is due of very few people, or of nearly all, is left out."
    )
    return Chart("due", title, reading, (_("What"), _("People")), rows, drawer(bars), caption)


def _days(label: str, days: Days) -> Span:
    told = ngettext("%(middle)d day (%(low)d to %(high)d)", "%(middle)d days (%(low)d to %(high)d)", days.middle) % {
        "middle": days.middle,
        "low": days.low,
        "high": days.high,
    }
    named = label if days.people is None else f"{label}, {_people(days.people, end='')}"
    return Span(named, days.low, days.middle, days.high, told)


def _people(number: int, end: str = ".") -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number} + end


def _side(name: str) -> str:
    side = name.partition(".")[2]
    return side if side in SIDES else ""


def _points(value: float, digits: int = 1) -> str:
    return decimal(f"{value:.{digits}f}".replace("-", "−"))


def _range(low: float, high: float, digits: int = 1) -> str:
    return _("%(low)s to %(high)s") % {"low": _points(low, digits), "high": _points(high, digits)}
