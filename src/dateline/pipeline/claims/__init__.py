"""Document to claims: triage, parse, triggers, arguments, attribution, assembly."""

from dateline.pipeline.claims.spacy_import import import_spacy

import_spacy()
