"""Spreadsheets: files read with suspicion, templates and exports written, rows cleaned by import-export's Resource."""
