"""Tests of the extractors: one folder a kind."""
