create table job (
    id integer primary key,
    name text not null unique
);

-- Ordered feature names of a payload, as a JSON array.
create table feature_schema (
    id integer primary key,
    names text not null unique
);

-- One version of one minute of one job. seq grows with every write, so that a reader can ask for what is new.
create table feature_row (
    seq integer primary key autoincrement,
    job integer not null references job (id),
    minute integer not null,      -- minutes since the epoch
    recorded_at integer not null, -- milliseconds since the epoch, by the job's clock
    schema integer not null references feature_schema (id),
    payload blob not null,        -- one big-endian double per name of the schema; NaN is missing
    unique (job, minute, recorded_at)
);
