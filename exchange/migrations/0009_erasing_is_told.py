from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    waits = apps.get_model('exchange', 'EraseRequest').objects.filter(called_off_at=None, erasure=None)
    for name, field in (('Patient', 'patient'), ('User', 'account')):
        of_it = waits.filter(**{field: OuterRef('pk')}).values('due_at')[:1]
        rows = apps.get_model('people', name).objects.filter(pk__in=waits.filter(**{f'{field}__isnull': False}).values(field))
        rows.update(erase_due_at=Subquery(of_it))


class Migration(migrations.Migration):
    """What waits to be erased since before it was told on the first page."""

    dependencies = [
        ('exchange', '0008_erasing'),
        ('people', '0020_erasing_is_told'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
