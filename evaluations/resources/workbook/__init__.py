"""The workbook of a whole filing: made from the document, filled in offline, brought back, compared three ways."""
