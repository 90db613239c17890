"""Builds the base map of the review app."""
