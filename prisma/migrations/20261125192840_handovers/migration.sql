-- CreateTable
CREATE TABLE "handover" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "handover_company_id_from_id_at_idx" ON "handover"("company_id", "from_id", "at");

-- CreateIndex
CREATE INDEX "handover_company_id_to_id_at_idx" ON "handover"("company_id", "to_id", "at");

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover" ADD CONSTRAINT "handover_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written: rules a schema file cannot say.

-- What a person leaves goes to somebody else, who works in the company then.
ALTER TABLE handover ADD CONSTRAINT handover_to_another CHECK (from_id <> to_id);
CREATE FUNCTION handover_to_employee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM employee
    WHERE company_id = NEW.company_id AND account_id = NEW.to_id AND state = 'ACTIVE' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'handover violates check constraint "handover_to_employee"'
      USING ERRCODE = '23514', CONSTRAINT = 'handover_to_employee';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER handover_to_employee BEFORE INSERT ON handover FOR EACH ROW EXECUTE FUNCTION handover_to_employee();

GRANT SELECT, INSERT ON handover TO portal_app;
