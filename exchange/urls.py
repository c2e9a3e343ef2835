"""Files in and out."""

from django.urls import path

from exchange import views
from exchange.imports import views as pages

urlpatterns = [
    path("import/", views.import_csv, name="import_csv"),
    path("imports/", pages.imports, name="imports"),
    path("imports/<uuid:import_id>/", pages.import_of, name="import_of"),
    path("patients/<uuid:patient_id>/export.csv", views.export_csv, name="export_csv"),
]
