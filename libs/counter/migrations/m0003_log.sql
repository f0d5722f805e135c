-- The order of the log apart from the events, so that storing one waits for no other (docs/schema.md).
-- Events of before wait for their places in the order that they had.
CREATE TABLE log_entry (
    municipality TEXT NOT NULL,
    log_index BIGINT NOT NULL,
    case_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (municipality, log_index)
);
CREATE UNIQUE INDEX log_entry_event ON log_entry (municipality, case_id, seq);
CREATE TABLE log_waiting (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (municipality, case_id, seq)
);
CREATE TABLE log_head (
    municipality TEXT NOT NULL,
    tree_size BIGINT NOT NULL,
    public_key BLOB NOT NULL,
    head TEXT NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (municipality, tree_size, public_key)
);
INSERT INTO log_waiting (municipality, case_id, seq, at_us) SELECT municipality, case_id, seq, log_index FROM event;
DROP INDEX event_log;
ALTER TABLE event DROP COLUMN log_index;
ALTER TABLE event DROP COLUMN previous;
ALTER TABLE event DROP COLUMN hash;
