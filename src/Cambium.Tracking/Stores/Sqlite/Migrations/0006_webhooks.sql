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
