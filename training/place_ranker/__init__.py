"""Trains the ranker of places; not shipped."""
