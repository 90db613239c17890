-- What documents tell of acts, as linking compares it, and as coding left it: acts is a JSON list.
-- The version is that of what made it.
CREATE TABLE coded_acts (
    document_id TEXT PRIMARY KEY REFERENCES documents (id),
    version TEXT NOT NULL,
    acts TEXT NOT NULL
) WITHOUT ROWID;

-- The state of the last linking, from which the next goes on: the acts and their events, the blocks
-- they stand in, and the edges between acts that are likely one, in both directions.
CREATE TABLE acts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX acts_by_document ON acts (document_id);
CREATE INDEX acts_by_event ON acts (event_id);

CREATE TABLE act_blocks (
    key INTEGER NOT NULL,
    act INTEGER NOT NULL,
    asks INTEGER NOT NULL,
    PRIMARY KEY (key, act)
) WITHOUT ROWID;

CREATE TABLE act_edges (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;

CREATE TABLE act_ties (
    key INTEGER NOT NULL,
    act INTEGER NOT NULL,
    PRIMARY KEY (key, act)
) WITHOUT ROWID;

-- One row, if there is a state to go on from: which linker made it.
CREATE TABLE linker (
    version TEXT NOT NULL
);
