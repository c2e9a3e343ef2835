from tests.settings import SQLITE

# A file and a queue in memory do not hang; how many pages a database may have is SQLite's to be told.
collect_ignore = ["test_hanging.py"] if SQLITE else ["test_full_disk.py"]
