"""Where coded documents, their claims, the events they add up to, and the runs are kept."""
