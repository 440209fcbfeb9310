-- What was decided, and what became of it: append-only. Times are milliseconds since 1970 by the job's clock; ids are compared byte by
-- byte, as SQLite does.
CREATE TABLE decision (
  job         text COLLATE "C" NOT NULL,
  id          text COLLATE "C" NOT NULL,
  at          bigint NOT NULL DEFAULT 0,
  kind        text NOT NULL CHECK (kind IN ('hold', 'up', 'down')),
  from_size   integer NOT NULL,
  to_size     integer NOT NULL,
  reason      text NOT NULL,
  reason_id   text,
  basis       text,
  adjustments text NOT NULL,
  planned     text,
  fate        text NOT NULL DEFAULT 'held' CHECK (fate IN ('held', 'applied', 'refused', 'failed', 'recommended')),
  why         text,
  PRIMARY KEY (job, id)
);

CREATE INDEX decision_in_order ON decision (job, at);

CREATE TABLE outcome (
  job         text COLLATE "C" NOT NULL,
  decision_id text COLLATE "C" NOT NULL,
  recorded    bigint NOT NULL,
  outcome     text NOT NULL,
  PRIMARY KEY (job, decision_id, recorded),
  FOREIGN KEY (job, decision_id) REFERENCES decision (job, id)
);

CREATE FUNCTION decision_is_final() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'the decision log is append-only'; END $$;
CREATE TRIGGER decision_is_final BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION decision_is_final();
CREATE TRIGGER outcome_is_final BEFORE UPDATE OR DELETE ON outcome FOR EACH ROW EXECUTE FUNCTION decision_is_final();

-- The planner's memory: only the newest counts.
CREATE TABLE planner_state (
  job   text COLLATE "C" PRIMARY KEY,
  state text NOT NULL
);

-- What a job is planned with, from each change of it on: settings that were tuned, as JSON, or the configuration alone.
CREATE TABLE settings (
  job   text COLLATE "C" NOT NULL,
  at    bigint NOT NULL,
  tuned text,
  PRIMARY KEY (job, at)
);
