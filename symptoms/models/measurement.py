"""What was measured with a device, at home or in the clinic."""

from django.db import models

from symptoms.models.base import AskedBack, decimal, one_standing_a_day, ranges, standing_by_day, whole


class Measurement(AskedBack):
    weight = decimal()  # kg
    fvc_percent = decimal()  # % predicted
    svc_percent = decimal()  # % predicted
    snip = decimal()  # cmH2O
    mip = decimal()  # cmH2O
    peak_cough_flow = decimal()  # L/min
    spo2 = decimal()  # %
    spo2_second = decimal()  # %, five minutes later
    grip_left = decimal()  # kg
    grip_right = decimal()  # kg
    niv_hours = decimal()  # hours a day
    niv = whole()  # 0 or 1
    steps = models.IntegerField(null=True, blank=True)  # of the day, as a phone counted them
    walking_asymmetry = decimal()  # % of the day's walking, as a phone measured it

    class Meta(AskedBack.Meta):
        constraints = [one_standing_a_day("measurement"), *ranges("measurement")]
        indexes = [standing_by_day("measurement")]
