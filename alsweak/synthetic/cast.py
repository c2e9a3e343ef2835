"""The twelve people of the demo: different onsets and paces, with the gaps and the helpers that real records have."""

import datetime as dt

import numpy as np

from alsweak.synthetic.lives import Life, Plan, live

# By the number that seeds their own random generator; Ada's was picked so that every step of the spread can be seen.
CAST = {
    2362: Plan(
        "D-01", "Ada Whitfield", "hand.left", 1.0, 2, 540, share=0.9, caregiver_share=0.3, caregiver="Ben Whitfield"
    ),
    1: Plan("D-02", "Tom Barker", "foot.right", 0.6, 5, 420, age=54, usual_weight=86.0, height=181),
    2: Plan("D-03", "Margaret Ellis", "speech", 0.8, 4, 500, age=71, usual_weight=61.5, height=160),
    3: Plan("D-04", "George Hall", "thigh.left", 2.2, 8, 1095, share=0.95, gaps=1, usual_weight=91.0, height=184),
    4: Plan("D-05", "Susan Reed", "upper_arm.right", 1.1, 6, 480, stopped=120, age=49, usual_weight=68.0, height=167),
    5: Plan("D-06", "Daniel Price", "hand.right", 1.0, 7, 2, stopped=1, gaps=0, age=44, usual_weight=79.5, height=178),
    6: Plan("D-07", "Ruth Cole", "swallowing", 0.9, 5, 330, age=66, usual_weight=58.0, height=158),
    7: Plan(
        "D-08", "Henry Moss", "hand.right", 0.7, 9, 610, share=0.15, caregiver_share=0.7, caregiver="Nora Moss", age=74
    ),
    8: Plan("D-09", "Alice Grant", "foot.left", 2.5, 12, 900, share=0.55, gaps=6, age=52, usual_weight=64.0),
    9: Plan("D-10", "Peter Lane", "hand.left", 1.3, 4, 700, writing_hand="left", has_grip_device=True, age=61),
    10: Plan("D-11", "Joan Webb", "upper_arm.left", 0.5, 6, 360, age=68, usual_weight=72.5, height=163),
    11: Plan("D-12", "Martin Shaw", "speech", 1.6, 10, 640, share=0.6, gaps=4, age=63, usual_weight=83.0, height=176),
}
ADA = "D-01"


def lives(end: dt.date) -> list[Life]:
    """Until ``end``; Ada's until the day before, so that there is a day for her to log."""
    ends = {ADA: end - dt.timedelta(days=1)}
    return [
        live(np.random.default_rng([2026, number]), plan, ends.get(plan.reference, end))
        for number, plan in CAST.items()
    ]
