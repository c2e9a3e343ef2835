import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('care', '0010_programme'),
        ('people', '0012_links_for_a_visit'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='bare_due',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='place',
            name='bare_due_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='place',
            name='due',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='place',
            name='due_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='DueAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('task', models.CharField(choices=[('breathing_test', 'breathing_test'), ('weight', 'weight'), ('swallowing', 'swallowing'), ('communication', 'communication'), ('voice', 'voice'), ('mind', 'mind'), ('caregiver', 'caregiver'), ('exercise', 'exercise'), ('planning', 'planning')], max_length=14)),
                ('action', models.CharField(choices=[('done', 'Done'), ('declined', 'The person does not want it'), ('not_now', 'Not now'), ('taken_back', 'Taken back')], max_length=10)),
                ('on', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('of', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='care.dueanswer')),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='due_answers', to='people.patient')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['patient', 'at'], name='due_answer_patient_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('action', 'done'), ('of__isnull', True), ('on__isnull', False), ('until__isnull', True)), models.Q(('action', 'declined'), ('of__isnull', True), ('on__isnull', True)), models.Q(('action', 'not_now'), ('of__isnull', True), ('on__isnull', True), ('until__isnull', False)), models.Q(('action', 'taken_back'), ('of__isnull', False), ('on__isnull', True), ('until__isnull', True)), _connector='OR'), name='due_answer_says_what_its_action_takes')],
            },
        ),
    ]
