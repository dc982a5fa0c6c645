"""Dates and deadlines."""
