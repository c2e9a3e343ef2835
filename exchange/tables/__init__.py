"""Other people's files: from bytes to a typed table, to what its columns mean, to rows as ours."""
