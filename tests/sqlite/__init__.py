"""Django's own SQLite, emptied between tests although its audit cannot be changed."""
