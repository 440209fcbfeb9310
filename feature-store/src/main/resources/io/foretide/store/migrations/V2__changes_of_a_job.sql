-- What is new of one job, without walking through what is new of all.
create index feature_row_of_job on feature_row (job, seq);
