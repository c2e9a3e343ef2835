"""Records for research: without names, with days moved, of those alone who said yes to it (docs/exchange.md)."""
