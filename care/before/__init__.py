"""Before a visit: what matters, asked of the person and of who helps them."""
