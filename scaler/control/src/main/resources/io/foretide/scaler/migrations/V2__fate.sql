-- What became of a decision is a word of its own; "refused" held recommendations and failures as well.
DROP TRIGGER decision_is_final_u;

ALTER TABLE decision RENAME COLUMN refused TO why;
-- Milliseconds since 1970 by the job's clock: times as text do not sort once some have fractions.
ALTER TABLE decision ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE decision ADD COLUMN fate TEXT NOT NULL DEFAULT 'held'
  CHECK (fate IN ('held', 'applied', 'refused', 'failed', 'recommended'));
-- Which kind of reason; not known of what was written before.
ALTER TABLE decision ADD COLUMN reason_id TEXT;

-- Until now the id was the only place of the time, and the sentence the only trace of the fate. A request that was lost on its
-- way was worded by the network: it counts as refused.
UPDATE decision SET
  at = CAST(round((julianday(id) - 2440587.5) * 86400000) AS INTEGER),
  fate = CASE
    WHEN kind = 'hold' THEN 'held'
    WHEN why IS NULL THEN 'applied'
    WHEN why LIKE 'the mode is %' OR why LIKE '% scales it too' OR why = 'this is a plan' THEN 'recommended'
    WHEN why LIKE 'the target failed: %' THEN 'failed'
    ELSE 'refused'
  END;

CREATE TRIGGER decision_is_final_u BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
