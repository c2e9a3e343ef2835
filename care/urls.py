"""What is done about what was recorded."""

from django.urls import path

from care import views

urlpatterns = [
    path("patients/<uuid:patient_id>/flags/", views.respond_to_flag, name="respond_to_flag"),
    path("patients/<uuid:patient_id>/flags/undo/", views.undo_answer, name="undo_answer"),
    path("patients/<uuid:patient_id>/flags/reply/", views.reply_to_person, name="reply_to_person"),
    path("patients/<uuid:patient_id>/replies/", views.told, name="told"),
    path("patients/<uuid:patient_id>/replies/read/", views.read, name="told_read"),
    path("clinics/<int:clinic_id>/replies/", views.clinic_replies, name="clinic_replies"),
]
