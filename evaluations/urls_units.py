"""Routes of 汇总: the figures of a department's units."""

from django.urls import path

from evaluations.views.filing.units import (
    LeaveOutView,
    SendDownView,
    UnitsOpenView,
    UnitsTakeView,
    UnitsView,
)

FILING = "filings/<int:filing_id>"

urlpatterns = [
    path(f"{FILING}/units", UnitsView.as_view(), name="units"),
    path(f"{FILING}/units/open", UnitsOpenView.as_view(), name="units_open"),
    path(f"{FILING}/units/take", UnitsTakeView.as_view(), name="units_take"),
    path(f"{FILING}/send-down", SendDownView.as_view(), name="send_down"),
    path(f"{FILING}/leave-out", LeaveOutView.as_view(), name="leave_out"),
]
