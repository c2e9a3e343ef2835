from django.db import migrations, models


class Migration(migrations.Migration):
    """When a job that failed was asked for again, so that a second press asks for nothing."""

    dependencies = [
        ('alsweak', '0002_failed_jobs'),
    ]

    operations = [
        migrations.AddField(
            model_name='failedjob',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
    ]
