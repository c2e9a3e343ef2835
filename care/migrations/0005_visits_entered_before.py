from itertools import groupby

from django.db import migrations


def visits_from_entries(apps, schema_editor):
    """A visit of each day on which a clinic entered a function check or a measurement: what "the last visit" was until
    now. How it took place is not known. Its author is whoever entered something first."""
    visit_model = apps.get_model("care", "Visit")
    links = {"function_check_id": "FunctionCheck", "measurement_id": "Measurement"}
    entered = []
    for link, name in links.items():
        rows = apps.get_model("symptoms", name).objects.filter(status="standing", source="clinician")
        entered += [
            (patient, day, made_at, author, pk, link)
            for patient, day, made_at, author, pk in rows.values_list("patient", "day", "made_at", "author", "pk")
        ]
    entered.sort(key=lambda row: (str(row[0]), row[1], row[2], str(row[4])))
    known = set(visit_model.objects.filter(status="standing").values_list("patient", "day"))  # after a way back to here
    visits = []
    for (patient, day), rows in groupby(entered, key=lambda row: row[:2]):
        if (patient, day) in known:
            continue
        first, *others = rows
        written = {first[5]: first[4]}
        for row in others:
            if row[3] == first[3]:
                written.setdefault(row[5], row[4])
        visits.append(
            visit_model(
                patient_id=patient, day=day, author_id=first[3], source="clinician", made_at=first[2], **written
            )
        )
    visit_model.objects.bulk_create(visits, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("care", "0004_visits")]

    operations = [migrations.RunPython(visits_from_entries, migrations.RunPython.noop)]
