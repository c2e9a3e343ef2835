from django.db import migrations, models


class Migration(migrations.Migration):
    """No place is known to be made of its report: each is made once more, within a minute."""

    dependencies = [("symptoms", "0020_treatments_in_detail")]

    operations = [
        migrations.AddField("report", "placed", models.BooleanField(db_default=False, default=False)),
        migrations.AddIndex(
            "report", models.Index(models.F("patient"), condition=models.Q(placed=False), name="report_to_place")
        ),
    ]
