"""Figures: numbers, units, qualifiers, and what is no figure."""
