from django.urls import path
from rest_framework.routers import SimpleRouter

from symptoms.api import patients, token, views

OF_PATIENT = "patients/<uuid:patient_id>"

router = SimpleRouter(use_regex_path=False)
router.register("patients", patients.Patients, "api_patients")
router.register(f"{OF_PATIENT}/check-ins", views.CheckIns, "api_check_ins")
router.register(f"{OF_PATIENT}/function-checks", views.FunctionChecks, "api_function_checks")
router.register(f"{OF_PATIENT}/measurements", views.Measurements, "api_measurements")
router.register(f"{OF_PATIENT}/treatments", views.Treatments, "api_treatments")
router.register(f"{OF_PATIENT}/events", views.Events, "api_events")
router.register(f"{OF_PATIENT}/cell-marks", views.CellMarks, "api_cell_marks")
router.register(f"{OF_PATIENT}/remembered-onsets", views.RememberedOnsets, "api_remembered_onsets")

urlpatterns = [
    *router.urls,
    path("token/", token.Token.as_view(), name="api_token"),
]
