-- CreateEnum
CREATE TYPE "MoveStatus" AS ENUM ('PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'EXPIRED');

-- CreateEnum
CREATE TYPE "ChangeKind" AS ENUM ('MOVE', 'START');

-- CreateEnum
CREATE TYPE "ChangeStatus" AS ENUM ('PLANNED', 'DONE', 'CANCELED', 'REFUSED');

-- CreateEnum
CREATE TYPE "ResellerInvitationState" AS ENUM ('SENT', 'CLAIMED', 'WITHDRAWN', 'EXPIRED');

-- CreateEnum
CREATE TYPE "StatementStatus" AS ENUM ('CLOSED', 'PAID');

-- CreateEnum
CREATE TYPE "LineKind" AS ENUM ('ACCOUNT', 'CORRECTION');

-- CreateEnum
CREATE TYPE "DifferenceKind" AS ENUM ('BILLED_NOT_LIVE', 'LIVE_NOT_BILLED', 'BILLED_TWICE', 'FEE_UNLIKE_RUNS', 'TOTAL_UNLIKE_LINES', 'STATE_UNLIKE_HISTORY', 'SIM_ON_WITHOUT_PACKAGE', 'SIM_OFF_WITH_PACKAGE');

-- AlterTable
ALTER TABLE "reseller" ALTER COLUMN "request_email" SET DATA TYPE CITEXT;

-- AlterTable
ALTER TABLE "offer_price" DROP CONSTRAINT "offer_price_pkey",
ADD COLUMN     "from_month" CHAR(7) NOT NULL DEFAULT '2000-01',
ADD CONSTRAINT "offer_price_pkey" PRIMARY KEY ("reseller_id", "offer_id", "from_month");

-- AlterTable
ALTER TABLE "reseller_connection" ADD COLUMN     "ending_at" TIMESTAMPTZ(3),
ADD COLUMN     "ending_by_id" UUID,
ADD COLUMN     "ending_by_name" TEXT,
ADD COLUMN     "ending_company_id" UUID,
ADD COLUMN     "proposed_at" TIMESTAMPTZ(3),
ADD COLUMN     "proposed_by_id" UUID,
ADD COLUMN     "proposed_by_name" TEXT,
ADD COLUMN     "proposed_month" CHAR(7),
ADD COLUMN     "proposing_company_id" UUID,
ADD COLUMN     "warned_days" INTEGER;

-- CreateTable
CREATE TABLE "move_request" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "reseller_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "status" "MoveStatus" NOT NULL DEFAULT 'PENDING',
    "sent_by_id" UUID NOT NULL,
    "sent_by_name" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "move_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scheduled_change" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "kind" "ChangeKind" NOT NULL,
    "status" "ChangeStatus" NOT NULL DEFAULT 'PLANNED',
    "hub_package_id" UUID,
    "reseller_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "move_request_id" UUID,
    "is_approved" BOOLEAN NOT NULL DEFAULT false,
    "effective_at" TIMESTAMPTZ(3),
    "zone" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "refusal" TEXT,
    "result_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "scheduled_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reseller_terms" (
    "reseller_id" UUID NOT NULL,
    "from_month" CHAR(7) NOT NULL,
    "policy" "BillingPolicy" NOT NULL,

    CONSTRAINT "reseller_terms_pkey" PRIMARY KEY ("reseller_id","from_month")
);

-- CreateTable
CREATE TABLE "request_message" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "author_company_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reseller_invitation" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "state" "ResellerInvitationState" NOT NULL DEFAULT 'SENT',
    "message" TEXT,
    "sent_by_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "request_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reseller_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection_terms" (
    "connection_id" UUID NOT NULL,
    "from_month" CHAR(7) NOT NULL,
    "trial_days" INTEGER NOT NULL,
    "dealer_fee_minor" INTEGER,

    CONSTRAINT "connection_terms_pkey" PRIMARY KEY ("connection_id","from_month")
);

-- CreateTable
CREATE TABLE "statement" (
    "id" UUID NOT NULL,
    "reseller_id" UUID NOT NULL,
    "month" CHAR(7) NOT NULL,
    "reference" TEXT NOT NULL,
    "status" "StatementStatus" NOT NULL DEFAULT 'CLOSED',
    "currency" CHAR(3) NOT NULL,
    "account_count" INTEGER NOT NULL,
    "correction_count" INTEGER NOT NULL,
    "dealer_count" INTEGER NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "dealer_fee_minor" BIGINT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "paid_by_id" UUID,
    "payment_note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_dealer" (
    "statement_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "dealer_number" TEXT,
    "account_count" INTEGER NOT NULL,
    "trial_count" INTEGER NOT NULL,
    "correction_count" INTEGER NOT NULL,
    "fee_minor" BIGINT NOT NULL,
    "dealer_fee_minor" BIGINT NOT NULL,

    CONSTRAINT "statement_dealer_pkey" PRIMARY KEY ("statement_id","company_id")
);

-- CreateTable
CREATE TABLE "statement_line" (
    "id" UUID NOT NULL,
    "statement_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "hub_number" CHAR(8) NOT NULL,
    "offer_id" UUID NOT NULL,
    "kind" "LineKind" NOT NULL,
    "month" CHAR(7) NOT NULL,
    "zone" TEXT NOT NULL,
    "package_ids" UUID[],
    "from_at" TIMESTAMPTZ(3),
    "to_at" TIMESTAMPTZ(3),
    "live_days" INTEGER NOT NULL,
    "trial_days" INTEGER NOT NULL,
    "billed_days" INTEGER NOT NULL,
    "policy" "BillingPolicy" NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "fee_minor" INTEGER NOT NULL,
    "dealer_fee_minor" INTEGER,
    "reason" TEXT,

    CONSTRAINT "statement_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_correction" (
    "id" UUID NOT NULL,
    "reseller_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "month" CHAR(7) NOT NULL,
    "fee_minor" INTEGER NOT NULL,
    "dealer_fee_minor" INTEGER,
    "reason" TEXT NOT NULL,
    "recorded_by_id" UUID NOT NULL,
    "recorded_by_name" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "line_id" UUID,

    CONSTRAINT "statement_correction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" UUID NOT NULL,
    "clock_id" UUID,
    "day" DATE NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,
    "packages" INTEGER NOT NULL,
    "sims" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "open_count" INTEGER NOT NULL,

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "difference" (
    "id" UUID NOT NULL,
    "kind" "DifferenceKind" NOT NULL,
    "subject" TEXT NOT NULL,
    "company_id" UUID NOT NULL,
    "reseller_id" UUID,
    "hub_id" UUID,
    "month" CHAR(7),
    "data" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "difference_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "move_request_reseller_id_sent_at_idx" ON "move_request"("reseller_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "move_request_company_id_id_key" ON "move_request"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_change_result_id_key" ON "scheduled_change"("result_id");

-- CreateIndex
CREATE INDEX "scheduled_change_company_id_status_effective_at_idx" ON "scheduled_change"("company_id", "status", "effective_at");

-- CreateIndex
CREATE INDEX "scheduled_change_hub_package_id_idx" ON "scheduled_change"("hub_package_id");

-- CreateIndex
CREATE INDEX "scheduled_change_move_request_id_idx" ON "scheduled_change"("move_request_id");

-- CreateIndex
CREATE INDEX "request_message_request_id_sent_at_idx" ON "request_message"("request_id", "sent_at");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_invitation_request_id_key" ON "reseller_invitation"("request_id");

-- CreateIndex
CREATE INDEX "reseller_invitation_email_idx" ON "reseller_invitation"("email");

-- CreateIndex
CREATE UNIQUE INDEX "statement_reference_key" ON "statement"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "statement_reseller_id_month_key" ON "statement"("reseller_id", "month");

-- CreateIndex
CREATE INDEX "statement_dealer_company_id_idx" ON "statement_dealer"("company_id");

-- CreateIndex
CREATE INDEX "statement_line_statement_id_company_id_hub_number_id_idx" ON "statement_line"("statement_id", "company_id", "hub_number", "id");

-- CreateIndex
CREATE INDEX "statement_line_company_id_month_idx" ON "statement_line"("company_id", "month");

-- CreateIndex
CREATE UNIQUE INDEX "statement_correction_line_id_key" ON "statement_correction"("line_id");

-- CreateIndex
CREATE INDEX "statement_correction_reseller_id_line_id_idx" ON "statement_correction"("reseller_id", "line_id");

-- CreateIndex
CREATE INDEX "difference_company_id_found_at_idx" ON "difference"("company_id", "found_at");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_request_email_key" ON "reseller"("request_email");

-- CreateIndex
CREATE INDEX "connection_request_reseller_id_sent_at_idx" ON "connection_request"("reseller_id", "sent_at");

-- AddForeignKey
ALTER TABLE "move_request" ADD CONSTRAINT "move_request_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "move_request" ADD CONSTRAINT "move_request_company_id_reseller_id_connection_id_fkey" FOREIGN KEY ("company_id", "reseller_id", "connection_id") REFERENCES "reseller_connection"("company_id", "reseller_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_hub_package_id_fkey" FOREIGN KEY ("hub_package_id") REFERENCES "hub_package"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "hub_package"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "package_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_company_id_reseller_id_connection_id_fkey" FOREIGN KEY ("company_id", "reseller_id", "connection_id") REFERENCES "reseller_connection"("company_id", "reseller_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_change" ADD CONSTRAINT "scheduled_change_company_id_move_request_id_fkey" FOREIGN KEY ("company_id", "move_request_id") REFERENCES "move_request"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_terms" ADD CONSTRAINT "reseller_terms_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "reseller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_message" ADD CONSTRAINT "request_message_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "connection_request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_invitation" ADD CONSTRAINT "reseller_invitation_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_invitation" ADD CONSTRAINT "reseller_invitation_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "connection_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_terms" ADD CONSTRAINT "connection_terms_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "reseller_connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement" ADD CONSTRAINT "statement_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "reseller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_dealer" ADD CONSTRAINT "statement_dealer_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_dealer" ADD CONSTRAINT "statement_dealer_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_line" ADD CONSTRAINT "statement_line_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "package_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_correction" ADD CONSTRAINT "statement_correction_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "reseller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_correction" ADD CONSTRAINT "statement_correction_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_correction" ADD CONSTRAINT "statement_correction_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_correction" ADD CONSTRAINT "statement_correction_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "package_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_correction" ADD CONSTRAINT "statement_correction_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "statement_line"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "difference" ADD CONSTRAINT "difference_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "difference" ADD CONSTRAINT "difference_hub_id_fkey" FOREIGN KEY ("hub_id") REFERENCES "hub"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Hand-written from here on: rules that Prisma's schema language cannot say. Each is listed in prisma/hand-written.json.

-- What was agreed so far holds from the first month there could be.
ALTER TABLE offer_price ALTER COLUMN from_month DROP DEFAULT;
INSERT INTO reseller_terms (reseller_id, from_month, policy) SELECT id, '2000-01', policy FROM reseller;
INSERT INTO connection_terms (connection_id, from_month, trial_days, dealer_fee_minor)
  SELECT id, '2000-01', trial_days, dealer_fee_minor FROM reseller_connection;
ALTER TABLE reseller DROP COLUMN policy;
ALTER TABLE reseller_connection DROP COLUMN trial_days, DROP COLUMN dealer_fee_minor;
UPDATE reseller_connection n SET ending_company_id = n.company_id, ending_by_id = e.account_id, ending_by_name = a.name,
  ending_at = n.opened_at
  FROM employee e JOIN pro_account a ON a.id = e.account_id
  WHERE n.state = 'ENDING' AND e.company_id = n.company_id AND e.role = 'OWNER';

-- Terms name months, make sense, and never change for a month whose statement is closed (billing rule B5).
ALTER TABLE reseller_terms ADD CONSTRAINT reseller_terms_month CHECK (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$');
ALTER TABLE offer_price ADD CONSTRAINT offer_price_month CHECK (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$');
ALTER TABLE connection_terms ADD CONSTRAINT connection_terms_plausible CHECK (
  from_month ~ '^\d{4}-(0[1-9]|1[0-2])$' AND trial_days BETWEEN 0 AND 365 AND coalesce(dealer_fee_minor, 0) >= 0);
CREATE FUNCTION terms_month_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  since char(7) := changed ->> 'from_month';
  reseller uuid := changed ->> 'reseller_id';
BEGIN
  IF reseller IS NULL THEN
    SELECT n.reseller_id INTO reseller FROM reseller_connection n WHERE n.id = (changed ->> 'connection_id')::uuid;
  END IF;
  IF EXISTS (SELECT FROM statement s WHERE s.reseller_id = reseller AND s.month >= since) THEN
    RAISE EXCEPTION '% violates check constraint "terms_month_open"', TG_TABLE_NAME
      USING ERRCODE = '23514', CONSTRAINT = 'terms_month_open';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER terms_month_open BEFORE INSERT OR UPDATE OR DELETE ON reseller_terms
  FOR EACH ROW EXECUTE FUNCTION terms_month_open();
CREATE TRIGGER terms_month_open BEFORE INSERT OR UPDATE OR DELETE ON offer_price
  FOR EACH ROW EXECUTE FUNCTION terms_month_open();
CREATE TRIGGER terms_month_open BEFORE INSERT OR UPDATE OR DELETE ON connection_terms
  FOR EACH ROW EXECUTE FUNCTION terms_month_open();

-- A connection's end is one side's act; state and columns agree; a closed one stays closed (PRODUCT 4.4).
ALTER TABLE reseller_connection ADD CONSTRAINT reseller_connection_columns_agree CHECK (
  CASE state
    WHEN 'OPEN' THEN num_nonnulls(end_month, closed_at, ending_company_id, ending_by_id, ending_by_name, ending_at) = 0
    WHEN 'ENDING' THEN closed_at IS NULL
      AND num_nulls(end_month, ending_company_id, ending_by_id, ending_by_name, ending_at) = 0
    ELSE closed_at IS NOT NULL
  END
  AND (end_month IS NULL OR end_month ~ '^\d{4}-(0[1-9]|1[0-2])$')
  AND num_nonnulls(proposed_by_id, proposed_by_name, proposing_company_id, proposed_month, proposed_at) IN (0, 5)
  AND (proposed_month IS NULL OR proposed_month ~ '^\d{4}-(0[1-9]|1[0-2])$'));
CREATE FUNCTION reseller_connection_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  broken text;
  reseller_company uuid;
BEGIN
  SELECT r.company_id INTO reseller_company FROM reseller r WHERE r.id = NEW.reseller_id;
  IF (NEW.company_id, NEW.reseller_id, NEW.request_id, NEW.opened_at)
     IS DISTINCT FROM (OLD.company_id, OLD.reseller_id, OLD.request_id, OLD.opened_at) OR OLD.state = 'CLOSED' THEN
    broken := 'reseller_connection_moves';
  ELSIF NEW.ending_company_id NOT IN (NEW.company_id, reseller_company)
     OR NEW.proposing_company_id NOT IN (NEW.company_id, reseller_company) THEN
    broken := 'reseller_connection_side';
  ELSIF NEW.state = 'CLOSED' AND EXISTS (
      SELECT FROM hub_package p WHERE p.connection_id = NEW.id AND p.status <> 'INACTIVE') THEN
    broken := 'reseller_connection_in_use';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'reseller_connection violates check constraint "%"', broken
      USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reseller_connection_moves BEFORE UPDATE ON reseller_connection
  FOR EACH ROW EXECUTE FUNCTION reseller_connection_moves();

-- The talk about a request is closed with its decision, and is never rewritten.
ALTER TABLE request_message ADD CONSTRAINT request_message_length CHECK (char_length(body) BETWEEN 1 AND 2000);
CREATE FUNCTION request_message_while_waiting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken text;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    broken := 'request_message_append_only';
  ELSE
    PERFORM FROM connection_request q JOIN reseller r ON r.id = q.reseller_id
      WHERE q.id = NEW.request_id AND q.status = 'PENDING' AND NEW.author_company_id IN (q.company_id, r.company_id)
      FOR KEY SHARE OF q;
    IF NOT FOUND THEN broken := 'request_message_while_waiting'; END IF;
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'request_message violates check constraint "%"', broken USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_message_while_waiting BEFORE INSERT OR UPDATE OR DELETE ON request_message
  FOR EACH ROW EXECUTE FUNCTION request_message_while_waiting();

-- One open invitation per dealer and address.
CREATE UNIQUE INDEX reseller_invitation_one_open ON reseller_invitation (company_id, email) WHERE closed_at IS NULL;
ALTER TABLE reseller_invitation ADD CONSTRAINT reseller_invitation_columns_agree CHECK (
  (state = 'SENT') = (closed_at IS NULL) AND (state = 'CLAIMED') = (request_id IS NOT NULL) AND expires_at > sent_at);

-- Moves and starts: one waits per hub, state and columns agree, what is over stays over.
CREATE UNIQUE INDEX scheduled_change_one_planned ON scheduled_change (hub_id) WHERE status = 'PLANNED';
CREATE INDEX scheduled_change_due ON scheduled_change (effective_at) WHERE status = 'PLANNED';
ALTER TABLE move_request ADD CONSTRAINT move_request_columns_agree CHECK (
  (status = 'PENDING') = (decided_at IS NULL) AND (status <> 'DECLINED' OR reason IS NOT NULL) AND expires_at > sent_at);
ALTER TABLE scheduled_change ADD CONSTRAINT scheduled_change_columns_agree CHECK (
  (status = 'PLANNED') = (closed_at IS NULL) AND (status = 'DONE') = (result_id IS NOT NULL)
  AND (status = 'REFUSED') = (refusal IS NOT NULL)
  AND CASE kind
    WHEN 'MOVE' THEN num_nulls(hub_package_id, effective_at, move_request_id) = 0
    ELSE move_request_id IS NULL AND hub_package_id IS NULL AND is_approved
  END);
CREATE FUNCTION scheduled_change_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'PLANNED' THEN
    RAISE EXCEPTION 'scheduled_change violates check constraint "scheduled_change_moves"'
      USING ERRCODE = '23514', CONSTRAINT = 'scheduled_change_moves';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER scheduled_change_moves BEFORE UPDATE ON scheduled_change
  FOR EACH ROW EXECUTE FUNCTION scheduled_change_moves();

-- A statement is written once; only its payment is added. Corrections are lines of the next one (PRODUCT 4.7).
ALTER TABLE statement ADD CONSTRAINT statement_columns_agree CHECK (
  month ~ '^\d{4}-(0[1-9]|1[0-2])$' AND (status = 'PAID') = (paid_at IS NOT NULL) AND account_count >= 0);
CREATE FUNCTION statement_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = 'CLOSED' AND NEW.status = 'PAID'
     AND to_jsonb(NEW) - '{status,paid_at,paid_by_id,payment_note,version}'::text[]
       = to_jsonb(OLD) - '{status,paid_at,paid_by_id,payment_note,version}'::text[] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'statement violates check constraint "statement_fixed"'
    USING ERRCODE = '23514', CONSTRAINT = 'statement_fixed';
END $$;
CREATE TRIGGER statement_fixed BEFORE UPDATE OR DELETE ON statement
  FOR EACH ROW EXECUTE FUNCTION statement_fixed();
CREATE FUNCTION statement_lines_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% violates check constraint "statement_lines_fixed"', TG_TABLE_NAME
    USING ERRCODE = '23514', CONSTRAINT = 'statement_lines_fixed';
END $$;
CREATE TRIGGER statement_lines_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_line
  FOR EACH STATEMENT EXECUTE FUNCTION statement_lines_fixed();
CREATE TRIGGER statement_lines_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_dealer
  FOR EACH STATEMENT EXECUTE FUNCTION statement_lines_fixed();
CREATE UNIQUE INDEX statement_line_account_once ON statement_line (statement_id, hub_id, offer_id) WHERE kind = 'ACCOUNT';
ALTER TABLE statement_line ADD CONSTRAINT statement_line_plausible CHECK (
  CASE kind
    WHEN 'ACCOUNT' THEN live_days BETWEEN 1 AND 31 AND trial_days BETWEEN 0 AND live_days
      AND billed_days = live_days - trial_days AND fee_minor >= 0 AND coalesce(dealer_fee_minor, 0) >= 0
      AND cardinality(package_ids) > 0 AND reason IS NULL
    ELSE reason IS NOT NULL
  END);
CREATE FUNCTION statement_correction_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken text;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE'
     AND (OLD.line_id IS NOT NULL OR to_jsonb(NEW) - 'line_id' <> to_jsonb(OLD) - 'line_id')) THEN
    broken := 'statement_correction_fixed';
  ELSIF TG_OP = 'INSERT' AND NOT EXISTS (
      SELECT FROM statement s WHERE s.reseller_id = NEW.reseller_id AND s.month = NEW.month) THEN
    broken := 'statement_correction_of_closed';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'statement_correction violates check constraint "%"', broken
      USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_correction_fixed BEFORE INSERT OR UPDATE OR DELETE ON statement_correction
  FOR EACH ROW EXECUTE FUNCTION statement_correction_fixed();

-- One comparison a day and clock; a difference is listed once until it is gone.
CREATE UNIQUE INDEX reconciliation_run_once ON reconciliation_run (day, clock_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX difference_one_open ON difference (kind, subject) WHERE closed_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON reseller_terms, connection_terms, reseller_invitation, move_request, scheduled_change,
  statement, statement_correction, reconciliation_run, difference TO portal_app;
GRANT DELETE ON reseller_terms, connection_terms TO portal_app;
GRANT SELECT, INSERT ON request_message, statement_line, statement_dealer TO portal_app;
