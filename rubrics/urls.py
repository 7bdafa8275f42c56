"""Routes of the rubrics pages."""

from django.urls import URLPattern

app_name = "rubrics"
urlpatterns: list[URLPattern] = []
