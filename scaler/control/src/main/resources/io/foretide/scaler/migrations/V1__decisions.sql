-- What was decided, and what became of it: append-only. Times are ISO-8601 UTC by the job's clock.
CREATE TABLE decision (
  job         TEXT NOT NULL,
  id          TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('hold', 'up', 'down')),
  from_size   INTEGER NOT NULL,
  to_size     INTEGER NOT NULL,
  reason      TEXT NOT NULL,
  basis       TEXT,
  adjustments TEXT NOT NULL,
  refused     TEXT,
  PRIMARY KEY (job, id)
) STRICT;

CREATE TABLE outcome (
  job         TEXT NOT NULL,
  decision_id TEXT NOT NULL,
  recorded    INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  FOREIGN KEY (job, decision_id) REFERENCES decision (job, id)
) STRICT;

CREATE TRIGGER decision_is_final_u BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
CREATE TRIGGER decision_is_final_d BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
CREATE TRIGGER outcome_is_final_u BEFORE UPDATE ON outcome BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
CREATE TRIGGER outcome_is_final_d BEFORE DELETE ON outcome BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;

-- The planner's memory: only the newest counts.
CREATE TABLE planner_state (
  job   TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT;
