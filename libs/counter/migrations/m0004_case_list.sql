-- Where each case stands, for lists and statistics: derived from the events and made anew from them at any time
-- (docs/schema.md). Nothing in it names a person.
CREATE TABLE case_list (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    procedure_id TEXT NOT NULL,
    last_step TEXT,
    suspended_reason TEXT,
    diverted_from TEXT,
    outcome TEXT,
    events BIGINT NOT NULL,
    opened_us BIGINT NOT NULL,
    opened_day BIGINT NOT NULL,
    changed_us BIGINT NOT NULL,
    closed_us BIGINT,
    closed_day BIGINT,
    PRIMARY KEY (municipality, case_id)
);
-- The work list stays short however many cases were closed.
CREATE INDEX case_list_work ON case_list (municipality, opened_us) WHERE outcome IS NULL;
CREATE INDEX case_list_opened ON case_list (municipality, opened_day);
CREATE INDEX case_list_closed ON case_list (municipality, closed_day);
