"""Spreadsheets of tables, departments and accounts: templates, exports, upload, preview, confirmation."""
