"""The trained extractor: scores of triggers, arguments, attributions and role fillers."""
