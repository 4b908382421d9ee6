-- What MLflow's protocol speaks of: lifecycles, tags of experiments, datasets, logged models, stages, aliases. Runs get a short number, row, that other
-- tables refer to. Points of metrics lie in blobs (see MetricBlob): batches as they came, and, sorted and each once, chunks.
-- Times are milliseconds since 1970-01-01 UTC.

ALTER TABLE experiments RENAME TO old_experiments;
ALTER TABLE runs RENAME TO old_runs;
ALTER TABLE parameters RENAME TO old_parameters;
ALTER TABLE tags RENAME TO old_tags;
ALTER TABLE metrics RENAME TO old_metrics;
ALTER TABLE metric_points RENAME TO old_metric_points;
ALTER TABLE registered_models RENAME TO old_registered_models;
ALTER TABLE model_versions RENAME TO old_model_versions;
ALTER TABLE model_aliases RENAME TO old_model_aliases;
DROP INDEX runs_by_experiment;
DROP INDEX model_versions_by_run;

CREATE TABLE experiments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    artifact_location TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER
);

CREATE TABLE experiment_tags (
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (experiment_id, key)
) WITHOUT ROWID;

-- deleted is when; NULL while not. The owner is the process that writes the run, where it may be watched.
CREATE TABLE runs (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id),
    name TEXT NOT NULL,
    user_id TEXT NOT NULL,
    status TEXT NOT NULL,
    started INTEGER NOT NULL,
    ended INTEGER,
    artifact_uri TEXT NOT NULL,
    deleted INTEGER,
    heard_of INTEGER NOT NULL,
    owner_machine TEXT,
    owner_process INTEGER,
    owner_process_started INTEGER
);

CREATE INDEX runs_by_experiment ON runs (experiment_id, started);

CREATE TABLE parameters (
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
) WITHOUT ROWID;

CREATE TABLE tags (
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, key)
) WITHOUT ROWID;

-- Names of metrics; never deleted, so that a program may remember them.
CREATE TABLE metric_keys (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- Each metric's latest point, the greatest (step, time, value); NaN is is_nan = 1 with value 0, and so sorts as 0. The metrics of one name lie together,
-- since a search looks at one name of many runs.
CREATE TABLE latest_metrics (
    key INTEGER NOT NULL REFERENCES metric_keys (id),
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    step INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    PRIMARY KEY (key, run)
) WITHOUT ROWID;

CREATE INDEX latest_metrics_by_run ON latest_metrics (run);

CREATE TABLE metric_batches (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    points BLOB NOT NULL
);

CREATE INDEX metric_batches_by_run ON metric_batches (run);

CREATE TABLE metric_chunks (
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    key INTEGER NOT NULL REFERENCES metric_keys (id),
    chunk INTEGER NOT NULL,
    points BLOB NOT NULL,
    PRIMARY KEY (run, key, chunk)
);

CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    source_type TEXT NOT NULL,
    source TEXT NOT NULL,
    schema TEXT,
    profile TEXT,
    UNIQUE (experiment_id, name, digest)
);

CREATE TABLE dataset_inputs (
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
    PRIMARY KEY (run, dataset_id)
) WITHOUT ROWID;

CREATE TABLE dataset_input_tags (
    run INTEGER NOT NULL,
    dataset_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, dataset_id, key),
    FOREIGN KEY (run, dataset_id) REFERENCES dataset_inputs (run, dataset_id) ON DELETE CASCADE
) WITHOUT ROWID;

-- Edges between runs and logged models, which are not looked up: a model outlives neither its deletion nor that of its run.
CREATE TABLE run_model_inputs (
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    model_id TEXT NOT NULL,
    PRIMARY KEY (run, model_id)
) WITHOUT ROWID;

CREATE TABLE run_model_outputs (
    run INTEGER NOT NULL REFERENCES runs (row) ON DELETE CASCADE,
    model_id TEXT NOT NULL,
    step INTEGER NOT NULL,
    PRIMARY KEY (run, model_id)
) WITHOUT ROWID;

-- status is a number of LoggedModelStatus.
CREATE TABLE logged_models (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    model_type TEXT,
    source_run_id TEXT,
    status INTEGER NOT NULL,
    artifact_uri TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER
);

CREATE INDEX logged_models_by_experiment ON logged_models (experiment_id, created);

CREATE TABLE logged_model_parameters (
    model INTEGER NOT NULL REFERENCES logged_models (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID;

CREATE TABLE logged_model_tags (
    model INTEGER NOT NULL REFERENCES logged_models (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model, key)
) WITHOUT ROWID;

CREATE TABLE logged_model_metrics (
    model INTEGER NOT NULL REFERENCES logged_models (row) ON DELETE CASCADE,
    key TEXT NOT NULL,
    time INTEGER NOT NULL,
    step INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    value REAL NOT NULL,
    is_nan INTEGER NOT NULL,
    dataset_name TEXT,
    dataset_digest TEXT,
    PRIMARY KEY (model, key, time, step, run_id)
) WITHOUT ROWID;

-- last_version only grows, so that a number is never given twice, also when a version is deleted.
CREATE TABLE registered_models (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    description TEXT,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    last_version INTEGER NOT NULL
);

CREATE TABLE registered_model_tags (
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) WITHOUT ROWID;

-- run_id and logged_model_id are not looked up: a version may outlive its run.
CREATE TABLE model_versions (
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    stage TEXT NOT NULL,
    description TEXT,
    source TEXT NOT NULL,
    download_uri TEXT NOT NULL,
    run_id TEXT,
    run_link TEXT,
    logged_model_id TEXT,
    PRIMARY KEY (model_id, version)
) WITHOUT ROWID;

CREATE INDEX model_versions_by_run ON model_versions (run_id);

CREATE TABLE model_version_tags (
    model_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (model_id, version, key),
    FOREIGN KEY (model_id, version) REFERENCES model_versions (model_id, version) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE model_aliases (
    model_id INTEGER NOT NULL,
    alias TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (model_id, alias),
    FOREIGN KEY (model_id, version) REFERENCES model_versions (model_id, version) ON DELETE CASCADE
) WITHOUT ROWID;

INSERT INTO experiments (id, name, artifact_location, created, updated)
SELECT id, name, 'mlflow-artifacts:/' || id, created, created FROM old_experiments;

INSERT INTO experiments (id, name, artifact_location, created, updated)
SELECT 0, 'Default', 'mlflow-artifacts:/0', CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER)
WHERE NOT EXISTS (SELECT 1 FROM old_experiments);

-- Runs of the earlier version keep their files in EXPERIMENT/RUN; new ones have them in EXPERIMENT/RUN/artifacts.
INSERT INTO runs (id, experiment_id, name, user_id, status, started, ended, artifact_uri, heard_of, owner_machine, owner_process, owner_process_started)
SELECT id, experiment_id, name, '', status, started, ended, 'mlflow-artifacts:/' || experiment_id || '/' || id, heard_of, owner_machine, owner_process, owner_process_started
FROM old_runs ORDER BY started, rowid;

INSERT INTO parameters (run, key, value) SELECT runs.row, old.name, old.value FROM old_parameters AS old JOIN runs ON runs.id = old.run_id;
INSERT INTO tags (run, key, value) SELECT runs.row, old.name, old.value FROM old_tags AS old JOIN runs ON runs.id = old.run_id;
INSERT INTO tags (run, key, value) SELECT row, 'mlflow.runName', name FROM runs WHERE true ON CONFLICT DO UPDATE SET value = excluded.value;
INSERT INTO metric_keys (name) SELECT DISTINCT name FROM old_metrics;
INSERT INTO latest_metrics (key, run, step, time, value, is_nan)
SELECT keys.id, runs.row, old.step, old.time, old.value, old.is_nan
FROM old_metrics AS old JOIN metric_keys AS keys ON keys.name = old.name JOIN runs ON runs.id = old.run_id;

INSERT INTO registered_models (id, name, created, updated, last_version) SELECT id, name, created, created, last_version FROM old_registered_models;
INSERT INTO model_versions (model_id, version, created, updated, stage, source, download_uri, run_id)
SELECT old.model_id, old.version, old.created, old.created, 'None', runs.artifact_uri || '/model', runs.artifact_uri || '/model', old.run_id
FROM old_model_versions AS old JOIN runs ON runs.id = old.run_id;
INSERT INTO model_aliases (model_id, alias, version) SELECT model_id, alias, version FROM old_model_aliases;

DROP TABLE old_model_aliases;
DROP TABLE old_model_versions;
DROP TABLE old_registered_models;
