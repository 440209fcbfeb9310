-- What is older than models look back may go; everything else stays as it was written.
DROP TRIGGER decision_is_final ON decision;
DROP TRIGGER outcome_is_final ON outcome;
CREATE FUNCTION is_recent(at bigint) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT at > (extract(epoch FROM now()) - 43 * 86400) * 1000 $$;
CREATE FUNCTION recent_decision_is_final() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN
    IF TG_OP = 'DELETE' AND NOT is_recent(OLD.at) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the decision log is append-only';
  END $$;
CREATE FUNCTION recent_outcome_is_final() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN
    IF TG_OP = 'DELETE'
      AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.job = OLD.job AND d.id = OLD.decision_id AND is_recent(d.at))
    THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the decision log is append-only';
  END $$;
CREATE TRIGGER decision_is_final BEFORE UPDATE OR DELETE ON decision
  FOR EACH ROW EXECUTE FUNCTION recent_decision_is_final();
CREATE TRIGGER outcome_is_final BEFORE UPDATE OR DELETE ON outcome
  FOR EACH ROW EXECUTE FUNCTION recent_outcome_is_final();
DROP FUNCTION decision_is_final();
