from django.db import migrations, models


class Migration(migrations.Migration):
    """The derived rows are late by how long ago the last write was, which nothing said before."""

    dependencies = [
        ('people', '0016_erased'),
    ]

    operations = [
        migrations.AddField(
            model_name='patient',
            name='changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
