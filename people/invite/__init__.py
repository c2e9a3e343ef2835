"""Asking someone in: the questions, the letter or the sheet, and what becomes of an invitation that was made."""
