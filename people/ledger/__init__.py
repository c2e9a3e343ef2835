"""The ledger of a record: who may see it, who was asked, what has ended."""
