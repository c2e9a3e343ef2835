"""What the large part of a report was, so that it is not written again where it is the same."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0001_initial")]

    operations = [
        migrations.AddField("report", "series_digest", models.CharField(default="", max_length=32)),
    ]
