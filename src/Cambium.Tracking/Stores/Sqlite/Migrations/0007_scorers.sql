-- Scorers: functions that judge traces, in versions, as the client wrote them down. last_version is never given again while the scorer is there.

CREATE TABLE scorers (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    last_version INTEGER NOT NULL,
    UNIQUE (experiment_id, name)
);

CREATE TABLE scorer_versions (
    scorer INTEGER NOT NULL REFERENCES scorers (row) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    created INTEGER NOT NULL,
    PRIMARY KEY (scorer, version)
);
