"""What is done about what was recorded."""

from django.urls import path

from care import views

urlpatterns = [
    path("patients/<uuid:patient_id>/flags/", views.respond_to_flag, name="respond_to_flag"),
]
