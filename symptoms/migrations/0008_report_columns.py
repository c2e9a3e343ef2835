from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0007_report_facts")]

    operations = [
        migrations.RemoveIndex("report", "report_worklist"),
        migrations.RemoveField("report", "urgency"),
        migrations.RemoveField("report", "last_spread"),
        migrations.RemoveField("report", "last_day"),
    ]
