"""Whose answers they are: the last step. It is never missing, and one person's answers lie side by side in an index."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

CELLS = [
    "speech",
    "swallowing",
    "neck",
    "upper_arm_left",
    "upper_arm_right",
    "hand_left",
    "hand_right",
    "breathing",
    "trunk",
    "thigh_left",
    "thigh_right",
    "foot_left",
    "foot_right",
]
COLUMNS = {
    "weakness": CELLS,
    "fasciculation": [*CELLS, "cramps_count", "cramps_worst_pain", "cramps_woke"],
    "fatigue": ["now", "worst", "after_small_effort", "recovery_minutes"],
    "asymmetry": ["upper_arm", "hand", "thigh", "foot"],
    "signs": [
        "breathless_lying_flat",
        "morning_headache",
        "unrefreshing_sleep",
        "nightmares",
        "poor_concentration",
        "cannot_clear_phlegm",
        "coughing_with_food",
        "choking_needed_help",
        "long_meals",
        "saliva_trouble",
        "uncontrolled_laughing_crying",
        "daytime_sleepiness",
        "fever",
        "coloured_phlegm",
        "more_breathless",
        "falls",
    ],
}


def patient():
    return models.ForeignKey(
        "people.patient", db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+"
    )


def of_sections(section):
    return models.Index(
        fields=["patient"], include=["check_in", *COLUMNS[section]], name=f"{section}_side_by_side"
    )


def of_check_ins():
    return models.Index(
        fields=["patient", "day"],
        include=["id", "source", "made_at"],
        condition=models.Q(status="standing"),
        name="check_in_side_by_side",
    )


def fill_what_came_since(apps, schema_editor):
    """The code of before goes on writing rows without it, until it is kept from writing here."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        # In the order in which they are written, so that nobody holds one of them and waits for another.
        tables = ", ".join(f"symptoms_{name}" for name in ("checkin", *COLUMNS))
        schema_editor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
    import_module("symptoms.migrations.0004_fill_section_patient").fill(apps, schema_editor)
    if on_postgresql:
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table whose keys are still to be looked at is not altered


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0004_fill_section_patient")]

    operations = [
        migrations.RunPython(fill_what_came_since, migrations.RunPython.noop),
        *(migrations.AlterField(section, "patient", patient()) for section in COLUMNS),
        *(migrations.AddIndex(section, of_sections(section)) for section in COLUMNS),
        migrations.AddIndex("checkin", of_check_ins()),
    ]
