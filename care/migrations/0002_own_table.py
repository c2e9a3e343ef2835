from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care", "0001_sign_answer"), ("symptoms", "0009_flag_response_moves")]

    operations = [migrations.AlterModelTable("SignAnswer", None)]
