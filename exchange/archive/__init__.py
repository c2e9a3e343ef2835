"""The complete record: a zip of tables with a manifest, out and in again (docs/exchange.md)."""
