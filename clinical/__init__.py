"""The arithmetic of the disease: pure functions from arrays to frozen dataclasses. ``README.md`` says how and why."""

ENGINE = "2026-11.8"  # raise it when a method changes: reports made by another engine are computed again
