"""Grounded claims to events: inside a document first, then across documents."""
