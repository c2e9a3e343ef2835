import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0006_research_exports'),
        ('people', '0012_links_for_a_visit'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.TextField()),
                ('link', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='people.visitlink')),
            ],
        ),
    ]
