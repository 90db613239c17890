"""What the field knows, as data with origin and licence, and the readers that check it."""
