-- How many fiscal years after the one in which a case was closed its personal attributes are kept.
CREATE TABLE retention (
    municipality TEXT NOT NULL,
    years BIGINT NOT NULL,
    PRIMARY KEY (municipality)
);
