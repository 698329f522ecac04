-- CreateIndex
CREATE INDEX "ajax_sim_company_id_iccid_idx" ON "ajax_sim"("company_id", "iccid");
