-- The events of the acts that coding found, each as if no other document told of it: compressed
-- JSON. The linker is the version of what made them.
ALTER TABLE coded_acts ADD COLUMN linker TEXT NOT NULL DEFAULT '';
ALTER TABLE coded_acts ADD COLUMN drafts BLOB;
