"""Jobs: what is tried again by itself, and what is kept of one that failed."""
