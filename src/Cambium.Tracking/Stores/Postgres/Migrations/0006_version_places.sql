-- Whether files belong to a version is asked whenever a file is written. An index of PostgreSQL does not take the longest URIs, and no folder's name needs them.

CREATE INDEX model_versions_by_download_uri ON model_versions (substr(download_uri, 1, 500));
