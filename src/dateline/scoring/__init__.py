"""How good Dateline is: what it found against what people marked, one module per task."""
