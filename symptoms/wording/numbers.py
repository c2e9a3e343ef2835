"""A recorded number as it is written for people."""

from django.utils.formats import number_format


def written(value: float) -> str:
    """``71,5`` where the reader's language writes a comma; no more digits than were recorded, thousands not divided."""
    return number_format(f"{value:.12g}", use_l10n=True, force_grouping=False)
