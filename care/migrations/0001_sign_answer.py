import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Takes over the table in which ``symptoms`` kept the answers to signs, with every row of it."""

    initial = True
    dependencies = [("symptoms", "0008_report_columns"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    "SignAnswer",
                    [
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("rule", models.CharField(max_length=3)),
                        ("since", models.DateField()),
                        (
                            "action",
                            models.CharField(
                                choices=[("acknowledged", "Seen"), ("snoozed", "Later"), ("closed", "Done")],
                                max_length=12,
                            ),
                        ),
                        ("until", models.DateField(blank=True, null=True)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "patient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_answers",
                                to="people.patient",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "symptoms_flagresponse",
                        "indexes": [models.Index(fields=["patient", "at"], name="flag_response_patient_at")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("action", "snoozed"), ("until__isnull", False))
                                | models.Q(models.Q(("action", "snoozed"), _negated=True), ("until__isnull", True)),
                                name="flag_response_until_only_for_snooze",
                            )
                        ],
                    },
                )
            ]
        )
    ]
