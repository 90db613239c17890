"""Document to claims: triage, parse, triggers, arguments, attribution, assembly."""
