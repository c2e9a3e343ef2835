"""An exercise programme: set by the team, answered by the person and who helps them."""
