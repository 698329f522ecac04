-- AlterTable
ALTER TABLE "company" ADD COLUMN     "is_assigned_only" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "secured_object" ADD COLUMN     "assigned_to_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "employee_company_id_id_key" ON "employee"("company_id", "id");

-- CreateIndex
CREATE INDEX "secured_object_company_id_assigned_to_id_idx" ON "secured_object"("company_id", "assigned_to_id");

-- AddForeignKey
ALTER TABLE "secured_object" ADD CONSTRAINT "secured_object_company_id_assigned_to_id_fkey" FOREIGN KEY ("company_id", "assigned_to_id") REFERENCES "employee"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
