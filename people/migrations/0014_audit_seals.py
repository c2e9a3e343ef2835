from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0013_audit_without_names")]
    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("ranges", models.JSONField()),
                ("count", models.PositiveIntegerField()),
                ("through", models.PositiveBigIntegerField()),
                ("waiting", models.JSONField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
        ),
    ]
