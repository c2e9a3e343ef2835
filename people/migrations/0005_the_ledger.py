"""What was granted before there was a ledger is in it too, with what is known of it.

Undone, what no table of before can hold is kept and comes back when this is made again: grants of clinics and roles that came
with the ledger beside their table, accounts without an e-mail under one that reaches nobody.
"""

from django.db import migrations
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat

from people.migrations import _aside

PURPOSES = {"patient": "own", "caregiver": "help", "clinician": "care"}
OWN_RECORDS = "Own records"
NOWHERE = "@no-address.invalid"


def enter(apps, schema_editor):
    Membership, Patient, User = (apps.get_model("people", name) for name in ("Membership", "Patient", "User"))
    User.objects.filter(email__endswith=NOWHERE).update(email=None)
    for role, purpose in PURPOSES.items():
        Membership.objects.filter(patient__isnull=False, role=role, purpose="").update(purpose=purpose)
    Membership.objects.filter(patient=None, purpose="").update(purpose="work", basis="clinic")
    _aside.put_back(schema_editor, Membership)
    # One that ended counts too: what somebody withdrew is not given again.
    entered = Membership.objects.filter(patient=OuterRef("pk"), user=None)
    kept = Patient.objects.exclude(clinic__name=OWN_RECORDS).exclude(Exists(entered))
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


def keep_aside(apps, schema_editor):
    _aside.keep(schema_editor, "people_membership", f"user_id IS NULL OR role NOT IN {tuple(PURPOSES)}")
    nobody = Concat(Value("account-"), Cast(F("pk"), CharField()), Value(NOWHERE))
    apps.get_model("people", "User").objects.filter(email=None).update(email=nobody)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_the_door")]

    operations = [migrations.RunPython(enter, keep_aside)]
