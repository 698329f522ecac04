-- CreateIndex
CREATE INDEX "service_task_sim_id_idx" ON "service_task"("sim_id");

-- CreateIndex
CREATE INDEX "statement_line_hub_id_idx" ON "statement_line"("hub_id");

-- CreateIndex
CREATE INDEX "statement_correction_hub_id_idx" ON "statement_correction"("hub_id");

-- Hand-written from here on. A hub or SIM that goes takes every fault of it along, lifted ones too.
DROP INDEX simulated_fault_hub;
DROP INDEX simulated_fault_sim;
CREATE INDEX simulated_fault_hub ON simulated_fault (hub_id) WHERE hub_id IS NOT NULL;
CREATE INDEX simulated_fault_sim ON simulated_fault (sim_id) WHERE sim_id IS NOT NULL;

-- What differs forgets a hub that goes; invitations go with it, those that have had their answer too.
CREATE INDEX difference_hub ON difference (hub_id) WHERE hub_id IS NOT NULL;
CREATE INDEX hub_invitation_hub ON cloud.hub_invitation (hub_id);
