-- Heavy work on many jobs, piece by piece, as an engine beyond one machine does it. A run's pieces go when it is a month old.
create table piece_run (
    run text collate "C" primary key,
    begun timestamptz not null default now()
);

create table piece (
    run text collate "C" not null references piece_run (run) on delete cascade,
    number int not null,
    body text not null,              -- JSON of what is to be done
    attempts int not null default 0, -- how often somebody has begun it
    result text,                     -- JSON of what came of it
    primary key (run, number)
);
