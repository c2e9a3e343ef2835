from typing import Any

from django.db import migrations, models


def all_behind(apps: Any, _editor: Any) -> None:
    """Places are derived; without them everybody's is made again."""
    apps.get_model("care", "Place").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("care", "0006_worklist")]

    operations = [
        migrations.RunPython(all_behind, migrations.RunPython.noop),
        migrations.AddField("place", "bare_group", models.PositiveSmallIntegerField(default=0), preserve_default=False),
        migrations.AddField("place", "bare_pressing", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("place", "bare_level", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("place", "private", models.BooleanField(default=False)),
        migrations.AddField("place", "shown", models.TextField(blank=True, default=""), preserve_default=False),
    ]
