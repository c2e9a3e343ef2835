"""What a care team can offer for each warning sign and each part of the body, and whom to ask."""
