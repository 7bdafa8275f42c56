"""Every route of the site; pages of the two applications are listed in their own urls.py."""

from django.urls import include, path

from portal import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("", include("portal.urls_account")),
    path("", include("evaluations.urls")),
    path("", include("rubrics.urls")),
]

handler403 = "portal.views.trouble.denied"
