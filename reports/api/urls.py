from django.urls import path

from reports.api import views

urlpatterns = [
    path("patients/<uuid:patient_id>/report/", views.ReportView.as_view(), name="api_report"),
    path("patients/<uuid:patient_id>/comparison/", views.ComparisonView.as_view(), name="api_comparison"),
    path("patients/<uuid:patient_id>/summary/", views.SummaryView.as_view(), name="api_summary"),
    path("patients/<uuid:patient_id>/figures/<str:name>/", views.FigureView.as_view(), name="api_figure"),
]
