-- Personal attributes of a case, sealed. Deleted when retention ends; the log never names them.
CREATE TABLE person (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    key_id BLOB NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (municipality, case_id)
);
