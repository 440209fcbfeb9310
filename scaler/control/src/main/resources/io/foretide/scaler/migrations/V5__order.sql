-- Outcomes are numbered by decision, and many jobs share a log: neither is looked for among those of all.
CREATE UNIQUE INDEX outcome_in_order ON outcome (job, decision_id, recorded);
CREATE INDEX decision_in_order ON decision (job, at);
