from tests.settings import SQLITE

collect_ignore = ["test_hanging.py"] if SQLITE else []  # a file and a queue in memory do not hang
