-- DropIndex
DROP INDEX "difference_company_id_found_at_idx";

-- AlterTable
ALTER TABLE "difference" ADD COLUMN     "seen_at" TIMESTAMPTZ(3);

-- Hand-written from here on. What stands is as old as it was found, until the next comparison.
UPDATE difference SET seen_at = found_at;
ALTER TABLE difference ALTER COLUMN seen_at SET NOT NULL;

-- The pages of the three lists, each from any place on; a whole fleet may differ in the same instant.
CREATE INDEX difference_open ON difference (found_at, id) WHERE closed_at IS NULL;
CREATE INDEX difference_open_of_company ON difference (company_id, found_at, id) WHERE closed_at IS NULL;
CREATE INDEX difference_open_of_reseller ON difference (reseller_id, found_at, id) WHERE closed_at IS NULL;
