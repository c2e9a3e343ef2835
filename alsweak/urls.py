"""The table of contents."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from alsweak import metrics, staff, views
from alsweak.operating import views as operating
from symptoms.api.docs import api_docs

handler400 = "alsweak.errors.bad_request"
handler404 = "alsweak.errors.not_found"
handler500 = "alsweak.errors.server_error"

urlpatterns = [
    path("", include("reports.urls")),  # home, worklist, dashboard, printed summary
    path("", include("symptoms.urls")),  # check-in, function check, measurements, timeline, what was written
    path("", include("care.urls")),  # what is done about a sign
    path("", include("exchange.urls")),  # files in and out
    path("", include("people.urls")),  # starting a record, who may see it
    path("accounts/logout/", views.SignOut.as_view(), name="account_logout"),
    path("", include("people.account.urls")),  # coming in, one's own account
    path("api/v1/", include("symptoms.api.urls")),
    path("api/v1/", include("care.api.urls")),
    path("api/v1/", include("reports.api.urls")),
    path("api/v1/", include("exchange.fhir.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", api_docs, name="api_docs"),
    path("account/kept/", staff.drop, name="drop_held"),
    path("site/jobs/", operating.jobs, name="site_jobs"),  # for who looks after the site
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("demo/sign-in/", views.demo_sign_in, name="demo_sign_in"),
]
