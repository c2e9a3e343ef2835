"""Who may see a record, and who saw it; the way in."""

from django.urls import path

from people import (
    clinic_views,
    emergency_views,
    invitation_pages,
    inviting,
    joining,
    ledger,
    preferences,
    views,
)

urlpatterns = [
    path("settings/", preferences.looks, name="settings"),
    path("settings/language/", preferences.language, name="language"),
    path("patients/emergency/", emergency_views.emergency, name="emergency"),
    path("help/", views.help_page, name="help"),
    path("clinics/<int:clinic_id>/", clinic_views.settings, name="clinic"),
    path("clinics/<int:clinic_id>/team/", clinic_views.team, name="team"),
    path("clinics/<int:clinic_id>/team/invite/", clinic_views.invite, name="invite_colleague"),
    path("clinics/<int:clinic_id>/team/patients/", clinic_views.see_patients, name="see_patients"),
    path("clinics/<int:clinic_id>/team/<int:user_id>/", clinic_views.work, name="work"),
    path("clinics/<int:clinic_id>/team/<int:user_id>/end/", clinic_views.end_work, name="end_work"),
    path("join/", joining.join, name="join"),
    path("join/code/", joining.code, name="join_code"),
    path("join/done/", joining.joined, name="joined"),
    path("join/<str:secret>/", joining.link, name="join_link"),
    path("invitations/<int:invitation_id>/", invitation_pages.invitation, name="invitation"),
    path("invitations/<int:invitation_id>/again/", invitation_pages.again, name="invitation_again"),
    path("invitations/<int:invitation_id>/withdraw/", invitation_pages.take_back, name="invitation_withdraw"),
    path("patients/ask/", inviting.ask_person, name="ask_person"),
    path("patients/<uuid:patient_id>/people/", ledger.sharing, name="sharing"),
    path("patients/<uuid:patient_id>/people/new/", inviting.share, name="share"),
    path("patients/<uuid:patient_id>/people/asked/", ledger.asked, name="asked"),
    path("patients/<uuid:patient_id>/people/past/", ledger.past, name="past_grants"),
    path("patients/<uuid:patient_id>/people/again/", inviting.let_in_again, name="let_in_again"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/", ledger.grant, name="grant"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/parts/", ledger.parts, name="grant_parts"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/end/", ledger.end, name="end_grant"),
    path("patients/<uuid:patient_id>/access-log/", views.access_log, name="access_log"),
]
