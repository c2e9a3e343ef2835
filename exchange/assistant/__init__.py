"""Other people's files in the browser: told apart, looked at, asked about, and then brought in whole or not at all."""
