"""Django's own PostgreSQL, emptied faster between tests."""
