"""The clocks of several machines, and of one that was wrong for a while."""

import datetime as dt

# More than clocks differ by that are set by the network. What says that it was made later than this from now was made
# while a clock was wrong: it counts as made long ago, or nothing would be done about it until that moment has come.
AHEAD = dt.timedelta(minutes=10)
