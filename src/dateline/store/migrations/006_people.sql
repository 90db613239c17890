-- Who uses the review app, and what they leave there. None of it is part of the record of events.
-- A user without a password is one whom a proxy signs in.
CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'coder', 'adjudicator', 'admin')),
    password TEXT,
    added TEXT NOT NULL
) WITHOUT ROWID;

-- Of sessions and tokens only digests are kept: who reads this file cannot sign in with them.
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    started TEXT NOT NULL,
    ends TEXT NOT NULL,
    address TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user);

CREATE TABLE api_tokens (
    digest TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    label TEXT NOT NULL,
    made TEXT NOT NULL,
    UNIQUE (user, label)
) WITHOUT ROWID;

-- One row: what this store's app signs its forms with.
CREATE TABLE app_key (
    value TEXT NOT NULL
);

CREATE TABLE saved_views (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    made TEXT NOT NULL,
    PRIMARY KEY (owner, name)
) WITHOUT ROWID;

-- How long a decision made in the app took: seconds from opening the page to ruling.
CREATE TABLE decision_notes (
    decision TEXT PRIMARY KEY REFERENCES decisions (id),
    seconds REAL NOT NULL
) WITHOUT ROWID;

-- Second coding. machine is what the machine says of the target, as JSON, when it was assigned.
CREATE TABLE assignments (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL,
    coder TEXT NOT NULL,
    target_kind TEXT NOT NULL CHECK (target_kind IN ('event', 'document')),
    target TEXT NOT NULL,
    suggestions INTEGER NOT NULL CHECK (suggestions IN (0, 1)),
    documents TEXT NOT NULL,
    machine TEXT NOT NULL,
    assigned_by TEXT NOT NULL,
    assigned TEXT NOT NULL,
    UNIQUE (round, coder, target_kind, target)
);
CREATE INDEX assignments_by_coder ON assignments (coder, id);

-- Answers are only ever added; of one assignment the last counts.
CREATE TABLE codings_by_people (
    id INTEGER PRIMARY KEY,
    assignment INTEGER NOT NULL REFERENCES assignments (id),
    answers TEXT NOT NULL,
    seconds REAL,
    made TEXT NOT NULL
);
CREATE INDEX codings_by_assignment ON codings_by_people (assignment, id);

CREATE TABLE adjudications (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target TEXT NOT NULL,
    answers TEXT NOT NULL,
    reason TEXT NOT NULL,
    adjudicator TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE INDEX adjudications_by_target ON adjudications (round, target_kind, target, id);

-- What coding found in documents whose claims people added to or corrected: a JSON list of claims.
CREATE TABLE coded_claims (
    document_id TEXT PRIMARY KEY REFERENCES documents (id),
    claims TEXT NOT NULL
) WITHOUT ROWID;
