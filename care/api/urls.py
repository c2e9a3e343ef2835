from django.urls import path

from care.api import views

urlpatterns = [
    path("patients/<uuid:patient_id>/flags/", views.Flags.as_view(), name="api_flags"),
    path("patients/<uuid:patient_id>/flags/<int:answer_id>/", views.FlagAnswer.as_view(), name="api_flag_answer"),
]
