"""Reports for people: one HTML file, from events with their documents."""
