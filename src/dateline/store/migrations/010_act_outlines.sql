-- By what pairs of acts are screened: of each act of the last linking so many bytes.
CREATE TABLE act_outlines (
    act INTEGER PRIMARY KEY,
    outline BLOB NOT NULL
);
