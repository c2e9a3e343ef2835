from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0010_source_words")]

    operations = [migrations.AddField("report", "outline", models.JSONField(null=True, default=None))]
