"""Backup and restore: one file that holds a site's database, in a form for either database program.

A zip, and as ``.zip.age`` that zip encrypted:

- ``database.dump`` (``pg_dump --format=custom``) or ``database.sqlite3``: for the program that it came from;
- ``tables/NAME.jsonl``: a line a row, for the other one;
- ``manifest.json``: when, of which migrations, what stands in each table, and the SHA-256 of each member.

All of it is of one moment, also while people write. Files are none among it: letters, PDFs and imports are rows, and
what else stands in ``ALSWEAK_VAR`` is made anew. The secret is not in it either: what it encrypts stays closed to
whoever finds a backup alone.
"""
