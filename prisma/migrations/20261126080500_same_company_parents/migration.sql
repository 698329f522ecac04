-- Rows that were written from the very row they name (RELIABILITY I-4): now no other company's can be named.

-- A hub is a company's own, or was shared with it.
ALTER TABLE statement_line ADD CONSTRAINT statement_line_hub_of_company
  FOREIGN KEY (company_id, hub_id) REFERENCES hub_access (company_id, hub_id);
ALTER TABLE statement_correction ADD CONSTRAINT statement_correction_hub_of_company
  FOREIGN KEY (company_id, hub_id) REFERENCES hub_access (company_id, hub_id);
ALTER TABLE difference ADD CONSTRAINT difference_hub_of_company
  FOREIGN KEY (company_id, hub_id) REFERENCES hub_access (company_id, hub_id) ON DELETE SET NULL (hub_id);

-- Packages, lines and requests never change their company, so that a look when the row is written is enough, and the large
-- tables need no further index. It comes after the statement, which may write the parent as well.
CREATE FUNCTION company_of_parent() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  parent uuid := to_jsonb(NEW) ->> TG_ARGV[1];
  owner uuid;
BEGIN
  IF parent IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('SELECT company_id FROM %I WHERE id = $1', TG_ARGV[0]) INTO owner USING parent;
  IF owner IS DISTINCT FROM NEW.company_id THEN
    RAISE EXCEPTION '% violates check constraint "%"', TG_TABLE_NAME, TG_NAME
      USING ERRCODE = '23514', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER company_of_correction_line AFTER INSERT OR UPDATE OF line_id, company_id ON statement_correction
  FOR EACH ROW EXECUTE FUNCTION company_of_parent('statement_line', 'line_id');
CREATE TRIGGER company_of_change_package AFTER INSERT OR UPDATE OF hub_package_id, company_id ON scheduled_change
  FOR EACH ROW EXECUTE FUNCTION company_of_parent('hub_package', 'hub_package_id');
CREATE TRIGGER company_of_change_result AFTER INSERT OR UPDATE OF result_id, company_id ON scheduled_change
  FOR EACH ROW EXECUTE FUNCTION company_of_parent('hub_package', 'result_id');
CREATE TRIGGER company_of_invitation_request AFTER INSERT OR UPDATE OF request_id, company_id ON reseller_invitation
  FOR EACH ROW EXECUTE FUNCTION company_of_parent('connection_request', 'request_id');
