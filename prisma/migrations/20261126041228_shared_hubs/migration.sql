-- CreateEnum
CREATE TYPE "HubAccessKind" AS ENUM ('HOLDER', 'SHARED');

-- DropForeignKey
ALTER TABLE "scheduled_change" DROP CONSTRAINT "scheduled_change_company_id_hub_id_fkey";

-- DropForeignKey
ALTER TABLE "hub_package" DROP CONSTRAINT "hub_package_company_id_hub_id_fkey";

-- DropForeignKey
ALTER TABLE "hub_package" DROP CONSTRAINT "hub_package_company_id_sim_id_fkey";

-- CreateTable
CREATE TABLE "hub_access" (
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "kind" "HubAccessKind" NOT NULL,
    "object_id" UUID,
    "shared_at" TIMESTAMPTZ(3),
    "shared_by_id" UUID,
    "shared_by_name" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "hub_access_pkey" PRIMARY KEY ("company_id","hub_id")
);

-- CreateIndex
CREATE INDEX "hub_access_company_id_object_id_idx" ON "hub_access"("company_id", "object_id");

-- CreateIndex
CREATE INDEX "hub_access_hub_id_idx" ON "hub_access"("hub_id");

-- Whoever holds a hub already, before any key asks for it.
INSERT INTO hub_access (company_id, hub_id, kind, object_id) SELECT company_id, id, 'HOLDER', object_id FROM hub;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub_access"("company_id", "hub_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_access" ADD CONSTRAINT "hub_access_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_access" ADD CONSTRAINT "hub_access_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_access" ADD CONSTRAINT "hub_access_company_id_object_id_fkey" FOREIGN KEY ("company_id", "object_id") REFERENCES "secured_object"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub_access"("company_id", "hub_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_sim_id_fkey" FOREIGN KEY ("sim_id") REFERENCES "ajax_sim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written from here on.

-- Whoever holds a hub has a row from the moment the hub is there, under the object the hub is in.
CREATE FUNCTION hub_access_of_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO hub_access (company_id, hub_id, kind, object_id) SELECT company_id, id, 'HOLDER', object_id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER hub_access_of_holder AFTER INSERT ON hub
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hub_access_of_holder();
CREATE FUNCTION hub_access_follows_hub() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE hub_access SET object_id = NEW.object_id WHERE company_id = NEW.company_id AND hub_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER hub_access_follows_hub AFTER UPDATE OF object_id ON hub
  FOR EACH ROW WHEN (NEW.object_id <> OLD.object_id) EXECUTE FUNCTION hub_access_follows_hub();

-- One holder and one second company at a time; the second is another one, gets the hub from a living holder, and gives it
-- back only with no services of its own on it. Which row is whose never changes.
CREATE UNIQUE INDEX hub_access_one_of_a_kind ON hub_access (hub_id, kind) WHERE ended_at IS NULL;
CREATE INDEX hub_access_shared ON hub_access (company_id) WHERE kind = 'SHARED' AND ended_at IS NULL;
ALTER TABLE hub_access ADD CONSTRAINT hub_access_columns_agree CHECK (
  CASE kind
    WHEN 'HOLDER' THEN object_id IS NOT NULL AND num_nonnulls(shared_at, shared_by_id, shared_by_name, ended_at) = 0
    ELSE num_nulls(shared_at, shared_by_id, shared_by_name) = 0 AND (ended_at IS NULL OR ended_at >= shared_at)
  END);
CREATE FUNCTION hub_access_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken text;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.company_id, NEW.hub_id, NEW.kind) IS DISTINCT FROM (OLD.company_id, OLD.hub_id, OLD.kind) THEN
    broken := 'hub_access_fixed';
  ELSIF NEW.kind = 'SHARED' AND NEW.ended_at IS NULL AND EXISTS (
    SELECT FROM hub h WHERE h.id = NEW.hub_id AND (h.company_id = NEW.company_id OR h.released_at IS NOT NULL)) THEN
    broken := 'hub_access_to_another';
  ELSIF NEW.ended_at IS NOT NULL AND EXISTS (
    SELECT FROM hub_package p WHERE p.company_id = NEW.company_id AND p.hub_id = NEW.hub_id AND p.status <> 'INACTIVE') THEN
    broken := 'hub_access_in_use';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'hub_access violates check constraint "%"', broken USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_access_agrees BEFORE INSERT OR UPDATE ON hub_access
  FOR EACH ROW WHEN (NEW.kind = 'SHARED') EXECUTE FUNCTION hub_access_agrees();
CREATE TRIGGER hub_access_stays BEFORE UPDATE ON hub_access
  FOR EACH ROW WHEN (OLD.kind = 'HOLDER') EXECUTE FUNCTION hub_access_agrees();

-- No run starts on a share that is over.
CREATE FUNCTION hub_package_still_shared() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ended timestamptz;
BEGIN
  SELECT a.ended_at INTO ended FROM hub_access a
    WHERE a.company_id = NEW.company_id AND a.hub_id = NEW.hub_id AND a.kind = 'SHARED' FOR SHARE;
  IF ended IS NOT NULL THEN
    RAISE EXCEPTION 'hub_package violates check constraint "hub_package_still_shared"'
      USING ERRCODE = '23514', CONSTRAINT = 'hub_package_still_shared';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_package_still_shared BEFORE INSERT ON hub_package
  FOR EACH ROW EXECUTE FUNCTION hub_package_still_shared();

-- The hub repeats the status of its holder's run; whoever runs it, forms must know of the change.
CREATE OR REPLACE FUNCTION hub_service_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE hub h SET version = h.version + 1,
        service_status = CASE WHEN h.company_id = n.company_id THEN n.status ELSE h.service_status END
      FROM changed n WHERE h.id = n.hub_id;
  ELSE
    UPDATE hub h SET version = h.version + 1,
        service_status = CASE WHEN h.company_id = moved.company_id THEN moved.status ELSE h.service_status END
      FROM (
        SELECT hub_id, company_id, max(status) FILTER (WHERE is_new) AS status FROM (
          SELECT id, hub_id, company_id, status, expires_at, false AS is_new FROM former
          UNION ALL
          SELECT id, hub_id, company_id, status, expires_at, true FROM changed
        ) seen GROUP BY id, hub_id, company_id HAVING count(DISTINCT (status, expires_at)) > 1
      ) moved
      WHERE h.id = moved.hub_id;
  END IF;
  RETURN NULL;
END $$;

-- Nor can a company be deleted while another one's services run on a hub it holds.
CREATE OR REPLACE FUNCTION company_without_live_packages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL AND (EXISTS (
    SELECT FROM hub_package p WHERE p.status <> 'INACTIVE'
      AND (p.company_id = NEW.id OR p.reseller_id = (SELECT r.id FROM reseller r WHERE r.company_id = NEW.id))
  ) OR EXISTS (
    SELECT FROM hub_access a JOIN hub h ON h.id = a.hub_id AND h.company_id = NEW.id
    JOIN hub_package p ON p.company_id = a.company_id AND p.hub_id = a.hub_id AND p.status <> 'INACTIVE'
    WHERE a.kind = 'SHARED' AND a.ended_at IS NULL
  )) THEN
    RAISE EXCEPTION 'company violates check constraint "company_without_live_packages"'
      USING ERRCODE = '23514', CONSTRAINT = 'company_without_live_packages';
  END IF;
  RETURN NEW;
END $$;

GRANT SELECT, INSERT, UPDATE ON hub_access TO portal_app;
