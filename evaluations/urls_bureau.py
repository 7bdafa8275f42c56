"""Routes of those who run the portal: the year, departments, accounts, the log."""

from django.urls import path

from .views.bureau import (
    account_roles,
    accounts,
    cycles,
    departments,
    held_presets,
    log,
    presets,
    purges,
    reviewers,
    year,
)

urlpatterns = [
    path("year/", year.year, name="year"),
    path("year/open", cycles.year_open, name="year_open"),
    path("year/<int:cycle_id>/", year.year_cycle, name="year_cycle"),
    path("year/<int:cycle_id>/windows", cycles.year_windows, name="year_windows"),
    path("year/<int:cycle_id>/reviewers", reviewers.year_reviewers, name="year_reviewers"),
    path("year/<int:cycle_id>/shares", reviewers.year_share, name="year_share"),
    path("year/<int:cycle_id>/presets/", presets.presets, name="presets"),
    path("year/<int:cycle_id>/presets/held", held_presets.presets_held, name="presets_held"),
    path("presets/<int:preset_id>/withdraw", held_presets.presets_withdraw, name="presets_withdraw"),
    path("year/<int:cycle_id>/purges", purges.year_purges, name="year_purges"),
    path("year/<int:cycle_id>/close", year.year_close, name="year_close"),
    path("assignments/<int:assignment_id>/remove", reviewers.year_unassign, name="year_unassign"),
    path("departments/", departments.departments, name="departments"),
    path("departments/add", departments.departments_add, name="departments_add"),
    path("departments/<int:department_id>/", departments.departments_edit, name="departments_edit"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/add", accounts.accounts_add, name="accounts_add"),
    path("accounts/<int:user_id>/", accounts.accounts_edit, name="accounts_edit"),
    path("accounts/<int:user_id>/roles", account_roles.accounts_grant, name="accounts_grant"),
    path("accounts/<int:user_id>/hand-over", accounts.accounts_hand_over, name="accounts_hand_over"),
    path("accounts/<int:user_id>/password", accounts.accounts_password, name="accounts_password"),
    path("memberships/<int:membership_id>/end", account_roles.accounts_end, name="accounts_end"),
    path("log/", log.log, name="log"),
]
