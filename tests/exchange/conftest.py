"""What runs on which database."""

from tests.settings import SQLITE

# SQLite has one writer at a time, who is alone while a file is written.
collect_ignore = ["test_beside_an_import.py", "test_killed_at_a_file.py"] if SQLITE else []
