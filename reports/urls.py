from django.urls import path

from reports import compare_views, figure_files, overview_views, sign_views, summary_views, views, worklist_views

urlpatterns = [
    path("", views.home, name="home"),
    path("patients/", worklist_views.worklist, name="worklist"),
    path("patients/list.csv", worklist_views.worklist_file, name="worklist_file"),
    path("clinics/<int:clinic_id>/overview/", overview_views.overview, name="overview"),
    path("patients/<uuid:patient_id>/", views.dashboard, name="dashboard"),
    path("patients/<uuid:patient_id>/today/", views.for_today, name="for_today"),
    path("patients/<uuid:patient_id>/pictures/<str:name>/", views.picture, name="picture"),
    path("patients/<uuid:patient_id>/pictures/<str:name>/numbers/", views.numbers, name="numbers"),
    path("patients/<uuid:patient_id>/pictures/<str:name>/files/", figure_files.figure_files, name="figure_files"),
    path("patients/<uuid:patient_id>/pictures/<str:name>.svg", figure_files.figure_svg, name="figure_svg"),
    path("patients/<uuid:patient_id>/pictures/<str:name>.csv", figure_files.figure_csv, name="figure_csv"),
    path("patients/<uuid:patient_id>/progress/", views.progress, name="progress"),
    path("patients/<uuid:patient_id>/signs/", sign_views.signs, name="signs"),
    path("patients/<uuid:patient_id>/signs/<str:rule>/", sign_views.sign, name="sign"),
    path("patients/<uuid:patient_id>/compare/", compare_views.compare_days, name="compare"),
    path("patients/<uuid:patient_id>/summary/", summary_views.printed_summary, name="summary"),
    path("patients/<uuid:patient_id>/summary/pdf/", summary_views.ask_pdf, name="summary_pdf"),
    path(
        "patients/<uuid:patient_id>/summary/pdf/<uuid:printout_id>/", summary_views.pdf_progress, name="summary_pdf_of"
    ),
    path(
        "patients/<uuid:patient_id>/summary/pdf/<uuid:printout_id>/file/",
        summary_views.fetch_pdf,
        name="summary_pdf_file",
    ),
]
