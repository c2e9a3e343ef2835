"""Visits: what is said at one, written, read, kept as a draft, and shown."""
