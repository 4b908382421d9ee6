-- The version of these tables, the number of the last migration; its one row tells a store from another program's tables.
CREATE TABLE cambium_store (
    version BIGINT NOT NULL
);

INSERT INTO cambium_store (version) VALUES (0);

-- Writes of the last hour that must not take place twice: a program that lost the answer to a COMMIT finds here whether it took place.
CREATE TABLE recent_writes (
    token UUID PRIMARY KEY,
    time TIMESTAMPTZ NOT NULL DEFAULT now()
);
