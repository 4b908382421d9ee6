-- What is known of traces: requests that a program answered. Their spans are files. Times and durations are milliseconds.

CREATE TABLE traces (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    started INTEGER NOT NULL,
    duration INTEGER,
    state TEXT NOT NULL,
    client_request_id TEXT,
    request_preview TEXT,
    response_preview TEXT
);

CREATE INDEX traces_by_experiment ON traces (experiment_id, started);

CREATE TABLE trace_tags (
    trace INTEGER NOT NULL REFERENCES traces (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (trace, key)
) WITHOUT ROWID;

CREATE TABLE trace_metadata (
    trace INTEGER NOT NULL REFERENCES traces (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (trace, key)
) WITHOUT ROWID;

-- run_id is not looked up: a trace may outlive a run.
CREATE TABLE trace_runs (
    trace INTEGER NOT NULL REFERENCES traces (row) ON DELETE CASCADE,
    run_id TEXT NOT NULL,
    PRIMARY KEY (trace, run_id)
) WITHOUT ROWID;

-- content is a JSON object, as the client sent it.
CREATE TABLE trace_assessments (
    trace INTEGER NOT NULL REFERENCES traces (row) ON DELETE CASCADE,
    id TEXT NOT NULL,
    created INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (trace, id)
) WITHOUT ROWID;
