from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('alsweak', '0001_pulse'),
    ]

    operations = [
        migrations.CreateModel(
            name='FailedJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('task', models.CharField(max_length=120)),
                ('args', models.JSONField(default=list)),
                ('kwargs', models.JSONField(default=dict)),
                ('task_id', models.CharField(max_length=100)),
                ('kind', models.CharField(max_length=100)),
                ('times', models.PositiveIntegerField(default=1)),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('set_aside_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-last_at', 'pk'],
            },
        ),
    ]
