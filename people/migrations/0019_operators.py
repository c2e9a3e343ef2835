from django.db import migrations, models


class Migration(migrations.Migration):
    """Who looks after the site, since when. Nobody does until ``manage.py operator`` says so."""

    dependencies = [
        ('people', '0018_audit_in_months'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='operator_since',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
