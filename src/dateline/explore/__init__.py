"""Browsing many events at once: filtering, counting, sorting, maps and timelines."""
