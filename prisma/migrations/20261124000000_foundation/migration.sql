-- Extensions the schema stands on: case-blind e-mail, exclusion over (uuid, range), search by parts of words.
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('PERSON', 'JOB');

-- CreateEnum
CREATE TYPE "ClockState" AS ENUM ('READY', 'ADVANCING');

-- CreateEnum
CREATE TYPE "CompanyKind" AS ENUM ('INSTALLATION', 'MONITORING', 'MIXED');

-- CreateEnum
CREATE TYPE "EmployeeRole" AS ENUM ('OWNER', 'SENIOR_SERVICE_MANAGER', 'SERVICE_MANAGER', 'INSTALLER');

-- CreateEnum
CREATE TYPE "EmployeeState" AS ENUM ('ACTIVE', 'REMOVED');

-- CreateEnum
CREATE TYPE "HubModel" AS ENUM ('HUB', 'HUB_PLUS', 'HUB_2', 'HUB_2_4G', 'HUB_2_PLUS', 'HUB_HYBRID', 'HUB_HYBRID_4G');

-- CreateEnum
CREATE TYPE "TallyKind" AS ENUM ('OBJECT', 'INACTIVE', 'ACTIVE', 'EXPIRING');

-- CreateEnum
CREATE TYPE "PackageStatus" AS ENUM ('INACTIVE', 'ACTIVE', 'EXPIRING');

-- CreateEnum
CREATE TYPE "EndReason" AS ENUM ('EXPIRED', 'STOPPED', 'ACTIVATION_FAILED', 'MOVED');

-- CreateEnum
CREATE TYPE "EndCause" AS ENUM ('DEACTIVATED', 'CONNECTION');

-- CreateEnum
CREATE TYPE "BillingPolicy" AS ENUM ('FULL_MONTH', 'DAILY');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('PENDING', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'EXPIRED');

-- CreateEnum
CREATE TYPE "ConnectionState" AS ENUM ('OPEN', 'ENDING', 'CLOSED');

-- CreateEnum
CREATE TYPE "RunStatus" AS ENUM ('PLANNED', 'RUNNING', 'COMPLETE', 'COMPLETE_WITH_FAILURES');

-- CreateEnum
CREATE TYPE "EntryOutcome" AS ENUM ('ENDED', 'FAILED');

-- CreateEnum
CREATE TYPE "SimKind" AS ENUM ('AJAX', 'OTHER_OPERATOR');

-- CreateEnum
CREATE TYPE "SimCondition" AS ENUM ('OK', 'PIN_LOCKED', 'DEFECTIVE');

-- CreateEnum
CREATE TYPE "SimPower" AS ENUM ('ENABLED', 'DISABLED');

-- CreateEnum
CREATE TYPE "SimFault" AS ENUM ('STUCK', 'SLOW');

-- CreateTable
CREATE TABLE "pro_account" (
    "id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "is_platform_admin" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "time_zone" TEXT,
    "last_context" TEXT,
    "email_confirmed_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pro_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "sid_hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "account_epoch" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoke_reason" TEXT,
    "address" TEXT,
    "agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "counterpart_id" UUID,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "subject_version" INTEGER NOT NULL,
    "hub_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "origin" TEXT NOT NULL,
    "request_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulation_clock" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,
    "state" "ClockState" NOT NULL DEFAULT 'READY',
    "target_at" TIMESTAMPTZ(3),
    "advancing_since" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "simulation_clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "CompanyKind" NOT NULL,
    "country" CHAR(2) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "clock_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employee" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" "EmployeeRole" NOT NULL,
    "state" "EmployeeState" NOT NULL DEFAULT 'ACTIVE',
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "employee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dealer_enrollment" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "terms_version" TEXT NOT NULL,
    "enrolled_by_id" UUID NOT NULL,
    "enrolled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dealer_enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "object_id" UUID NOT NULL,
    "hub_id" CHAR(8) NOT NULL,
    "name" TEXT NOT NULL,
    "search_text" TEXT NOT NULL DEFAULT '',
    "model" "HubModel" NOT NULL,
    "firmware" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL,
    "online_since" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "has_ethernet" BOOLEAN NOT NULL DEFAULT false,
    "has_wifi" BOOLEAN NOT NULL DEFAULT false,
    "has_cellular" BOOLEAN NOT NULL DEFAULT false,
    "cellular_generation" INTEGER,
    "signal_bars" INTEGER,
    "noise_dbm" INTEGER,
    "has_mains" BOOLEAN NOT NULL DEFAULT true,
    "battery_percent" INTEGER NOT NULL DEFAULT 100,
    "is_lid_closed" BOOLEAN NOT NULL DEFAULT true,
    "malfunctions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "has_monitoring_station" BOOLEAN NOT NULL DEFAULT false,
    "active_slot" INTEGER NOT NULL DEFAULT 1,
    "service_status" "PackageStatus" NOT NULL DEFAULT 'INACTIVE',
    "installed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "hub_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_tally" (
    "id" BIGSERIAL NOT NULL,
    "company_id" UUID NOT NULL,
    "kind" "TallyKind" NOT NULL,
    "delta" INTEGER NOT NULL,

    CONSTRAINT "company_tally_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "device_id" CHAR(8) NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "is_online" BOOLEAN NOT NULL DEFAULT true,
    "battery_percent" INTEGER,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secured_object" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "reference" TEXT,
    "end_user_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "secured_object_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "kind" TEXT NOT NULL,
    "company_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "hub_id" UUID,
    "dedupe_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "company_id" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "key" VARCHAR(64) NOT NULL,
    "request_hash" TEXT NOT NULL,
    "receipt" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("company_id","actor_id","key")
);

-- CreateTable
CREATE TABLE "worker_beat" (
    "pool_id" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_beat_pkey" PRIMARY KEY ("pool_id")
);

-- CreateTable
CREATE TABLE "package_offer" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "features" TEXT[],

    CONSTRAINT "package_offer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub_package" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "sim_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "reseller_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "previous_id" UUID,
    "status" "PackageStatus" NOT NULL,
    "billing_zone" TEXT NOT NULL,
    "tzdb_version" TEXT,
    "activated_at" TIMESTAMPTZ(3) NOT NULL,
    "confirm_by" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "deactivated_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "end_cause" "EndCause",
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" "EndReason",
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "hub_package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_move" (
    "id" INTEGER NOT NULL,
    "from_status" "PackageStatus",
    "to_status" "PackageStatus" NOT NULL,

    CONSTRAINT "package_move_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reseller" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "request_email" TEXT NOT NULL,
    "countries" TEXT[],
    "policy" "BillingPolicy" NOT NULL DEFAULT 'FULL_MONTH',
    "currency" CHAR(3) NOT NULL,
    "takes_requests" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reseller_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_price" (
    "reseller_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "fee_minor" INTEGER NOT NULL,

    CONSTRAINT "offer_price_pkey" PRIMARY KEY ("reseller_id","offer_id")
);

-- CreateTable
CREATE TABLE "connection_request" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "reseller_id" UUID NOT NULL,
    "status" "RequestStatus" NOT NULL DEFAULT 'PENDING',
    "message" TEXT,
    "sent_by_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "connection_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reseller_connection" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "reseller_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "state" "ConnectionState" NOT NULL DEFAULT 'OPEN',
    "dealer_number" TEXT,
    "trial_days" INTEGER NOT NULL DEFAULT 0,
    "dealer_fee_minor" INTEGER,
    "end_month" CHAR(7),
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reseller_connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollover_run" (
    "id" UUID NOT NULL,
    "month" CHAR(7) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "clock_id" UUID,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "RunStatus" NOT NULL DEFAULT 'PLANNED',
    "due_count" INTEGER NOT NULL DEFAULT 0,
    "ended_count" INTEGER NOT NULL DEFAULT 0,
    "skipped_count" INTEGER NOT NULL DEFAULT 0,
    "failed_count" INTEGER NOT NULL DEFAULT 0,
    "lateness_ms" BIGINT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "repeats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "rollover_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollover_entry" (
    "hub_package_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "outcome" "EntryOutcome" NOT NULL DEFAULT 'ENDED',
    "failure" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rollover_entry_pkey" PRIMARY KEY ("hub_package_id")
);

-- CreateTable
CREATE TABLE "ajax_sim" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "iccid" TEXT NOT NULL,
    "kind" "SimKind" NOT NULL,
    "condition" "SimCondition" NOT NULL DEFAULT 'OK',
    "hub_id" UUID,
    "slot" INTEGER,
    "desired_status" "SimPower" NOT NULL DEFAULT 'DISABLED',
    "desired_version" INTEGER NOT NULL DEFAULT 0,
    "desired_at" TIMESTAMPTZ(3),
    "reported_status" "SimPower",
    "reported_version" INTEGER NOT NULL DEFAULT 0,
    "reported_at" TIMESTAMPTZ(3),
    "fault" "SimFault",
    "removed_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "ajax_sim_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pro_account_email_key" ON "pro_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "session_sid_hash_key" ON "session"("sid_hash");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "audit_entry_hub_id_at_idx" ON "audit_entry"("hub_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_company_id_at_idx" ON "audit_entry"("company_id", "at");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_subject_version_idx" ON "audit_entry"("subject_id", "subject_version");

-- CreateIndex
CREATE UNIQUE INDEX "simulation_clock_name_key" ON "simulation_clock"("name");

-- CreateIndex
CREATE UNIQUE INDEX "company_slug_key" ON "company"("slug");

-- CreateIndex
CREATE INDEX "employee_account_id_idx" ON "employee"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "dealer_enrollment_company_id_key" ON "dealer_enrollment"("company_id");

-- CreateIndex
CREATE UNIQUE INDEX "hub_hub_id_key" ON "hub"("hub_id");

-- CreateIndex
CREATE INDEX "hub_company_id_name_id_idx" ON "hub"("company_id", "name", "id");

-- CreateIndex
CREATE INDEX "hub_company_id_service_status_name_id_idx" ON "hub"("company_id", "service_status", "name", "id");

-- CreateIndex
CREATE INDEX "hub_company_id_object_id_idx" ON "hub"("company_id", "object_id");

-- CreateIndex
CREATE UNIQUE INDEX "hub_company_id_id_key" ON "hub"("company_id", "id");

-- CreateIndex
CREATE INDEX "company_tally_company_id_idx" ON "company_tally"("company_id");

-- CreateIndex
CREATE INDEX "device_company_id_hub_id_idx" ON "device"("company_id", "hub_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_hub_id_device_id_key" ON "device"("hub_id", "device_id");

-- CreateIndex
CREATE INDEX "secured_object_company_id_name_id_idx" ON "secured_object"("company_id", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "secured_object_company_id_id_key" ON "secured_object"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_seq_key" ON "outbox"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_dedupe_key_key" ON "outbox"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_company_id_idx" ON "outbox"("company_id");

-- CreateIndex
CREATE UNIQUE INDEX "package_offer_code_key" ON "package_offer"("code");

-- CreateIndex
CREATE UNIQUE INDEX "hub_package_previous_id_key" ON "hub_package"("previous_id");

-- CreateIndex
CREATE INDEX "hub_package_company_id_hub_id_idx" ON "hub_package"("company_id", "hub_id");

-- CreateIndex
CREATE INDEX "hub_package_sim_id_idx" ON "hub_package"("sim_id");

-- CreateIndex
CREATE INDEX "hub_package_connection_id_idx" ON "hub_package"("connection_id");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_company_id_key" ON "reseller"("company_id");

-- CreateIndex
CREATE UNIQUE INDEX "connection_request_company_id_reseller_id_id_key" ON "connection_request"("company_id", "reseller_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_connection_company_id_reseller_id_id_key" ON "reseller_connection"("company_id", "reseller_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_connection_company_id_reseller_id_request_id_key" ON "reseller_connection"("company_id", "reseller_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "reseller_connection_reseller_id_dealer_number_key" ON "reseller_connection"("reseller_id", "dealer_number");

-- CreateIndex
CREATE INDEX "rollover_entry_run_id_outcome_idx" ON "rollover_entry"("run_id", "outcome");

-- CreateIndex
CREATE UNIQUE INDEX "ajax_sim_iccid_key" ON "ajax_sim"("iccid");

-- CreateIndex
CREATE UNIQUE INDEX "ajax_sim_company_id_id_key" ON "ajax_sim"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ajax_sim_hub_id_slot_key" ON "ajax_sim"("hub_id", "slot");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company" ADD CONSTRAINT "company_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "simulation_clock"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee" ADD CONSTRAINT "employee_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee" ADD CONSTRAINT "employee_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dealer_enrollment" ADD CONSTRAINT "dealer_enrollment_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub" ADD CONSTRAINT "hub_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub" ADD CONSTRAINT "hub_company_id_object_id_fkey" FOREIGN KEY ("company_id", "object_id") REFERENCES "secured_object"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secured_object" ADD CONSTRAINT "secured_object_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_record" ADD CONSTRAINT "idempotency_record_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_company_id_sim_id_fkey" FOREIGN KEY ("company_id", "sim_id") REFERENCES "ajax_sim"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "package_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_company_id_reseller_id_connection_id_fkey" FOREIGN KEY ("company_id", "reseller_id", "connection_id") REFERENCES "reseller_connection"("company_id", "reseller_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_package" ADD CONSTRAINT "hub_package_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "hub_package"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller" ADD CONSTRAINT "reseller_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_price" ADD CONSTRAINT "offer_price_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "reseller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_price" ADD CONSTRAINT "offer_price_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "package_offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_request" ADD CONSTRAINT "connection_request_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection_request" ADD CONSTRAINT "connection_request_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "reseller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_connection" ADD CONSTRAINT "reseller_connection_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_connection" ADD CONSTRAINT "reseller_connection_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "reseller"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reseller_connection" ADD CONSTRAINT "reseller_connection_company_id_reseller_id_request_id_fkey" FOREIGN KEY ("company_id", "reseller_id", "request_id") REFERENCES "connection_request"("company_id", "reseller_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollover_entry" ADD CONSTRAINT "rollover_entry_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "rollover_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollover_entry" ADD CONSTRAINT "rollover_entry_hub_package_id_fkey" FOREIGN KEY ("hub_package_id") REFERENCES "hub_package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ajax_sim" ADD CONSTRAINT "ajax_sim_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ajax_sim" ADD CONSTRAINT "ajax_sim_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written from here on: rules that Prisma's schema language cannot say. Each is listed in prisma/hand-written.json.

-- The clock of a sandbox only goes forward (I-22).
CREATE FUNCTION simulation_clock_forward_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.offset_ms < OLD.offset_ms THEN
    RAISE EXCEPTION 'new row violates check constraint "simulation_clock_forward_only"'
      USING ERRCODE = '23514', CONSTRAINT = 'simulation_clock_forward_only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER simulation_clock_forward_only BEFORE UPDATE ON simulation_clock
  FOR EACH ROW EXECUTE FUNCTION simulation_clock_forward_only();

-- One owner per company, never changed (I-9); one active employment per person and company.
CREATE UNIQUE INDEX employee_one_owner ON employee (company_id) WHERE role = 'OWNER';
CREATE UNIQUE INDEX employee_active_once ON employee (company_id, account_id) WHERE state = 'ACTIVE';
ALTER TABLE employee ADD CONSTRAINT employee_state_agrees CHECK ((state = 'REMOVED') = (ended_at IS NOT NULL));
CREATE FUNCTION employee_owner_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.role = 'OWNER') = (NEW.role = 'OWNER') AND (OLD.role <> 'OWNER'
     OR (OLD.account_id = NEW.account_id AND OLD.company_id = NEW.company_id
         AND (OLD.state = NEW.state OR EXISTS (SELECT FROM company c WHERE c.id = OLD.company_id AND c.deleted_at IS NOT NULL)))) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND OLD.role <> 'OWNER' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'employee violates check constraint "employee_owner_fixed"'
    USING ERRCODE = '23514', CONSTRAINT = 'employee_owner_fixed';
END $$;
CREATE TRIGGER employee_owner_fixed BEFORE UPDATE OR DELETE ON employee
  FOR EACH ROW EXECUTE FUNCTION employee_owner_fixed();
CREATE FUNCTION company_has_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM employee e WHERE e.company_id = NEW.id AND e.role = 'OWNER') THEN
    RAISE EXCEPTION 'company violates check constraint "company_has_owner"'
      USING ERRCODE = '23514', CONSTRAINT = 'company_has_owner';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER company_has_owner AFTER INSERT ON company
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION company_has_owner();

-- A company with live packages cannot be deleted (I-8).
CREATE FUNCTION company_without_live_packages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL AND EXISTS (
    SELECT FROM hub_package p WHERE p.status <> 'INACTIVE'
      AND (p.company_id = NEW.id OR p.reseller_id = (SELECT r.id FROM reseller r WHERE r.company_id = NEW.id))
  ) THEN
    RAISE EXCEPTION 'company violates check constraint "company_without_live_packages"'
      USING ERRCODE = '23514', CONSTRAINT = 'company_without_live_packages';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER company_without_live_packages BEFORE UPDATE ON company
  FOR EACH ROW EXECUTE FUNCTION company_without_live_packages();

-- One open request, one living connection per dealer and reseller (I-2).
CREATE UNIQUE INDEX connection_request_one_open ON connection_request (company_id, reseller_id) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX reseller_connection_one_living ON reseller_connection (company_id, reseller_id) WHERE state <> 'CLOSED';
ALTER TABLE connection_request ADD CONSTRAINT connection_request_columns_agree CHECK (
  CASE status
    WHEN 'PENDING' THEN decided_at IS NULL AND closed_at IS NULL
    WHEN 'APPROVED' THEN decided_at IS NOT NULL
    ELSE closed_at IS NOT NULL
  END);
ALTER TABLE reseller_connection ADD CONSTRAINT reseller_connection_columns_agree CHECK (
  CASE state
    WHEN 'OPEN' THEN end_month IS NULL AND closed_at IS NULL
    WHEN 'ENDING' THEN end_month IS NOT NULL AND closed_at IS NULL
    ELSE closed_at IS NOT NULL
  END
  AND (end_month IS NULL OR end_month ~ '^\d{4}-(0[1-9]|1[0-2])$')
  AND trial_days >= 0 AND coalesce(dealer_fee_minor, 0) >= 0);
ALTER TABLE offer_price ADD CONSTRAINT offer_price_not_negative CHECK (fee_minor >= 0);

-- Hubs: the printed id, the name's 24 bytes, plausible readings; a hub stays with its company.
ALTER TABLE hub ADD CONSTRAINT hub_id_hex CHECK (hub_id ~ '^[0-9A-F]{8}$');
ALTER TABLE hub ADD CONSTRAINT hub_name_bytes CHECK (octet_length(name) BETWEEN 1 AND 24);
ALTER TABLE hub ADD CONSTRAINT hub_readings_plausible CHECK (
  battery_percent BETWEEN 0 AND 100 AND coalesce(signal_bars, 0) BETWEEN 0 AND 3 AND active_slot IN (1, 2)
  AND (model <> 'HUB' OR active_slot = 1) AND is_online = (online_since IS NOT NULL));
CREATE FUNCTION hub_company_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.company_id <> OLD.company_id THEN
    RAISE EXCEPTION 'hub violates check constraint "hub_company_fixed"'
      USING ERRCODE = '23514', CONSTRAINT = 'hub_company_fixed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_company_fixed BEFORE UPDATE OF company_id ON hub
  FOR EACH ROW EXECUTE FUNCTION hub_company_fixed();

-- Search reads one column: the hub's own words and its object's.
CREATE FUNCTION hub_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT lower(concat_ws(' ', NEW.name, NEW.hub_id, o.name, o.address, o.reference, o.end_user_name)) INTO NEW.search_text
    FROM secured_object o WHERE o.id = NEW.object_id;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_search_text BEFORE INSERT OR UPDATE OF name, object_id ON hub
  FOR EACH ROW EXECUTE FUNCTION hub_search_text();
CREATE FUNCTION secured_object_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE hub SET name = name WHERE object_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER secured_object_search_text AFTER UPDATE OF name, address, reference, end_user_name ON secured_object
  FOR EACH ROW EXECUTE FUNCTION secured_object_search_text();
CREATE INDEX hub_search ON hub USING gin (search_text gin_trgm_ops);

-- SIM cards: where, what and since when agree; newer never loses against older (I-7).
ALTER TABLE ajax_sim ADD CONSTRAINT ajax_sim_columns_agree CHECK (
  (hub_id IS NULL) = (slot IS NULL) AND slot IN (1, 2) AND iccid ~ '^\d{19,20}$'
  AND (kind = 'AJAX' OR desired_status = 'DISABLED') AND (retired_at IS NULL OR desired_status = 'DISABLED')
  AND reported_version <= desired_version);
CREATE FUNCTION ajax_sim_newer_wins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.desired_version < OLD.desired_version OR NEW.reported_version < OLD.reported_version
     OR (NEW.desired_status <> OLD.desired_status AND NEW.desired_version = OLD.desired_version) THEN
    RAISE EXCEPTION 'ajax_sim violates check constraint "ajax_sim_newer_wins"'
      USING ERRCODE = '23514', CONSTRAINT = 'ajax_sim_newer_wins';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ajax_sim_newer_wins BEFORE UPDATE ON ajax_sim
  FOR EACH ROW EXECUTE FUNCTION ajax_sim_newer_wins();
CREATE INDEX ajax_sim_unanswered ON ajax_sim (desired_at) WHERE reported_version < desired_version;

-- Packages: one live run per hub and per SIM, no overlap ever (I-1), status and columns agree (I-5), the boundary is stored (I-16).
CREATE UNIQUE INDEX hub_package_one_live ON hub_package (hub_id) WHERE status <> 'INACTIVE';
CREATE UNIQUE INDEX hub_package_sim_live ON hub_package (sim_id) WHERE status <> 'INACTIVE';
ALTER TABLE hub_package ADD CONSTRAINT hub_package_no_overlap
  EXCLUDE USING gist (hub_id WITH =, tstzrange(activated_at, ended_at) WITH &&);
ALTER TABLE hub_package ADD CONSTRAINT hub_package_columns_agree CHECK (
  CASE status
    WHEN 'ACTIVE' THEN expires_at IS NULL AND end_cause IS NULL AND ended_at IS NULL AND end_reason IS NULL
    WHEN 'EXPIRING' THEN expires_at IS NOT NULL AND end_cause IS NOT NULL AND ended_at IS NULL AND end_reason IS NULL
      AND (deactivated_at IS NOT NULL OR end_cause = 'CONNECTION')
    ELSE expires_at IS NULL AND end_cause IS NULL AND ended_at IS NOT NULL AND end_reason IS NOT NULL
  END);
ALTER TABLE hub_package ADD CONSTRAINT hub_package_boundary_later CHECK (
  (expires_at IS NULL OR expires_at > coalesce(deactivated_at, activated_at))
  AND (ended_at IS NULL OR ended_at >= activated_at) AND (confirm_by IS NULL OR confirm_by > activated_at)
  AND (confirmed_at IS NULL OR confirmed_at >= activated_at));
ALTER TABLE hub_package ADD CONSTRAINT hub_package_confirmation CHECK (
  (confirmed_at IS NULL OR confirm_by IS NULL)
  AND (end_reason IS DISTINCT FROM 'ACTIVATION_FAILED' OR confirmed_at IS NULL)
  AND (status = 'INACTIVE' OR confirmed_at IS NOT NULL OR confirm_by IS NOT NULL));
CREATE INDEX hub_package_due ON hub_package (billing_zone, expires_at) WHERE status = 'EXPIRING';
CREATE INDEX hub_package_unconfirmed ON hub_package (company_id, confirm_by) WHERE status <> 'INACTIVE' AND confirmed_at IS NULL;
CREATE INDEX hub_package_overdue ON hub_package (company_id, expires_at) WHERE status = 'EXPIRING';

INSERT INTO package_move (id, from_status, to_status) VALUES
  (1, NULL, 'ACTIVE'), (2, 'ACTIVE', 'ACTIVE'), (3, 'ACTIVE', 'EXPIRING'), (4, 'ACTIVE', 'INACTIVE'),
  (5, 'EXPIRING', 'ACTIVE'), (6, 'EXPIRING', 'EXPIRING'), (7, 'EXPIRING', 'INACTIVE');

CREATE FUNCTION hub_package_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM package_move m WHERE m.from_status = OLD.status AND m.to_status = NEW.status)
     OR NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'hub_package violates check constraint "hub_package_moves": % to %', OLD.status, NEW.status
      USING ERRCODE = '23514', CONSTRAINT = 'hub_package_moves';
  END IF;
  IF (NEW.company_id, NEW.hub_id, NEW.offer_id, NEW.reseller_id, NEW.connection_id, NEW.billing_zone, NEW.activated_at)
     IS DISTINCT FROM
     (OLD.company_id, OLD.hub_id, OLD.offer_id, OLD.reseller_id, OLD.connection_id, OLD.billing_zone, OLD.activated_at)
     OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at) THEN
    RAISE EXCEPTION 'hub_package violates check constraint "hub_package_terms_frozen"'
      USING ERRCODE = '23514', CONSTRAINT = 'hub_package_terms_frozen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_package_moves BEFORE UPDATE ON hub_package
  FOR EACH ROW EXECUTE FUNCTION hub_package_moves();

-- A run starts only for an enrolled dealer (I-10), on an open connection (I-3), with a usable Ajax SIM in that hub (I-10).
CREATE FUNCTION hub_package_may_start() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken text;
BEGIN
  IF NOT EXISTS (SELECT FROM package_move m WHERE m.from_status IS NULL AND m.to_status = NEW.status) THEN
    broken := 'hub_package_moves';
  END IF;
  PERFORM FROM company c JOIN dealer_enrollment d ON d.company_id = c.id
    WHERE c.id = NEW.company_id AND c.deleted_at IS NULL FOR SHARE OF c;
  IF NOT FOUND THEN broken := 'hub_package_dealer_enrolled'; END IF;
  PERFORM FROM reseller_connection r WHERE r.id = NEW.connection_id AND r.state = 'OPEN' FOR SHARE;
  IF NOT FOUND THEN broken := 'hub_package_connection_open'; END IF;
  PERFORM FROM ajax_sim s WHERE s.id = NEW.sim_id AND s.hub_id = NEW.hub_id AND s.kind = 'AJAX'
    AND s.condition = 'OK' AND s.retired_at IS NULL;
  IF NOT FOUND THEN broken := 'hub_package_sim_installed'; END IF;
  IF NEW.previous_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM hub_package p WHERE p.id = NEW.previous_id AND p.hub_id = NEW.hub_id) THEN
    broken := 'hub_package_previous_same_hub';
  END IF;
  IF broken IS NOT NULL THEN
    RAISE EXCEPTION 'hub_package violates check constraint "%"', broken USING ERRCODE = '23514', CONSTRAINT = broken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hub_package_may_start BEFORE INSERT ON hub_package
  FOR EACH ROW EXECUTE FUNCTION hub_package_may_start();

-- A SIM is desired on if and only if it carries a live package (I-7), looked at when the transaction commits.
CREATE FUNCTION sim_follows_package() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE sim uuid := CASE WHEN TG_TABLE_NAME = 'ajax_sim' THEN NEW.id ELSE (to_jsonb(NEW) ->> 'sim_id')::uuid END;
BEGIN
  PERFORM FROM ajax_sim s WHERE s.id = sim AND (s.desired_status = 'ENABLED')
    <> EXISTS (SELECT FROM hub_package p WHERE p.sim_id = s.id AND p.status <> 'INACTIVE');
  IF FOUND THEN
    RAISE EXCEPTION 'ajax_sim violates check constraint "sim_follows_package"'
      USING ERRCODE = '23514', CONSTRAINT = 'sim_follows_package';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sim_follows_package AFTER INSERT OR UPDATE OF status, sim_id ON hub_package
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sim_follows_package();
CREATE CONSTRAINT TRIGGER sim_follows_package AFTER INSERT OR UPDATE OF desired_status ON ajax_sim
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sim_follows_package();

-- The hub repeats the status of its live run, for filters and pages of large fleets, and counts the changes that
-- forms must know of: a report that merely confirms an activation is none.
CREATE FUNCTION hub_service_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE hub h SET service_status = n.status, version = h.version + 1 FROM changed n WHERE h.id = n.hub_id;
  ELSE
    UPDATE hub h SET service_status = n.status, version = h.version + 1
      FROM changed n JOIN former o USING (id)
      WHERE h.id = n.hub_id AND (o.status, o.expires_at) IS DISTINCT FROM (n.status, n.expires_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hub_service_status_insert AFTER INSERT ON hub_package
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hub_service_status();
CREATE TRIGGER hub_service_status_update AFTER UPDATE ON hub_package
  REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION hub_service_status();

-- Counts are appended as differences, so that no two transactions wait for one counter row.
CREATE FUNCTION company_tally_hubs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO company_tally (company_id, kind, delta)
      SELECT company_id, service_status::text::"TallyKind", count(*) FROM added GROUP BY 1, 2;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO company_tally (company_id, kind, delta)
      SELECT company_id, service_status::text::"TallyKind", -count(*) FROM gone GROUP BY 1, 2;
  ELSE
    INSERT INTO company_tally (company_id, kind, delta)
      SELECT company_id, status::text::"TallyKind", sum(delta) FROM (
        SELECT g.company_id, g.service_status AS status, -1 AS delta FROM gone g JOIN added a USING (id)
          WHERE a.service_status <> g.service_status
        UNION ALL
        SELECT a.company_id, a.service_status, 1 FROM gone g JOIN added a USING (id)
          WHERE a.service_status <> g.service_status
      ) moved GROUP BY 1, 2 HAVING sum(delta) <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER company_tally_hub_insert AFTER INSERT ON hub
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION company_tally_hubs();
CREATE TRIGGER company_tally_hub_update AFTER UPDATE ON hub
  REFERENCING OLD TABLE AS gone NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION company_tally_hubs();
CREATE TRIGGER company_tally_hub_delete AFTER DELETE ON hub
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION company_tally_hubs();
CREATE FUNCTION company_tally_objects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO company_tally (company_id, kind, delta) SELECT company_id, 'OBJECT', count(*) FROM added GROUP BY 1;
  ELSE
    INSERT INTO company_tally (company_id, kind, delta) SELECT company_id, 'OBJECT', -count(*) FROM gone GROUP BY 1;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER company_tally_object_insert AFTER INSERT ON secured_object
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION company_tally_objects();
CREATE TRIGGER company_tally_object_delete AFTER DELETE ON secured_object
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION company_tally_objects();

-- One run per month, zone and clock; its figures add up.
CREATE UNIQUE INDEX rollover_run_once ON rollover_run (month, time_zone, clock_id) NULLS NOT DISTINCT;
ALTER TABLE rollover_run ADD CONSTRAINT rollover_run_adds_up CHECK (
  status NOT IN ('COMPLETE', 'COMPLETE_WITH_FAILURES') OR due_count = ended_count + skipped_count + failed_count);
ALTER TABLE rollover_entry ADD CONSTRAINT rollover_entry_failure_named CHECK ((outcome = 'FAILED') = (failure IS NOT NULL));

-- History is written once (I-14).
CREATE FUNCTION audit_entry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed or removed' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only();

-- Jobs are added in the caller's transaction; the queue's own tables stay closed to the application.
CREATE FUNCTION enqueue_job(name text, payload json, key text DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM graphile_worker.add_job(name, payload, job_key => key, max_attempts => 10);
END $$;

-- The application's rights: a group without login; the login role is a member and owns nothing.
DO $$ BEGIN
  CREATE ROLE portal_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION enqueue_job(text, json, text) FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_app;
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text) TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO portal_app;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM portal_app;
REVOKE INSERT, UPDATE, DELETE ON package_move, _prisma_migrations FROM portal_app;
