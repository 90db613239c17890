"""Article to event; the stages in data order are articles, claims, grounding, linking."""
