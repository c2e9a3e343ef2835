"""What was granted before there was a ledger is in it too, with what is known of it."""

from django.db import migrations

PURPOSES = {"patient": "own", "caregiver": "help", "clinician": "care"}
OWN_RECORDS = "Own records"


def enter(apps, schema_editor):
    Membership, Patient = apps.get_model("people", "Membership"), apps.get_model("people", "Patient")
    for role, purpose in PURPOSES.items():
        Membership.objects.filter(patient__isnull=False, role=role, purpose="").update(purpose=purpose)
    Membership.objects.filter(patient=None, purpose="").update(purpose="work", basis="clinic")
    kept = Patient.objects.exclude(clinic__name=OWN_RECORDS).exclude(memberships__user=None, memberships__ends_at=None)
    Membership.objects.bulk_create(
        [
            Membership(
                patient=patient,
                clinic_id=patient.clinic_id,
                role="clinician",
                access="write",
                starts_at=patient.created_at,
                purpose="care",
                basis="unsaid",
            )
            for patient in kept.iterator()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0004_the_door")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
