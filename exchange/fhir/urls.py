from django.urls import path

from exchange.fhir import api

urlpatterns = [path("patients/<uuid:patient_id>/fhir/", api.BundleView.as_view(), name="api_fhir")]
