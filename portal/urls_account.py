"""Routes of the shell: home, signing in and out, the password; the page of components while developing."""

from django.conf import settings
from django.urls import path

from evaluations.access_table import ANYONE, ROUTES, page
from portal.views import account, components, home

urlpatterns = [
    path("", home.home, name="home"),
    path("login", account.SignIn.as_view(), name="login"),
    path("session", account.session, name="session"),
    path("logout", account.SignOut.as_view(), name="logout"),
    path("password", account.ChangePassword.as_view(), name="password_change"),
]
if settings.DEBUG:
    urlpatterns += [
        path("components", components.components, name="components"),
        path("components/filing", components.components_filing, name="components_filing"),
    ]
    ROUTES |= {"components": page(ANYONE), "components_filing": page(ANYONE)}
