"""What a clinic looks at again: what is due, and what the team answered to it."""
