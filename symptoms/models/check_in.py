"""A day's check-in and its sections: wide tables, a nullable column per cell."""

from django.db import models

from clinical.vocabulary import measures_of
from symptoms.models.base import DayEntry, one_standing_a_day, ranges, side_by_side, standing_by_day, whole


class CheckIn(DayEntry):
    """What someone logged for one day; its sections hang on it, each may be left out."""

    class Meta(DayEntry.Meta):
        constraints = [one_standing_a_day("check_in")]
        indexes = [standing_by_day("check_in"), side_by_side("check_in")]


class Section(models.Model):
    """One part of a check-in. ``confirmed_same``: the person said "same as last time", which is an answer.

    ``patient`` is the check-in's, said again so that an index can hold a person's answers side by side.
    """

    check_in = models.OneToOneField(CheckIn, primary_key=True, on_delete=models.CASCADE)
    patient = models.ForeignKey("people.Patient", on_delete=models.PROTECT, related_name="+", db_index=False)
    confirmed_same = models.BooleanField(default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} of {self.check_in_id}"


def answers_side_by_side(section: str, *more: str) -> list[models.Index]:
    """All answers of one patient in a few pages of an index. By their check-ins they are found a page each, wherever
    that day's rows happened to be stored: three years of days took ten times as long (``tests/bench/refresh.py``)."""
    columns = [measure.column for measure in measures_of(section)]
    return [models.Index(fields=["patient"], include=["check_in", *columns, *more], name=f"{section}_side_by_side")]


class Cells(models.Model):
    """The thirteen cells, from head to foot."""

    speech = whole()
    swallowing = whole()
    neck = whole()
    upper_arm_left = whole()
    upper_arm_right = whole()
    hand_left = whole()
    hand_right = whole()
    breathing = whole()
    trunk = whole()
    thigh_left = whole()
    thigh_right = whole()
    foot_left = whole()
    foot_right = whole()

    class Meta:
        abstract = True


class Weakness(Section, Cells):
    """Grades 4 (as before ALS) to 0 (no function), CLINICAL 5.2.

    ``not_known`` says why a cell has no grade: ``{"hand.left": "not_tried" | "cannot_tell"}``.
    """

    not_known = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = ranges("weakness")
        indexes = answers_side_by_side("weakness", "confirmed_same")


class Fasciculation(Section, Cells):
    """Twitches 0 (none) to 3 (nearly all the time) per cell, and cramps of the last 24 hours."""

    cramps_count = whole()
    cramps_worst_pain = whole()
    cramps_woke = whole()

    class Meta:
        constraints = ranges("fasciculation")
        indexes = answers_side_by_side("fasciculation")


class Fatigue(Section):
    """0 (none) to 10 (as bad as you can imagine); recovery in minutes."""

    now = whole()
    worst = whole()
    after_small_effort = whole()
    recovery_minutes = whole()

    class Meta:
        constraints = ranges("fatigue")
        indexes = answers_side_by_side("fatigue")


class Asymmetry(Section):
    """The person's own comparison per limb region: -2 left much weaker ... 0 even ... +2 right much weaker."""

    upper_arm = whole()
    hand = whole()
    thigh = whole()
    foot = whole()

    class Meta:
        constraints = ranges("asymmetry")
        indexes = answers_side_by_side("asymmetry")


class Signs(Section):
    """Breathing, sleep and swallowing over the past seven days: days or nights out of seven, unless said otherwise."""

    breathless_lying_flat = whole()
    morning_headache = whole()
    unrefreshing_sleep = whole()
    nightmares = whole()
    poor_concentration = whole()
    cannot_clear_phlegm = whole()
    coughing_with_food = whole()
    choking_needed_help = whole()
    long_meals = whole()
    saliva_trouble = whole()
    uncontrolled_laughing_crying = whole()
    daytime_sleepiness = whole()  # 0-10
    fever = whole()  # 0 or 1, now
    coloured_phlegm = whole()
    more_breathless = whole()
    low_mood = whole()
    caregiver_cannot_go_on = whole()
    caregiver_strain = whole()  # 0-10
    severe_breathlessness = whole()  # from here 1: something is wrong today
    confused_or_hard_to_wake = whole()
    sudden_change = whole()
    chest_pain = whole()
    swollen_leg = whole()
    too_little_drink = whole()
    machine_or_tube_fault = whole()
    breathless_with_fault = whole()
    self_harm = whole()
    falls = whole()  # since the last entry

    class Meta:
        constraints = ranges("signs")
        indexes = answers_side_by_side("signs")
