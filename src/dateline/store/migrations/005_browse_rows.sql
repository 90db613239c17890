-- What browsing filters and counts by, a row an event, worked out from its record and its claims
-- when it is first looked for. A row whose stamp is not that of its event is out of date.
CREATE TABLE browse_rows (
    event_id TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    row TEXT NOT NULL
) WITHOUT ROWID;
