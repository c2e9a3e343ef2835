from django.urls import path
from rest_framework.routers import SimpleRouter

from care.api import before, due, programme, treatments, views, visits

router = SimpleRouter(use_regex_path=False)
router.register("patients/<uuid:patient_id>/visits", visits.Visits, "api_visits")
router.register("patients/<uuid:patient_id>/before-visit", before.BeforeVisits, "api_before_visit")
router.register("patients/<uuid:patient_id>/treatment-days", treatments.TreatmentDays, "api_treatment_days")
router.register("patients/<uuid:patient_id>/exercise-answers", programme.ExerciseAnswers, "api_exercise_answers")

urlpatterns = [
    path("patients/<uuid:patient_id>/flags/", views.Flags.as_view(), name="api_flags"),
    path("patients/<uuid:patient_id>/flags/<int:answer_id>/", views.FlagAnswer.as_view(), name="api_flag_answer"),
    path("patients/<uuid:patient_id>/due/", due.DueList.as_view(), name="api_due"),
    path("patients/<uuid:patient_id>/due/<uuid:due_id>/", due.DueAnswerGiven.as_view(), name="api_due_answer"),
    path("patients/<uuid:patient_id>/programme/", programme.ProgrammeView.as_view(), name="api_programme"),
    *router.urls,
]
