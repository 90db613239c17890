"""Build the gazetteer that ships with Dateline."""
