"""Files in and out."""

from django.urls import path

from exchange import export_views, views
from exchange.assistant import large_views, own_views
from exchange.assistant import views as assistant
from exchange.erase import views as erase
from exchange.handed import outside, programs
from exchange.handed import views as handed
from exchange.imports import views as pages
from exchange.merging import views as merging

urlpatterns = [
    path("import/", assistant.import_file, name="import_csv"),
    path("import/file/", assistant.look, name="import_look"),
    path("import/mappings/", assistant.mappings, name="import_mappings"),
    path("import/large/<uuid:file_id>/", large_views.large_file, name="import_large"),
    path("import/large/<uuid:file_id>/progress/", large_views.progress, name="large_progress"),
    path("imports/", pages.imports, name="imports"),
    path("imports/<uuid:import_id>/", pages.import_of, name="import_of"),
    path("patients/<uuid:patient_id>/export/", export_views.export, name="export"),
    path("patients/<uuid:patient_id>/import/", own_views.import_own, name="import_own"),
    path("patients/<uuid:patient_id>/import/file/", own_views.look_own, name="import_own_look"),
    path("patients/<uuid:patient_id>/export.csv", views.export_csv, name="export_csv"),
    path("patients/<uuid:patient_id>/export.zip", export_views.export_zip, name="export_zip"),
    path("patients/<uuid:patient_id>/merge/", merging.merge, name="merge"),
    path("patients/<uuid:patient_id>/merge/<uuid:merge_id>/", merging.merge_of, name="merge_of"),
    path("patients/<uuid:patient_id>/link/", handed.links, name="visit_links"),
    path("patients/<uuid:patient_id>/link/read/", handed.read, name="visit_links_read"),
    path("patients/<uuid:patient_id>/link/<int:link_id>/withdraw/", handed.withdraw, name="visit_link_withdraw"),
    path("patients/<uuid:patient_id>/erase/", erase.record, name="erase_record"),
    path("account/erase/", erase.account, name="erase_account"),
    path("erased/<uuid:erasure_id>/", erase.erased, name="erased"),
    path("erased/<uuid:erasure_id>/receipt.json", erase.erased_json, name="erased_json"),
    path("visit/<str:secret>/", outside.visit, name="visit"),
    path("visit/<str:secret>/manifest/", programs.manifest, name="visit_manifest"),
    path("visit/file/<str:proof>/", programs.file_at, name="visit_file"),
    path("clinics/<int:clinic_id>/export/", export_views.export_clinic, name="export_clinic"),
    path("clinics/<int:clinic_id>/export.zip", export_views.export_clinic_zip, name="export_clinic_zip"),
]
