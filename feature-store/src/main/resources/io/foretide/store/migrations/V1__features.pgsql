-- Names are compared byte by byte, as SQLite does.
create table job (
    id bigint generated always as identity primary key,
    name text collate "C" not null unique
);

-- Ordered feature names of a payload, as a JSON array: too long a text for an index of its own.
create table feature_schema (
    id bigint generated always as identity primary key,
    names text collate "C" not null
);

create unique index feature_schema_names on feature_schema (hashtextextended(names, 0));

-- One version of one minute of one job. seq grows with every write of a job, and is seen in that order, so that a reader can ask
-- for what is new of it.
create table feature_row (
    seq bigint generated always as identity,
    job bigint not null references job (id),
    minute bigint not null,      -- minutes since the epoch
    recorded_at bigint not null, -- milliseconds since the epoch, by the job's clock
    schema bigint not null references feature_schema (id),
    payload bytea not null,      -- one big-endian double per name of the schema; NaN is missing
    primary key (job, seq),
    unique (job, minute, recorded_at)
);
