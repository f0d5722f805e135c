-- The log. Rows are inserted, never changed; docs/schema.md says what `hash` covers.
CREATE TABLE event (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    log_index BIGINT NOT NULL,
    body TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (municipality, case_id, seq)
);
CREATE UNIQUE INDEX event_log ON event (municipality, log_index);
