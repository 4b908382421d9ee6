-- What happened to registered models, and who did it: rows are only ever added. A model's id is kept after the model is gone, and is never given again.
-- Times are milliseconds since 1970-01-01 UTC.

CREATE TABLE registry_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    model_name TEXT NOT NULL,
    change TEXT NOT NULL,
    version INTEGER,
    key TEXT,
    old_value TEXT,
    new_value TEXT,
    user_id TEXT NOT NULL,
    reason TEXT
);

CREATE INDEX registry_events_by_model ON registry_events (model_id, id);
CREATE INDEX registry_events_by_name ON registry_events (model_name, model_id);
CREATE INDEX model_versions_by_stage ON model_versions (model_id, stage, version);

CREATE TRIGGER registry_events_never_change BEFORE UPDATE ON registry_events
BEGIN
    SELECT RAISE(ABORT, 'The history of the registry is never changed.');
END;

CREATE TRIGGER registry_events_stay BEFORE DELETE ON registry_events
BEGIN
    SELECT RAISE(ABORT, 'The history of the registry is never deleted.');
END;

INSERT INTO registry_events (time, model_id, model_name, change, user_id, reason)
SELECT created, id, name, 'ModelCreated', '', 'There when the history began' FROM registered_models ORDER BY id;

INSERT INTO registry_events (time, model_id, model_name, change, version, user_id, reason)
SELECT versions.created, models.id, models.name, 'VersionCreated', versions.version, '', 'There when the history began'
FROM model_versions AS versions JOIN registered_models AS models ON models.id = versions.model_id ORDER BY models.id, versions.version;

INSERT INTO registry_events (time, model_id, model_name, change, version, old_value, new_value, user_id, reason)
SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), models.id, models.name, 'StageMoved', versions.version, 'None', versions.stage, '', 'There when the history began'
FROM model_versions AS versions JOIN registered_models AS models ON models.id = versions.model_id WHERE versions.stage <> 'None' ORDER BY models.id, versions.version;

INSERT INTO registry_events (time, model_id, model_name, change, version, key, new_value, user_id, reason)
SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER), models.id, models.name, 'AliasSet', aliases.version, aliases.alias, aliases.version, '', 'There when the history began'
FROM model_aliases AS aliases JOIN registered_models AS models ON models.id = aliases.model_id ORDER BY models.id, aliases.alias;

-- What must hold before an alias is pointed at a version; checks is a JSON list of filters.
CREATE TABLE alias_policies (
    model_id INTEGER NOT NULL REFERENCES registered_models (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    checks TEXT NOT NULL,
    approvals INTEGER NOT NULL,
    PRIMARY KEY (model_id, alias)
) WITHOUT ROWID;

-- state is Open, Done or Withdrawn.
CREATE TABLE alias_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    model_id INTEGER NOT NULL,
    alias TEXT NOT NULL,
    version INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    reason TEXT,
    time INTEGER NOT NULL,
    state TEXT NOT NULL,
    FOREIGN KEY (model_id, version) REFERENCES model_versions (model_id, version) ON DELETE CASCADE
);

CREATE INDEX alias_requests_by_model ON alias_requests (model_id, version, id);

CREATE TABLE alias_approvals (
    request_id INTEGER NOT NULL REFERENCES alias_requests (id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    reason TEXT,
    time INTEGER NOT NULL,
    PRIMARY KEY (request_id, user_id)
) WITHOUT ROWID;

-- Who is told of changes. The secret signs what is sent, so it is kept as it is.
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT,
    url TEXT NOT NULL,
    secret TEXT,
    status TEXT NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
);

CREATE TABLE webhook_events (
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    PRIMARY KEY (webhook_id, event)
) WITHOUT ROWID;

CREATE INDEX webhook_events_by_event ON webhook_events (event, webhook_id);

-- What is still to be sent, and what was given up: written in the transaction of the change itself. Rows that were sent are deleted.
-- due is when to try next; NULL where it was given up.
CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id TEXT NOT NULL,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    created INTEGER NOT NULL,
    due INTEGER,
    attempts INTEGER NOT NULL,
    error TEXT
);

CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (due);
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, id);
