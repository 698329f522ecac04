-- AlterTable
ALTER TABLE "rollover_run" ADD COLUMN     "moved_count" INTEGER NOT NULL DEFAULT 0;

-- Hand-written from here on. A run that takes over from one that moved begins where that one ended, with its zone, its
-- SIM and its confirmation (PRODUCT 4.1, F6). It is no activation: the SIM may have been taken out meanwhile, as that of
-- any other running package.
CREATE OR REPLACE FUNCTION hub_package_may_start() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken text;
  previous hub_package;
BEGIN
  IF NOT EXISTS (SELECT FROM package_move m WHERE m.from_status IS NULL AND m.to_status = NEW.status) THEN
    broken := 'hub_package_moves';
  END IF;
  PERFORM FROM company c JOIN dealer_enrollment d ON d.company_id = c.id
    WHERE c.id = NEW.company_id AND c.deleted_at IS NULL FOR SHARE OF c;
  IF NOT FOUND THEN broken := 'hub_package_dealer_enrolled'; END IF;
  PERFORM FROM reseller_connection r WHERE r.id = NEW.connection_id AND r.state = 'OPEN' FOR SHARE;
  IF NOT FOUND THEN broken := 'hub_package_connection_open'; END IF;
  IF NEW.previous_id IS NOT NULL THEN
    SELECT * INTO previous FROM hub_package p WHERE p.id = NEW.previous_id;
    IF previous.hub_id IS DISTINCT FROM NEW.hub_id THEN broken := 'hub_package_previous_same_hub'; END IF;
  END IF;
  IF previous.end_reason = 'MOVED' THEN
    IF (NEW.activated_at, NEW.billing_zone, NEW.sim_id, NEW.offer_id, NEW.confirm_by, NEW.confirmed_at) IS DISTINCT FROM
       (previous.ended_at, previous.billing_zone, previous.sim_id, previous.offer_id, previous.confirm_by,
        CASE WHEN previous.confirmed_at IS NOT NULL THEN greatest(previous.confirmed_at, previous.ended_at) END)
       OR NEW.reseller_id = previous.reseller_id THEN
      broken := 'hub_package_moved_on';
    END IF;
  ELSE
    PERFORM FROM ajax_sim s WHERE s.id = NEW.sim_id AND s.hub_id = NEW.hub_id AND s.kind = 'AJAX'
      AND s.condition = 'OK' AND s.retired_at IS NULL;
    IF NOT FOUND THEN broken := 'hub_package_sim_installed'; END IF;
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'hub_package violates check constraint "%"', broken USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;

-- And a run that ended by moving goes on in another one: no gap, looked at when the transaction commits.
CREATE FUNCTION hub_package_moved_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM hub_package n WHERE n.previous_id = NEW.id AND n.activated_at = NEW.ended_at) THEN
    RAISE EXCEPTION 'hub_package violates check constraint "hub_package_moved_on"'
      USING ERRCODE = '23514', CONSTRAINT = 'hub_package_moved_on';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hub_package_moved_on AFTER UPDATE OF status ON hub_package
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.end_reason = 'MOVED') EXECUTE FUNCTION hub_package_moved_on();

-- Nothing moves without the new reseller's word.
ALTER TABLE scheduled_change ADD CONSTRAINT scheduled_change_approved_first CHECK (status <> 'DONE' OR is_approved);

-- Hubs that run on a connection are counted before it may end, and written down batch by batch.
CREATE INDEX hub_package_live_on ON hub_package (connection_id, status) WHERE status <> 'INACTIVE';
CREATE INDEX reseller_connection_ending ON reseller_connection (id) WHERE state = 'ENDING';
CREATE INDEX move_request_waiting ON move_request (expires_at) WHERE status = 'PENDING';
