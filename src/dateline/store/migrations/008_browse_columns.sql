-- What browsing filters and counts by, as arrays of all events at once, with the linking and the
-- revision that they show. What changed since is found by these indexes.
DROP TABLE browse_rows;
CREATE TABLE browse_columns (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    linking INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    columns BLOB NOT NULL
);
CREATE INDEX claims_by_revision ON claims (revision);
CREATE INDEX documents_by_revision ON documents (revision);
CREATE INDEX copies_by_revision ON copies (revision);
CREATE INDEX past_copies_by_end ON past_copies (until);
