-- By what pairs of acts are screened: of each act of the last linking so many bytes. What was linked
-- without them is linked anew.
CREATE TABLE act_outlines (
    act INTEGER PRIMARY KEY,
    outline BLOB NOT NULL
);
DELETE FROM linker;
