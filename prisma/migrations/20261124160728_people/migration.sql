-- CreateEnum
CREATE TYPE "TokenPurpose" AS ENUM ('CONFIRM_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL', 'COMPANY_EMAIL', 'DELETE_ACCOUNT');

-- CreateEnum
CREATE TYPE "InvitationState" AS ENUM ('WAITING', 'INVITED', 'ACCEPTED', 'DECLINED', 'REVOKED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "CountryState" AS ENUM ('AVAILABLE', 'CLOSED', 'NOT_OFFERED');

-- AlterTable
ALTER TABLE "pro_account" ADD COLUMN     "country" CHAR(2),
ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_last_step" BIGINT,
ADD COLUMN     "totp_secret" TEXT;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "reauthenticated_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "company" ADD COLUMN     "address" TEXT,
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "registration_number" TEXT,
ADD COLUMN     "tax_number" TEXT;

-- AlterTable
ALTER TABLE "dealer_enrollment" ADD COLUMN     "billing_address" TEXT,
ADD COLUMN     "contact_email" TEXT,
ADD COLUMN     "contact_name" TEXT,
ADD COLUMN     "contact_phone" TEXT,
ADD COLUMN     "expected_hubs" INTEGER,
ADD COLUMN     "legal_name" TEXT,
ADD COLUMN     "reference" TEXT,
ADD COLUMN     "tax_number" TEXT;

-- CreateTable
CREATE TABLE "account_token" (
    "id" UUID NOT NULL,
    "purpose" "TokenPurpose" NOT NULL,
    "account_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "code_hash" TEXT,
    "wrong_codes" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_event" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "address" TEXT,
    "agent" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "role" "EmployeeRole" NOT NULL,
    "state" "InvitationState" NOT NULL,
    "token_hash" TEXT,
    "invited_by_id" UUID NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "country_availability" (
    "code" CHAR(2) NOT NULL,
    "state" "CountryState" NOT NULL,
    "closed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "country_availability_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "country_interest" (
    "company_id" UUID NOT NULL,
    "country" CHAR(2) NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "country_interest_pkey" PRIMARY KEY ("company_id")
);

-- CreateTable
CREATE TABLE "mail_message" (
    "id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "recipient" CITEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "company_id" UUID,
    "account_id" UUID,
    "subject" TEXT,
    "html" TEXT,
    "text" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "company_id" UUID,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "href" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_token_token_hash_key" ON "account_token"("token_hash");

-- CreateIndex
CREATE INDEX "account_token_account_id_purpose_idx" ON "account_token"("account_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_code_code_hash_key" ON "recovery_code"("code_hash");

-- CreateIndex
CREATE INDEX "recovery_code_account_id_idx" ON "recovery_code"("account_id");

-- CreateIndex
CREATE INDEX "account_event_account_id_at_idx" ON "account_event"("account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

-- CreateIndex
CREATE INDEX "invitation_company_id_sent_at_idx" ON "invitation"("company_id", "sent_at");

-- CreateIndex
CREATE INDEX "mail_message_created_at_idx" ON "mail_message"("created_at");

-- CreateIndex
CREATE INDEX "mail_message_recipient_created_at_idx" ON "mail_message"("recipient", "created_at");

-- CreateIndex
CREATE INDEX "notification_account_id_done_at_at_idx" ON "notification"("account_id", "done_at", "at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_account_id_group_key_kind_key" ON "notification"("account_id", "group_key", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "dealer_enrollment_reference_key" ON "dealer_enrollment"("reference");

-- AddForeignKey
ALTER TABLE "account_token" ADD CONSTRAINT "account_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_event" ADD CONSTRAINT "account_event_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "pro_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written: rules a schema file cannot say.

-- Links and codes: five wrong codes at most, and never born expired.
ALTER TABLE account_token ADD CONSTRAINT account_token_plausible CHECK (
  wrong_codes BETWEEN 0 AND 5 AND expires_at > created_at);

-- One open invitation for an address and company; the columns tell the same story as the state.
CREATE UNIQUE INDEX invitation_one_open ON invitation (company_id, email) WHERE closed_at IS NULL;
ALTER TABLE invitation ADD CONSTRAINT invitation_columns_agree CHECK (
  (state IN ('WAITING', 'INVITED')) = (closed_at IS NULL)
  AND (state <> 'INVITED' OR token_hash IS NOT NULL)
  AND (state <> 'WAITING' OR token_hash IS NULL));
ALTER TABLE invitation ADD CONSTRAINT invitation_never_owner CHECK (role <> 'OWNER');

ALTER TABLE country_availability ADD CONSTRAINT country_availability_columns_agree CHECK (
  (state = 'CLOSED') = (closed_on IS NOT NULL));

-- Who owns or works in a company that lives cannot delete the account.
CREATE FUNCTION account_leaves_no_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM employee e JOIN company c ON c.id = e.company_id
    WHERE e.account_id = NEW.id AND e.state = 'ACTIVE' AND c.deleted_at IS NULL
  ) THEN
    RAISE EXCEPTION 'the account still works in a company'
      USING ERRCODE = '23514', CONSTRAINT = 'account_leaves_no_company';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_leaves_no_company BEFORE UPDATE OF deleted_at ON pro_account
  FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL)
  EXECUTE FUNCTION account_leaves_no_company();

CREATE TRIGGER account_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON account_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_append_only();

-- The bell counts what is open.
CREATE INDEX notification_open ON notification (account_id, at) WHERE done_at IS NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON account_token, recovery_code, invitation, country_availability,
  country_interest, mail_message, notification TO portal_app;
GRANT SELECT, INSERT ON account_event TO portal_app;
