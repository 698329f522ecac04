-- CreateEnum
CREATE TYPE "TransferState" AS ENUM ('RUNNING', 'DONE', 'INTERRUPTED');

-- CreateTable
CREATE TABLE "hub_transfer" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "state" "TransferState" NOT NULL DEFAULT 'RUNNING',
    "started_by_id" UUID NOT NULL,
    "started_by_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "hub_transfer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hub_transfer_source_id_idx" ON "hub_transfer"("source_id");

-- CreateIndex
CREATE INDEX "hub_transfer_target_id_idx" ON "hub_transfer"("target_id");

-- AddForeignKey
ALTER TABLE "hub_transfer" ADD CONSTRAINT "hub_transfer_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_transfer" ADD CONSTRAINT "hub_transfer_company_id_source_id_fkey" FOREIGN KEY ("company_id", "source_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_transfer" ADD CONSTRAINT "hub_transfer_company_id_target_id_fkey" FOREIGN KEY ("company_id", "target_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written: a hub takes part in one transfer at a time, as either side; state and columns agree, what is over stays
-- over; no run of services starts on a hub that is taken up.
CREATE UNIQUE INDEX hub_transfer_one_source ON hub_transfer (source_id) WHERE state = 'RUNNING';
CREATE UNIQUE INDEX hub_transfer_one_target ON hub_transfer (target_id) WHERE state = 'RUNNING';
CREATE INDEX hub_transfer_due ON hub_transfer (due_at) WHERE state = 'RUNNING';
ALTER TABLE hub_transfer ADD CONSTRAINT hub_transfer_columns_agree CHECK (
  (state = 'RUNNING') = (ended_at IS NULL) AND due_at > started_at AND source_id <> target_id);
CREATE FUNCTION hub_transfer_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state <> 'RUNNING' THEN broken := 'hub_transfer_moves'; END IF;
  ELSE
    PERFORM FROM hub h WHERE h.id IN (NEW.source_id, NEW.target_id) ORDER BY h.id FOR UPDATE;
    IF EXISTS (SELECT FROM hub_transfer t WHERE t.state = 'RUNNING'
        AND (t.source_id IN (NEW.source_id, NEW.target_id) OR t.target_id IN (NEW.source_id, NEW.target_id))) THEN
      broken := 'hub_transfer_alone';
    ELSIF EXISTS (SELECT FROM hub_package p WHERE p.hub_id IN (NEW.source_id, NEW.target_id) AND p.status <> 'INACTIVE') THEN
      broken := 'hub_transfer_live';
    END IF;
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'hub_transfer violates check constraint "%"', broken USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_transfer_alone BEFORE INSERT OR UPDATE ON hub_transfer
  FOR EACH ROW EXECUTE FUNCTION hub_transfer_alone();
CREATE FUNCTION hub_package_not_in_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM hub_transfer t WHERE t.state = 'RUNNING' AND NEW.hub_id IN (t.source_id, t.target_id)) THEN
    RAISE EXCEPTION 'hub_package violates check constraint "hub_package_not_in_transfer"'
      USING ERRCODE = '23514', CONSTRAINT = 'hub_package_not_in_transfer';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_package_not_in_transfer BEFORE INSERT ON hub_package
  FOR EACH ROW EXECUTE FUNCTION hub_package_not_in_transfer();

GRANT SELECT, INSERT, UPDATE ON hub_transfer TO portal_app;
