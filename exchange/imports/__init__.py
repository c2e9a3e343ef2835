"""An import as a thing of its own: who brought what, when, and what came of it."""
