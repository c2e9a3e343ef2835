"""How long backups are kept: the one place that says so, also on receipts of what was erased."""

import datetime as dt

DAILY, WEEKLY, MONTHLY = 7, 4, 12  # how many of each
HELD = dt.timedelta(days=31 * MONTHLY)  # after which the oldest is gone
