-- DropIndex
DROP INDEX "hub_hub_id_key";

-- DropIndex
DROP INDEX "ajax_sim_iccid_key";

-- AlterTable
ALTER TABLE "hub" ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "ajax_sim" ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "hub_hub_id_idx" ON "hub"("hub_id");

-- CreateIndex
CREATE INDEX "ajax_sim_iccid_idx" ON "ajax_sim"("iccid");

-- Hand-written: rules a schema file cannot say.

-- A hub ID and a card's number are known once, but for rows that stand for the past.
CREATE UNIQUE INDEX hub_id_held_once ON hub (hub_id) WHERE released_at IS NULL;
CREATE UNIQUE INDEX ajax_sim_held_once ON ajax_sim (iccid) WHERE released_at IS NULL;

-- Only what a deleted company has left behind can be taken over, never back, and no services run on it.
CREATE FUNCTION released_of_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.released_at IS DISTINCT FROM OLD.released_at AND (OLD.released_at IS NOT NULL OR NOT EXISTS (
    SELECT FROM company WHERE id = OLD.company_id AND deleted_at IS NOT NULL)) THEN
    RAISE EXCEPTION '% violates check constraint "released_of_deleted"', TG_TABLE_NAME
      USING ERRCODE = '23514', CONSTRAINT = 'released_of_deleted';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER released_of_deleted BEFORE UPDATE OF released_at ON hub
  FOR EACH ROW EXECUTE FUNCTION released_of_deleted();
CREATE TRIGGER released_of_deleted BEFORE UPDATE OF released_at ON ajax_sim
  FOR EACH ROW EXECUTE FUNCTION released_of_deleted();
ALTER TABLE hub ADD CONSTRAINT hub_released_without_service CHECK (released_at IS NULL OR service_status = 'INACTIVE');
