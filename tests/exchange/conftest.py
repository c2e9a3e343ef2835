"""What runs on which database."""

from tests.settings import SQLITE

# SQLite has one writer at a time, who is alone while a file is written, and while one moment is read.
ALONE = [
    "test_beside_an_import.py",
    "test_killed_at_a_file.py",
    "archive/test_beside_an_archive.py",
    "archive/test_beside_others.py",
]
collect_ignore = [*ALONE, "test_replica.py"] if SQLITE else []  # SQLite has no replica
