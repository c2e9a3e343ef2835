"""Files in and out."""

from django.urls import path

from exchange import views

urlpatterns = [
    path("import/", views.import_csv, name="import_csv"),
    path("patients/<uuid:patient_id>/export.csv", views.export_csv, name="export_csv"),
]
