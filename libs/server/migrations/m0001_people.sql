-- Who may sign in, who has, and what was answered to whom. No password and no session token is in here, only what checks them.
CREATE TABLE installation (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
CREATE TABLE staff (
    municipality TEXT NOT NULL,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    password TEXT NOT NULL,
    one_time BIGINT NOT NULL,
    closed BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    locked_until_us BIGINT,
    made_us BIGINT NOT NULL,
    PRIMARY KEY (municipality, login)
);
CREATE TABLE session (
    municipality TEXT NOT NULL,
    token TEXT NOT NULL,
    login TEXT NOT NULL,
    reader TEXT,
    started_us BIGINT NOT NULL,
    used_us BIGINT NOT NULL,
    PRIMARY KEY (municipality, token),
    FOREIGN KEY (municipality, login) REFERENCES staff (municipality, login)
);
CREATE INDEX session_login ON session (municipality, login);
CREATE TABLE answer (
    municipality TEXT NOT NULL,
    login TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status BIGINT NOT NULL,
    type TEXT NOT NULL,
    location TEXT NOT NULL,
    body TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (municipality, login, key)
);
CREATE INDEX answer_age ON answer (at_us);
