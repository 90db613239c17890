"""How fast Dateline is, measured beside what it stands on."""
