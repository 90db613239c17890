-- What copies of a text are recognised by: digests of its runs of words, 32 bits each, ascending,
-- little-endian. The version is that of what made them.
CREATE TABLE text_sketches (
    number INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL UNIQUE REFERENCES documents (id),
    version TEXT NOT NULL,
    runs BLOB NOT NULL
);

-- The digests by which texts that may be copies are found.
CREATE TABLE sketch_keys (
    key INTEGER NOT NULL,
    sketch INTEGER NOT NULL,
    PRIMARY KEY (key, sketch)
) WITHOUT ROWID;
