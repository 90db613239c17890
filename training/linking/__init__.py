"""Trains the weights by which documents are linked; not shipped."""
