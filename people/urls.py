"""Who may see a record, and who saw it."""

from django.urls import path

from people import clinic_views, emergency_views, preferences, views

urlpatterns = [
    path("settings/", preferences.looks, name="settings"),
    path("settings/language/", preferences.language, name="language"),
    path("patients/emergency/", emergency_views.emergency, name="emergency"),
    path("help/", views.help_page, name="help"),
    path("clinics/<int:clinic_id>/", clinic_views.settings, name="clinic"),
    path("clinics/<int:clinic_id>/team/", clinic_views.team, name="team"),
    path("clinics/<int:clinic_id>/team/invite/", clinic_views.invite, name="invite_colleague"),
    path("clinics/<int:clinic_id>/team/patients/", clinic_views.see_patients, name="see_patients"),
    path("clinics/<int:clinic_id>/team/waiting/<int:invitation_id>/", clinic_views.waiting, name="waiting_colleague"),
    path("clinics/<int:clinic_id>/team/<int:user_id>/", clinic_views.work, name="work"),
    path("clinics/<int:clinic_id>/team/<int:user_id>/end/", clinic_views.end_work, name="end_work"),
    path("patients/<uuid:patient_id>/people/", views.sharing, name="sharing"),
    path("patients/<uuid:patient_id>/people/new/", views.share, name="share"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/end/", views.end_grant, name="end_grant"),
    path("patients/<uuid:patient_id>/access-log/", views.access_log, name="access_log"),
]
