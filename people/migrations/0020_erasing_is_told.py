from django.db import migrations, models


class Migration(migrations.Migration):
    """From when on something is erased that somebody asked for, on the row that each page reads anyway."""

    dependencies = [
        ('people', '0019_operators'),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name='erase_due_at',
            field=models.DateTimeField(editable=False, null=True),
        )
        for name in ('patient', 'user')
    ]
