"""The figures of the one screen of a clinician: the marks of the large ones, fewer of them, over one and the same days.

Each stands in its place for everybody, also where nothing is on record: then it says so.
"""

from reports.figures.small.bodies import bodies
from reports.figures.small.breathing import breathing
from reports.figures.small.bulbar import bulbar
from reports.figures.small.days import days_of
from reports.figures.small.lanes import lanes
from reports.figures.small.slopes import slopes
from reports.figures.small.tiredness import tiredness
from reports.figures.small.weight import weight

__all__ = ["bodies", "breathing", "bulbar", "days_of", "lanes", "slopes", "tiredness", "weight"]
