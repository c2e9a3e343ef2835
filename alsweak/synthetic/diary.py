"""What a person with a hidden course writes down: on some days, with good and bad weeks, and never quite the same.

Every function takes the strength of all days, (n, 13) with 4 = as before ALS, and returns columns (n,) by measure name,
nan where nothing is said. ``rows`` makes entries of them.
"""

import datetime as dt
from collections.abc import Mapping

import numpy as np

from alsweak.synthetic.course import Floats, Rng
from alsweak.synthetic.function import cell
from clinical.vocabulary import CELL_NAMES, LIMB_REGIONS, MEASURES

Columns = dict[str, Floats]

WEEK = 7


def weekly_ups_and_downs(rng: Rng, days: int, size: float) -> Floats:
    """Good and bad weeks (n,): each leans on the one before."""
    weeks = days // WEEK + 1
    shocks = rng.normal(0, size, weeks)
    for week in range(1, weeks):
        shocks[week] += 0.6 * shocks[week - 1]
    return np.repeat(shocks, WEEK)[:days]


def weakness(rng: Rng, strength: Floats) -> Columns:
    noise = weekly_ups_and_downs(rng, len(strength), 0.1)[:, None] + rng.normal(0, 0.12, strength.shape)
    noise[strength >= 4] = 0
    grades = np.clip(np.rint(strength + noise), 0, 4)
    grades[(strength >= 4) & (rng.random(strength.shape) < 0.004)] = 3  # a tired day
    grades[rng.random(strength.shape) < 0.02] = np.nan  # passed over
    return {f"weakness.{name}": grades[:, i] for i, name in enumerate(CELL_NAMES)}


def twitches_and_cramps(rng: Rng, strength: Floats) -> Columns:
    """Twitches come before weakness shows and go with the muscle; cramps swing from week to week (CLINICAL 6)."""
    lost = 4 - strength
    level = 0.25 + 2.2 * np.exp(-(((lost - 1.5) / 0.8) ** 2)) + rng.normal(0, 0.4, strength.shape)
    found = {f"fasciculation.{name}": np.clip(np.rint(level[:, i]), 0, 3) for i, name in enumerate(CELL_NAMES)}
    swing = np.exp(weekly_ups_and_downs(rng, len(strength), 0.5))
    count = rng.poisson(rng.gamma(2, 0.8) * swing * np.linspace(1, 0.6, len(strength)))
    pain = np.clip(rng.normal(4, 1.7, len(count)).round(), 1, 9)
    found["cramps.count"] = count.astype(float)
    found["cramps.worst_pain"] = np.where(count > 0, pain, np.nan)
    found["cramps.woke"] = rng.binomial(count, 0.15).astype(float)
    return found


def fatigue(rng: Rng, strength: Floats) -> Columns:
    tired = 1.5 + 1.6 * (4 - strength.mean(axis=1)) + weekly_ups_and_downs(rng, len(strength), 0.6)
    now = np.clip((tired + rng.normal(0, 0.8, len(tired))).round(), 0, 10)
    worst = np.clip(now + rng.integers(0, 4, len(now)), 0, 10)
    effort = np.clip((tired + 1 + rng.normal(0, 1, len(now))).round(), 0, 10)
    recovery = np.array([10, 20, 45, 90, 180, 300])[np.clip(effort // 2, 0, 5).astype(int)]
    return {
        "fatigue.now": now,
        "fatigue.worst": worst,
        "fatigue.after_small_effort": effort,
        "fatigue.recovery_minutes": recovery.astype(float),
    }


def sides(rng: Rng, strength: Floats) -> Columns:
    """The person's own comparison of left and right: minus where the left is the weaker."""
    found = {}
    for region in LIMB_REGIONS:
        difference = cell(strength, f"{region}.left") - cell(strength, f"{region}.right")
        said = np.clip(np.rint(difference / 1.3 + rng.normal(0, 0.25, len(difference))), -2, 2)
        found[f"asymmetry.{region}"] = said + 0.0  # no minus zero
    return found


def signs(rng: Rng, strength: Floats) -> Columns:
    """Days out of the past seven, the likelier the weaker breathing or swallowing is."""
    breathing, swallowing, speech = cell(strength, "breathing"), cell(strength, "swallowing"), cell(strength, "speech")
    legs = np.minimum(cell(strength, "thigh"), cell(strength, "foot"))
    likely = {
        "breathless_lying_flat": (2.7 - breathing) / 3,
        "morning_headache": (2.3 - breathing) / 4,
        "unrefreshing_sleep": 0.08 + (3.4 - breathing) / 6,
        "nightmares": 0.02 + (2.4 - breathing) / 12,
        "poor_concentration": 0.05 + (2.4 - breathing) / 8,
        "cannot_clear_phlegm": (2.3 - breathing) / 6,
        "coughing_with_food": (3.5 - swallowing) / 8,
        "choking_needed_help": (1.6 - swallowing) / 60,
        "long_meals": (3.3 - swallowing) / 5,
        "saliva_trouble": (3.2 - swallowing) / 6,
        "uncontrolled_laughing_crying": (3.0 - speech) / 15,
    }
    found = {
        f"signs.{name}": rng.binomial(7, np.clip(chance, 0, 0.95)).astype(float) for name, chance in likely.items()
    }
    sleepy = 1.5 + np.clip(3.2 - breathing, 0, None) * 1.5 + rng.normal(0, 1, len(strength))
    found["signs.daytime_sleepiness"] = np.clip(sleepy.round(), 0, 10)
    for name in ("fever", "coloured_phlegm", "more_breathless"):
        found[f"signs.{name}"] = (rng.random(len(strength)) < 0.008).astype(float)
    found["falls"] = rng.poisson(np.where(legs > 1, np.clip(3.2 - legs, 0, None) * 0.05, 0)).astype(float)
    return found


def weighed(rng: Rng, strength: Floats, usual: float) -> Columns:
    loss = 0.012 * (4 - strength.mean(axis=1)) + 0.03 * (4 - cell(strength, "swallowing"))
    return {"weight": (usual * (1 - loss) + rng.normal(0, 0.4, len(loss))).round(1)}


def gripped(rng: Rng, strength: Floats, usual: float) -> Columns:
    found = {}
    for side, share in (("left", 0.92), ("right", 1.0)):
        hand = cell(strength, f"hand.{side}") / 4
        found[f"grip.{side}"] = np.clip(usual * share * hand**1.3 * rng.normal(1, 0.05, len(hand)), 0, 120).round(1)
    return found


def breath_measured(rng: Rng, strength: Floats) -> Columns:
    """What the clinic measures at a visit."""
    lost = 4 - cell(strength, "breathing")
    n = len(lost)
    return {
        "fvc_percent": np.clip(98 - 20 * lost + rng.normal(0, 4, n), 8, 130).round(),
        "snip": np.clip(88 - 19 * lost + rng.normal(0, 7, n), 4, 150).round(),
        "peak_cough_flow": np.clip(470 - 85 * lost + rng.normal(0, 25, n), 40, 700).round(),
        "spo2": np.clip(97 - 0.9 * lost + rng.normal(0, 0.7, n), 85, 99).round(),
    }


def only_on(columns: Columns, days: np.ndarray) -> Columns:
    """The columns, said on these days (n,) of truths alone."""
    return {name: np.where(days, values, np.nan) for name, values in columns.items()}


def rows(columns: Columns, first: dt.date) -> dict[dt.date, Mapping[str, float]]:
    """What was said, day by day; days without a word are left out. Whole measures are ints."""
    said: dict[dt.date, dict[str, float]] = {}
    for name, values in columns.items():
        number = int if MEASURES[name].whole else float
        for day in np.flatnonzero(~np.isnan(values)):
            said.setdefault(first + dt.timedelta(days=int(day)), {})[name] = number(values[day])
    return dict(sorted(said.items()))
