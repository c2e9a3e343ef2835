"""The CSV format, in and out (DESIGN 3): a row per patient, day and source, then measures in any order.

A blank cell was not recorded. What is written here can be read here, and gives the same report.
"""

from exchange.csv_read import read_csv
from exchange.csv_write import csv_parts, write_csv
from exchange.rows import CsvRefused, FileInDoubt, Problem, Row, Rows

__all__ = ["CsvRefused", "FileInDoubt", "Problem", "Row", "Rows", "csv_parts", "read_csv", "write_csv"]
