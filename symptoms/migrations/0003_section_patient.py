"""Whose answers they are, beside the answers: the first of three steps, in which it may still be missing."""

import django.db.models.deletion
from django.db import migrations, models

SECTIONS = ("weakness", "fasciculation", "fatigue", "asymmetry", "signs")


def patient():
    return models.ForeignKey(
        "people.patient",
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("symptoms", "0002_report_series_digest")]

    operations = [migrations.AddField(section, "patient", patient()) for section in SECTIONS]
