"""What who looks after the site sees of it."""
