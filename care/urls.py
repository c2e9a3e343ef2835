"""What is done about what was recorded."""

from django.urls import path

from care import owner_views, views

urlpatterns = [
    path("patients/<uuid:patient_id>/flags/", views.respond_to_flag, name="respond_to_flag"),
    path("patients/<uuid:patient_id>/owner/", owner_views.owner, name="owner"),
]
