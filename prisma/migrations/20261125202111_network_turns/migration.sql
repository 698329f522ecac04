-- AlterTable
ALTER TABLE "ajax_sim" ADD COLUMN     "condition_at" TIMESTAMPTZ(3);

-- Hand-written from here on.

-- The network looks for commands whose turn it is. A new command, or another place or condition of the card, is a new
-- start: it is sent at once, whatever the last one waited for.
DROP INDEX ajax_sim_unanswered;
CREATE INDEX ajax_sim_unanswered ON ajax_sim (next_try_at NULLS FIRST) WHERE reported_version < desired_version;
CREATE FUNCTION ajax_sim_starts_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.next_try_at := NULL;
  NEW.attempts := 0;
  RETURN NEW;
END $$;
CREATE TRIGGER ajax_sim_starts_anew BEFORE UPDATE ON ajax_sim FOR EACH ROW
  WHEN (NEW.desired_version > OLD.desired_version OR NEW.hub_id IS DISTINCT FROM OLD.hub_id OR NEW.condition <> OLD.condition)
  EXECUTE FUNCTION ajax_sim_starts_anew();
