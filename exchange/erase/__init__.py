"""A person's record, an account, a clinic: taken out whole, with a receipt."""
