"""Synthetic people with ALS, for the demo, for trying things and for measuring speed. Nobody's data.

Pure until ``store``: the same generator of numpy and the same last day give the same people.
"""
