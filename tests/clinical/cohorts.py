"""People of a made-up clinic, and arrays of one for the mixed model."""

import math

import numpy as np

from clinical.cohort.person import Person


def some(number, *path, opm="", reached="", **more):
    """So many people who went one way."""
    return [Person(path=path, opm=opm, reached=reached, **more)] * number


def checked(number, slope=-0.8, start=6.0, checks=6, step=2.0, scatter=1.0):
    """People with monthly checks whose totals fall by ``slope``, each a little otherwise."""
    people = []
    for n in range(number):
        months = [start + n % 5 + step * k for k in range(checks)]
        own = slope + 0.3 * math.sin(1.7 * n)
        level = 46 + 2 * math.cos(2.3 * n)
        totals = [round(level + own * at + scatter * math.sin(5.1 * n + 7.3 * at)) for at in months]
        people.append(Person(months=tuple(months), totals=tuple(totals)))
    return people


def unbalanced(people=12):
    """(person, months, totals) of people who differ in how many checks they have, and when."""
    rows = [
        (
            n,
            at := 6 + 2.5 * (n % 5) + 3.0 * k,
            round(
                46
                - 0.9 * at * (1 + 0.5 * math.sin(1.7 * n))
                + 4 * math.cos(2.3 * n)
                + 1.5 * math.sin(5.1 * n + 7.3 * k)
                + 0.25 * max(at - 12, 0)
            ),
        )
        for n in range(people)
        for k in range(4 + n % 4)
    ]
    person, months, totals = map(np.array, zip(*rows, strict=True))
    return person, months.astype(float), totals.astype(float)
