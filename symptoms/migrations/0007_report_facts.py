from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """What stood in columns of its own until the reports are made again, which the first sweep asks for."""
    for report in apps.get_model("symptoms", "Report").objects.defer("series").iterator():
        flags = [{name: flag[name] for name in ("rule", "level", "since", "last")} for flag in report.report["flags"]]
        rising = ("routine", "soon", "urgent", "emergency")
        flags.sort(key=lambda flag: (rising.index(flag["level"]), flag["last"]), reverse=True)
        events = report.report["spread"]["events"]
        report.facts = {
            "signs": flags,
            "spread": max(events, key=lambda event: event["date"], default=None),
            "drops": [],
            "last_day": report.last_day and report.last_day.isoformat(),
        }
        report.save(update_fields=["facts"])


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0006_day_walk")]

    operations = [
        migrations.AddField("report", "facts", models.JSONField(default=dict)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
