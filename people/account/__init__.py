"""How people come in, and what they say of themselves: allauth's parts, in this site's look and by its rules."""
