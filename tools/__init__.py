"""Scripts that build what Dateline ships as data."""
