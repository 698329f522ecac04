-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "counterpart_id" UUID;

-- Hand-written: pages that are open hear of changes by one channel. A signal says only where to look: what happened is
-- read from the outbox, and a statement signals once, however many rows it writes; one that writes none is silent.
CREATE FUNCTION announce_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added) THEN
    PERFORM pg_notify('portal_live', 'outbox');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER outbox_announced AFTER INSERT ON outbox REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION announce_outbox();

CREATE FUNCTION announce_rollover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_live', 'rollover');
  RETURN NULL;
END $$;

CREATE TRIGGER rollover_run_announced AFTER INSERT OR UPDATE ON rollover_run
  FOR EACH ROW EXECUTE FUNCTION announce_rollover();

-- Companies of one clock share their time, and nobody else's pages show it.
CREATE FUNCTION announce_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_live', 'clock:' || NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER simulation_clock_announced AFTER UPDATE ON simulation_clock
  FOR EACH ROW EXECUTE FUNCTION announce_clock();

-- A payload holds 8,000 bytes: more than 100 people at once are all people.
CREATE FUNCTION announce_bell() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  people uuid[];
BEGIN
  SELECT array_agg(account_id) INTO people FROM (SELECT DISTINCT account_id FROM changed LIMIT 101) few;
  IF cardinality(people) > 100 THEN
    PERFORM pg_notify('portal_live', 'bell:*');
  ELSIF cardinality(people) > 0 THEN
    PERFORM pg_notify('portal_live', 'bell:' || array_to_string(people, ','));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER notification_announced_insert AFTER INSERT ON notification REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION announce_bell();
CREATE TRIGGER notification_announced_update AFTER UPDATE ON notification REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION announce_bell();
