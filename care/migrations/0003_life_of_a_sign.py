import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_own_table"),
        ("people", "0006_the_same_person_again"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RepliesRead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("through", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="reply",
                        serialize=False,
                        to="care.signanswer",
                    ),
                ),
                ("text", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500)),
            ],
            options={
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="SignUndo",
            fields=[
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="undo",
                        serialize=False,
                        to="care.signanswer",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="signanswer",
            name="note",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="signanswer",
            name="press",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="signanswer",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("dealt_with", "dealt with"),
                    ("known", "known"),
                    ("not_so", "not so"),
                    ("other", "another reason"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="signanswer",
            name="tells",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="signanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), ("action", "closed"), _connector="OR"),
                name="sign_answer_reason_only_for_close",
            ),
        ),
        migrations.AddConstraint(
            model_name="signanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", "other"), _negated=True), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="sign_answer_another_reason_has_a_note",
            ),
        ),
        migrations.AddField(
            model_name="repliesread",
            name="patient",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.patient"),
        ),
        migrations.AddField(
            model_name="repliesread",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="replytemplate",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reply_templates", to="people.clinic"
            ),
        ),
        migrations.AddField(
            model_name="signundo",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="repliesread",
            constraint=models.UniqueConstraint(fields=("patient", "user"), name="replies_read_one_a_reader"),
        ),
        migrations.AddConstraint(
            model_name="replytemplate",
            constraint=models.UniqueConstraint(fields=("clinic", "place"), name="reply_template_place"),
        ),
    ]
