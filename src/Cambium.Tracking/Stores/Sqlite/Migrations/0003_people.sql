-- People, service tokens and what they may do, browser sessions, and the log of what was done. Roles are numbers of Role. Hashes are lower-case hex.
-- Times are milliseconds since 1970-01-01 UTC.

-- One row: grows with every change of who may do what, so that a server may remember rights for as long as it stands still.
CREATE TABLE people_version (
    version INTEGER NOT NULL
);

INSERT INTO people_version (version) VALUES (0);

-- name_key is the name in lower case. disabled is when; NULL while not.
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    password_version INTEGER NOT NULL,
    role INTEGER NOT NULL,
    is_admin INTEGER NOT NULL,
    created INTEGER NOT NULL,
    disabled INTEGER
);

CREATE TABLE experiment_grants (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    role INTEGER NOT NULL,
    PRIMARY KEY (user_id, experiment_id)
) WITHOUT ROWID;

CREATE INDEX experiment_grants_by_experiment ON experiment_grants (experiment_id);

CREATE TABLE model_grants (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    role INTEGER NOT NULL,
    PRIMARY KEY (user_id, model_id)
) WITHOUT ROWID;

CREATE INDEX model_grants_by_model ON model_grants (model_id);

-- is_scoped stays when the last experiment or model of a token is deleted: the token then opens nothing, rather than everything.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    role INTEGER NOT NULL,
    is_scoped INTEGER NOT NULL,
    created INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    expires INTEGER NOT NULL,
    revoked INTEGER,
    last_used INTEGER
);

CREATE TABLE token_experiments (
    token_id INTEGER NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    PRIMARY KEY (token_id, experiment_id)
) WITHOUT ROWID;

CREATE INDEX token_experiments_by_experiment ON token_experiments (experiment_id);

CREATE TABLE token_models (
    token_id INTEGER NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    PRIMARY KEY (token_id, model_id)
) WITHOUT ROWID;

CREATE INDEX token_models_by_model ON token_models (model_id);

CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires);

-- Each hash covers the entry before and everything of its own (see AuditLog).
CREATE TABLE audit_entries (
    number INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    details TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

-- No wall, since whoever may write the file may drop them; they stop mistakes.
CREATE TRIGGER audit_entries_are_not_changed BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'The audit log is only added to.');
END;

CREATE TRIGGER audit_entries_are_not_deleted BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'The audit log is only added to.');
END;
