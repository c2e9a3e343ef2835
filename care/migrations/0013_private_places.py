from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("care", "0012_treatment_day")]

    operations = [
        migrations.AddIndex(
            "place", models.Index(models.F("patient"), condition=models.Q(private=True), name="place_private")
        )
    ]
