-- Decisions are only ever added. digest covers the row and the digest of the row before it.
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    recorded TEXT NOT NULL,
    author TEXT NOT NULL,
    revision INTEGER NOT NULL,
    record TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE TRIGGER decisions_follow_each_other BEFORE INSERT ON decisions
WHEN new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM decisions)
    OR EXISTS (SELECT 1 FROM decisions WHERE id = new.id) BEGIN
    SELECT RAISE(ABORT, 'decisions are only added at the end');
END;
CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'decisions are never changed');
END;
CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'decisions are never deleted');
END;

-- A revision is the number in changes.claims after a change. Each linking is a state that can be
-- read again: what stood at its revision, with its decisions, the first so many, and their digest.
CREATE TABLE linkings (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    run_id INTEGER REFERENCES runs (id),
    revision INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    digest TEXT NOT NULL
);
INSERT INTO linkings (number, at, run_id, revision, decisions, digest)
SELECT 1, at, NULL, (SELECT linked FROM changes), 0, ''
FROM (SELECT max(coalesce(finished, started)) AS at FROM runs)
WHERE at IS NOT NULL AND EXISTS (SELECT 1 FROM events);

-- What changed since the last linking, and by which revision.
CREATE TABLE changed_documents (
    document_id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO changed_documents (document_id, revision)
SELECT id, (SELECT claims FROM changes) FROM documents
WHERE (SELECT claims <> linked FROM changes);

-- revision is the one since which a row stands so; past rows stood so before revision until.
-- seed is the id of the event whose first claim this is.
ALTER TABLE claims ADD COLUMN seed TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
UPDATE claims SET seed = event_id_of(id);
CREATE INDEX claims_by_seed ON claims (seed);

CREATE TABLE past_claims (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
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
    record TEXT NOT NULL,
    seed TEXT NOT NULL,
    revision INTEGER NOT NULL,
    until INTEGER NOT NULL
);
CREATE INDEX past_claims_by_document ON past_claims (document_id);
CREATE INDEX past_claims_by_seed ON past_claims (seed);
CREATE INDEX past_claims_by_id ON past_claims (id);

ALTER TABLE documents ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TABLE past_documents (
    number INTEGER NOT NULL,
    id TEXT NOT NULL REFERENCES documents (id),
    path TEXT,
    url TEXT,
    outlet TEXT,
    title TEXT,
    byline TEXT,
    dateline TEXT,
    published TEXT,
    published_basis TEXT,
    language TEXT,
    record TEXT NOT NULL,
    revision INTEGER NOT NULL,
    until INTEGER NOT NULL
);
CREATE INDEX past_documents_by_id ON past_documents (id);

ALTER TABLE copies ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TABLE past_copies (
    document_id TEXT NOT NULL REFERENCES documents (id),
    origin TEXT NOT NULL,
    path TEXT,
    url TEXT,
    outlet TEXT,
    published TEXT,
    record TEXT NOT NULL,
    revision INTEGER NOT NULL,
    until INTEGER NOT NULL
);
CREATE INDEX past_copies_by_document ON past_copies (document_id);

-- valid_from is the number of the linking that made an event what it is; past events were so
-- before linking valid_until.
ALTER TABLE events ADD COLUMN valid_from INTEGER NOT NULL DEFAULT 1;
CREATE INDEX events_by_start ON events (valid_from);
CREATE TABLE past_events (
    id TEXT NOT NULL,
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
    disputed INTEGER NOT NULL,
    record TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER NOT NULL,
    PRIMARY KEY (id, valid_from)
);
CREATE INDEX past_events_by_start ON past_events (valid_from);
CREATE INDEX past_events_by_end ON past_events (valid_until);
