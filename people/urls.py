"""Who may see a record, and who saw it; the way in."""

from django.urls import path

from people import emergency_views, preferences, views
from people.clinic import pages as clinic
from people.clinic import programs as clinic_programs
from people.invite import made
from people.invite import pages as invite
from people.join import pages as join
from people.ledger import pages as ledger
from people.ledger import research

urlpatterns = [
    path("settings/", preferences.looks, name="settings"),
    path("settings/language/", preferences.language, name="language"),
    path("patients/emergency/", emergency_views.emergency, name="emergency"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("clinics/<int:clinic_id>/", clinic.settings, name="clinic"),
    path("clinics/<int:clinic_id>/team/", clinic.team, name="team"),
    path("clinics/<int:clinic_id>/team/invite/", clinic.invite, name="invite_colleague"),
    path("clinics/<int:clinic_id>/team/patients/", clinic.see_patients, name="see_patients"),
    path("clinics/<int:clinic_id>/team/<int:user_id>/", clinic.work, name="work"),
    path("clinics/<int:clinic_id>/team/<int:user_id>/end/", clinic.end_work, name="end_work"),
    path("clinics/<int:clinic_id>/programs/", clinic_programs.programs, name="clinic_programs"),
    path("clinics/<int:clinic_id>/programs/new/", clinic_programs.new, name="new_clinic_program"),
    path("join/", join.join, name="join"),
    path("join/code/", join.code, name="join_code"),
    path("join/done/", join.joined, name="joined"),
    path("join/<str:secret>/", join.link, name="join_link"),
    path("invitations/<int:invitation_id>/", made.invitation, name="invitation"),
    path("invitations/<int:invitation_id>/again/", made.again, name="invitation_again"),
    path("invitations/<int:invitation_id>/withdraw/", made.take_back, name="invitation_withdraw"),
    path("patients/ask/", invite.ask_person, name="ask_person"),
    path("patients/<uuid:patient_id>/people/", ledger.sharing, name="sharing"),
    path("patients/<uuid:patient_id>/people/new/", invite.share, name="share"),
    path("patients/<uuid:patient_id>/people/asked/", ledger.asked, name="asked"),
    path("patients/<uuid:patient_id>/people/past/", ledger.past, name="past_grants"),
    path("patients/<uuid:patient_id>/people/again/", invite.let_in_again, name="let_in_again"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/", ledger.grant, name="grant"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/parts/", ledger.parts, name="grant_parts"),
    path("patients/<uuid:patient_id>/people/<int:grant_id>/end/", ledger.end, name="end_grant"),
    path("patients/<uuid:patient_id>/research/", research.page, name="research"),
    path("patients/<uuid:patient_id>/research/end/", research.end, name="end_research"),
    path("patients/<uuid:patient_id>/access-log/", views.access_log, name="access_log"),
]
