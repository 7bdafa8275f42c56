"""The workbook of a whole filing: taken away, brought back, compared, confirmed."""
