"""What is done about what was recorded."""

from django.urls import path

from care import owner_views, views
from care.before import views as before
from care.due import views as due
from care.help import views as help_views
from care.programme import clinic_views as of_clinic
from care.programme import team_views as of_team
from care.programme import views as programme
from care.treatments import medicine_views as taking
from care.treatments import views as treatments
from care.visits import views as visits

OF_A_TREATMENT = "patients/<uuid:patient_id>/treatments/<uuid:treatment_id>"

urlpatterns = [
    path("patients/<uuid:patient_id>/flags/", views.respond_to_flag, name="respond_to_flag"),
    path("patients/<uuid:patient_id>/visits/", visits.visits, name="visits"),
    path("patients/<uuid:patient_id>/visits/new/", visits.new_visit, name="new_visit"),
    path("patients/<uuid:patient_id>/visits/<uuid:visit_id>/", visits.visit, name="visit"),
    path("patients/<uuid:patient_id>/visits/<uuid:visit_id>/correct/", visits.correct_visit, name="correct_visit"),
    path("patients/<uuid:patient_id>/visits/<uuid:visit_id>/retract/", visits.retract, name="retract_visit"),
    path("patients/<uuid:patient_id>/flags/undo/", views.undo_answer, name="undo_answer"),
    path("patients/<uuid:patient_id>/flags/reply/", views.reply_to_person, name="reply_to_person"),
    path("patients/<uuid:patient_id>/replies/", views.told, name="told"),
    path("patients/<uuid:patient_id>/replies/read/", views.read, name="told_read"),
    path("clinics/<int:clinic_id>/replies/", views.clinic_replies, name="clinic_replies"),
    path("patients/<uuid:patient_id>/before-visit/", before.before_visit, name="before_visit"),
    path("patients/<uuid:patient_id>/before-visit/<slug:question>/", before.before_question, name="before_question"),
    path("patients/<uuid:patient_id>/before-visit/<uuid:entry_id>/talked/", before.before_talked, name="before_talked"),
    path("patients/<uuid:patient_id>/help/", help_views.topics, name="help_topics"),
    path("patients/<uuid:patient_id>/help/<slug:topic>/", help_views.topic_page, name="help_topic"),
    path("patients/<uuid:patient_id>/treatments/", treatments.treatments, name="treatments"),
    path(f"{OF_A_TREATMENT}/", treatments.shown, name="treatment_shown"),
    path(f"{OF_A_TREATMENT}/stop/", treatments.stop, name="treatment_stop"),
    path(f"{OF_A_TREATMENT}/<day:day>/<slug:step>/", treatments.of_day, name="treatment_day"),
    path("patients/<uuid:patient_id>/medicines/", taking.medicines, name="medicines"),
    path("patients/<uuid:patient_id>/medicines/days/", taking.medicine_days, name="medicine_days"),
    path("patients/<uuid:patient_id>/medicines/<day:day>/", taking.medicines_of_day, name="medicines_of_day"),
    path(
        "patients/<uuid:patient_id>/medicines/<day:day>/<uuid:treatment_id>/",
        taking.medicine,
        name="medicine",
    ),
    path("patients/<uuid:patient_id>/due/", due.due_list, name="due"),
    path("patients/<uuid:patient_id>/due/<slug:task>/", due.due_task, name="due_task"),
    path("patients/<uuid:patient_id>/exercises/", programme.exercises, name="exercises"),
    path("patients/<uuid:patient_id>/exercises/<day:day>/sore/", programme.exercises_sore, name="exercises_sore"),
    path(
        "patients/<uuid:patient_id>/exercises/<day:day>/<uuid:item_id>/<slug:step>/",
        programme.exercise_step,
        name="exercise_step",
    ),
    path("patients/<uuid:patient_id>/programme/", of_team.programme, name="programme"),
    path("patients/<uuid:patient_id>/programme/set/", of_team.set_one, name="set_programme"),
    path("patients/<uuid:patient_id>/programme/end/", of_team.end_one, name="end_programme"),
    path("clinics/<int:clinic_id>/programmes/", of_clinic.programmes, name="programmes"),
    path("clinics/<int:clinic_id>/exercises/", of_clinic.collection, name="exercise_collection"),
    path("clinics/<int:clinic_id>/exercises/new/", of_clinic.exercise, name="new_exercise"),
    path("clinics/<int:clinic_id>/exercises/<int:exercise_id>/", of_clinic.exercise, name="exercise"),
    path(
        "clinics/<int:clinic_id>/exercises/<int:exercise_id>/retire/",
        of_clinic.retire_exercise,
        name="retire_exercise",
    ),
    path("patients/<uuid:patient_id>/owner/", owner_views.owner, name="owner"),
]
