-- AlterTable
ALTER TABLE "employee" ADD COLUMN     "is_finance_granted" BOOLEAN NOT NULL DEFAULT false;

-- Owners see money anyway and installers never do (PRODUCT, section 5).
ALTER TABLE employee ADD CONSTRAINT employee_finance_of_managers
  CHECK (NOT is_finance_granted OR role IN ('SENIOR_SERVICE_MANAGER', 'SERVICE_MANAGER'));
