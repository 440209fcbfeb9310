-- What is older than models look back may go; everything else stays as it was written.
DROP TRIGGER decision_is_final_d;
DROP TRIGGER outcome_is_final_d;
CREATE TRIGGER decision_is_final_d BEFORE DELETE ON decision
  WHEN OLD.at > (julianday('now') - 2440587.5 - 43) * 86400000
  BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
CREATE TRIGGER outcome_is_final_d BEFORE DELETE ON outcome
  WHEN (SELECT at FROM decision WHERE job = OLD.job AND id = OLD.decision_id) > (julianday('now') - 2440587.5 - 43) * 86400000
  BEGIN SELECT RAISE(ABORT, 'the decision log is append-only'); END;
