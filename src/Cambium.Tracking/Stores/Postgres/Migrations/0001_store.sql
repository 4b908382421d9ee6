-- The version of these tables, the number of the last migration; its one row tells a store from another program's tables.
CREATE TABLE cambium_store (
    version BIGINT NOT NULL
);

INSERT INTO cambium_store (version) VALUES (0);
