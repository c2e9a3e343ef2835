"""One summary, handed to somebody without an account: the sheet with its link and code, the page that they open, and
the same as a SMART Health Link for a program."""
