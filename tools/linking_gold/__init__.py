"""Compose and check the linking set (``evaluation/linking``)."""
