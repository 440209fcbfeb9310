-- Small files of jobs, such as trained models, where several processes share a database and no disk.
create table job_file (
    job text collate "C" not null,
    folder text collate "C" not null,  -- empty: outside all folders
    name text collate "C" not null,
    content bytea not null,
    stored_at bigint not null,         -- milliseconds since the epoch, by the server's clock
    primary key (job, folder, name)
);

-- What is stored are trees and weights, compressed already where it pays.
alter table job_file alter column content set storage external;
