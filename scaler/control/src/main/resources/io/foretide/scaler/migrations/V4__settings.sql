-- What a job is planned with, from each change of it on: settings that were tuned, as JSON, or the configuration alone.
CREATE TABLE settings (
    job TEXT NOT NULL,
    at INTEGER NOT NULL,
    tuned TEXT,
    PRIMARY KEY (job, at)
);
