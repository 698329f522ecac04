-- DropIndex
DROP INDEX "hub_package_connection_id_idx";

-- CreateIndex
CREATE INDEX "hub_package_connection_id_billing_zone_idx" ON "hub_package"("connection_id", "billing_zone");
