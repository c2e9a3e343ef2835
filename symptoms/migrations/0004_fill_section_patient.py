"""Whose answers they are: the second step, from the check-ins."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

SECTIONS = ("weakness", "fasciculation", "fatigue", "asymmetry", "signs")


def fill(apps, schema_editor):
    check_ins = apps.get_model("symptoms", "CheckIn").objects.filter(pk=OuterRef("check_in"))
    for section in SECTIONS:
        rows = apps.get_model("symptoms", section).objects.filter(patient=None)
        rows.update(patient=Subquery(check_ins.values("patient")))


class Migration(migrations.Migration):
    dependencies = [("symptoms", "0003_section_patient")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
