"""What people rule of events, and how events came to be what they are."""
