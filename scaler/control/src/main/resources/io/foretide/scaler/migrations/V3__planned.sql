-- The sizes planned for the next half hour, as JSON; not known of what was written before.
ALTER TABLE decision ADD COLUMN planned TEXT;
