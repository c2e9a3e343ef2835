"""Nothing but how property tests run: this room needs no database and no Django."""

from tests import properties  # noqa: F401  loads the profile
