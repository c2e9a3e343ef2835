"""Why nothing is given."""


class Refused(Exception):
    """With the sentence that says why."""
