CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted')),
    version TEXT NOT NULL,
    codebook TEXT NOT NULL,
    model TEXT NOT NULL,
    arguments TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    process INTEGER NOT NULL,
    host TEXT NOT NULL,
    totals TEXT
);

CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    path TEXT NOT NULL,
    step TEXT NOT NULL,
    reason TEXT NOT NULL,
    document_id TEXT,
    record TEXT NOT NULL
);
CREATE INDEX failures_by_run ON failures (run_id);

-- record is the document as JSON without its text. The text never changes.
CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    path TEXT,
    url TEXT,
    outlet TEXT,
    title TEXT,
    byline TEXT,
    dateline TEXT,
    published TEXT,
    published_basis TEXT,
    language TEXT,
    record TEXT NOT NULL
);
CREATE INDEX documents_by_path ON documents (path);
CREATE INDEX documents_by_published ON documents (published);

-- origin is path and url as a JSON list: where one appearance of a text is from.
CREATE TABLE copies (
    document_id TEXT NOT NULL REFERENCES documents (id),
    origin TEXT NOT NULL,
    path TEXT,
    url TEXT,
    outlet TEXT,
    published TEXT,
    record TEXT NOT NULL,
    PRIMARY KEY (document_id, origin)
);
CREATE INDEX copies_by_path ON copies (path);

CREATE TABLE codings (
    document_id TEXT PRIMARY KEY REFERENCES documents (id),
    metadata_digest TEXT NOT NULL,
    version TEXT NOT NULL,
    codebook TEXT NOT NULL,
    model TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id)
);

CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    type TEXT NOT NULL,
    scope TEXT NOT NULL,
    stage TEXT NOT NULL,
    status TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    country TEXT,
    place TEXT,
    version TEXT NOT NULL,
    codebook TEXT NOT NULL,
    model TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX claims_in_order ON claims (document_id, trigger_start, trigger_end, id);
CREATE INDEX claims_by_type ON claims (type, first_day);
CREATE INDEX claims_by_day ON claims (first_day);
CREATE INDEX claims_by_country ON claims (country, first_day);

-- place_words are the folded words of all places stated for the event.
CREATE TABLE events (
    id TEXT PRIMARY KEY,
    type TEXT,
    scope TEXT,
    stage TEXT,
    status TEXT,
    first_day TEXT,
    last_day TEXT,
    country TEXT,
    admin1 TEXT,
    place TEXT,
    place_words TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    killed_low REAL,
    killed_high REAL,
    independent_sources INTEGER NOT NULL,
    disputed INTEGER NOT NULL CHECK (disputed IN (0, 1)),
    record TEXT NOT NULL
);
CREATE INDEX events_by_type ON events (type, first_day);
CREATE INDEX events_by_day ON events (first_day, last_day);
CREATE INDEX events_by_last_day ON events (last_day);
CREATE INDEX events_by_country ON events (country, first_day);

-- Events are a snapshot of the last linking: their claims may since have been replaced, so that
-- only the documents, which stay, are held by a foreign key.
CREATE TABLE event_claims (
    event_id TEXT NOT NULL REFERENCES events (id),
    claim_id TEXT NOT NULL,
    PRIMARY KEY (event_id, claim_id)
) WITHOUT ROWID;
CREATE INDEX event_claims_by_claim ON event_claims (claim_id);

CREATE TABLE event_documents (
    event_id TEXT NOT NULL REFERENCES events (id),
    document_id TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (event_id, document_id)
) WITHOUT ROWID;
CREATE INDEX event_documents_by_document ON event_documents (document_id);

-- One row: how often documents, copies or claims changed, and that number at the last linking.
CREATE TABLE changes (
    claims INTEGER NOT NULL,
    linked INTEGER NOT NULL
);
INSERT INTO changes (claims, linked) VALUES (0, 0);

CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title,
    text,
    content = 'documents',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text)
    VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents
WHEN old.title IS NOT new.title OR old.text IS NOT new.text BEGIN
    INSERT INTO documents_fts (documents_fts, rowid, title, text)
    VALUES ('delete', old.number, old.title, old.text);
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
