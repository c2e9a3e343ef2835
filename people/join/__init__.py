"""The way in: what a link or a code opens, to whom, and the answer to it."""
