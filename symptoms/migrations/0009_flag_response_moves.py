from django.db import migrations


class Migration(migrations.Migration):
    """The answers to signs belong to ``care`` from now on. Only Django's idea of the table moves, no row of it."""

    dependencies = [("symptoms", "0008_report_columns"), ("care", "0001_sign_answer")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("FlagResponse")]),
    ]
