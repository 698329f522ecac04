-- DropIndex
DROP INDEX "reseller_connection_reseller_id_dealer_number_key";

-- CreateIndex
CREATE INDEX "reseller_connection_reseller_id_idx" ON "reseller_connection"("reseller_id");

-- Hand-written from here on: rules that Prisma's schema language cannot say. Each is listed in prisma/hand-written.json.

-- A number names one connected dealer; one that left gives it free, and may have it again.
CREATE UNIQUE INDEX reseller_connection_number_once ON reseller_connection (reseller_id, dealer_number)
  WHERE state <> 'CLOSED';

-- A reseller's accounts, newest first, and their figures without a look at the rows.
CREATE INDEX hub_package_billed_live ON hub_package (reseller_id, activated_at, id)
  INCLUDE (connection_id, offer_id, billing_zone, confirmed_at, confirm_by, expires_at) WHERE status <> 'INACTIVE';
CREATE INDEX hub_package_billed_ended ON hub_package (reseller_id, activated_at, id) WHERE status = 'INACTIVE';
