"""Many people of one clinic at once, without a name: how many are in which group, and none of under five people."""
