"""Who may see a record, and who saw it."""

from django.urls import path

from people import emergency_views, preferences, views

urlpatterns = [
    path("settings/", preferences.looks, name="settings"),
    path("settings/language/", preferences.language, name="language"),
    path("patients/emergency/", emergency_views.emergency, name="emergency"),
    path("help/", views.help_page, name="help"),
    path("patients/<uuid:patient_id>/people/", views.sharing, name="sharing"),
    path("patients/<uuid:patient_id>/people/new/", views.share, name="share"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/end/", views.end_grant, name="end_grant"),
    path("patients/<uuid:patient_id>/access-log/", views.access_log, name="access_log"),
]
