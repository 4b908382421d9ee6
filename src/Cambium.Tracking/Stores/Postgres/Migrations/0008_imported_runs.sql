-- Runs that were imported, and those whose import was broken off: tags can be deleted, and this cannot.
CREATE TABLE imported_runs (
    run BIGINT PRIMARY KEY REFERENCES runs (row) ON DELETE CASCADE,
    source TEXT NOT NULL,
    is_whole BIGINT NOT NULL
);

INSERT INTO imported_runs (run, source, is_whole) SELECT run, value, 1 FROM tags WHERE key = 'cambium.imported_from';
