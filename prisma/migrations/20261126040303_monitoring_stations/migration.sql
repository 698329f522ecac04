-- CreateEnum
CREATE TYPE "StationProtocol" AS ENUM ('SIA', 'CID');

-- CreateEnum
CREATE TYPE "StationChannel" AS ENUM ('ETHERNET', 'WIFI', 'GSM');

-- CreateEnum
CREATE TYPE "StationFault" AS ENUM ('NAK', 'CLOCK', 'DUH', 'UNKNOWN', 'SILENCE', 'BROKEN', 'REFUSED', 'FORBIDDEN', 'NO_SUCH_HOST', 'NO_CHANNEL', 'KEY_LOST');

-- AlterEnum
ALTER TYPE "FaultKind" ADD VALUE 'STATION_FAULT';

-- AlterTable
ALTER TABLE "hub" DROP COLUMN "has_monitoring_station";

-- CreateTable
CREATE TABLE "station" (
    "hub_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "protocol" "StationProtocol" NOT NULL DEFAULT 'SIA',
    "account_number" TEXT NOT NULL,
    "sealed_key" TEXT,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "is_ethernet_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_wifi_enabled" BOOLEAN NOT NULL DEFAULT true,
    "is_cellular_enabled" BOOLEAN NOT NULL DEFAULT true,
    "test_period_seconds" INTEGER NOT NULL DEFAULT 60,
    "next_test_at" TIMESTAMPTZ(3),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "reserve_until" TIMESTAMPTZ(3),
    "lease" INTEGER NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "is_lost" BOOLEAN NOT NULL DEFAULT false,
    "acknowledged_at" TIMESTAMPTZ(3),
    "fault" "StationFault",
    "fault_at" TIMESTAMPTZ(3),
    "dropped_count" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "station_pkey" PRIMARY KEY ("hub_id")
);

-- CreateTable
CREATE TABLE "station_route" (
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "channel" "StationChannel" NOT NULL,
    "is_reserve" BOOLEAN NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,

    CONSTRAINT "station_route_pkey" PRIMARY KEY ("hub_id","channel","is_reserve")
);

-- CreateTable
CREATE TABLE "station_message" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "event_id" UUID,
    "sia" CHAR(2) NOT NULL,
    "cid" CHAR(4) NOT NULL,
    "group" INTEGER NOT NULL DEFAULT 0,
    "zone" INTEGER NOT NULL DEFAULT 0,
    "is_alarm" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" INTEGER,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "station_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "station_user" (
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "station_user_pkey" PRIMARY KEY ("hub_id","actor_id")
);

-- CreateIndex
CREATE INDEX "station_account_number_idx" ON "station"("account_number");

-- CreateIndex
CREATE UNIQUE INDEX "station_company_id_hub_id_key" ON "station"("company_id", "hub_id");

-- CreateIndex
CREATE UNIQUE INDEX "station_message_seq_key" ON "station_message"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "station_message_event_id_key" ON "station_message"("event_id");

-- CreateIndex
CREATE INDEX "station_message_hub_id_seq_idx" ON "station_message"("hub_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "station_user_hub_id_number_key" ON "station_user"("hub_id", "number");

-- AddForeignKey
ALTER TABLE "station" ADD CONSTRAINT "station_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_route" ADD CONSTRAINT "station_route_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "station"("company_id", "hub_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_message" ADD CONSTRAINT "station_message_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "station"("company_id", "hub_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "station_user" ADD CONSTRAINT "station_user_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written from here on.

ALTER TABLE station ADD CONSTRAINT station_plausible CHECK (
  account_number ~ '^[0-9A-F]{3,16}$' AND address <> '' AND port BETWEEN 1 AND 65535
  AND (is_ethernet_enabled OR is_wifi_enabled OR is_cellular_enabled)
  AND test_period_seconds BETWEEN 0 AND 86400 AND test_period_seconds % 60 = 0
  AND (test_period_seconds = 0) = (next_test_at IS NULL));
ALTER TABLE station ADD CONSTRAINT station_dialing_agrees CHECK (
  sequence BETWEEN 0 AND 9999 AND failures >= 0 AND lease >= 0 AND dropped_count >= 0
  AND (fault IS NULL) = (fault_at IS NULL) AND NOT (is_lost AND fault IS NULL));
-- The main address over a cable stands in the station itself.
ALTER TABLE station_route ADD CONSTRAINT station_route_plausible CHECK (
  address <> '' AND port BETWEEN 1 AND 65535 AND (is_reserve OR channel <> 'ETHERNET'));
ALTER TABLE station_message ADD CONSTRAINT station_message_plausible CHECK (
  sia ~ '^[A-Z]{2}$' AND cid ~ '^[136][0-9]{3}$' AND "group" BETWEEN 0 AND 999 AND zone BETWEEN 0 AND 999
  AND coalesce(sequence, 1) BETWEEN 1 AND 9999 AND attempts >= 0 AND (attempts = 0 OR sequence IS NOT NULL)
  AND NOT (is_alarm AND event_id IS NULL));
ALTER TABLE station_user ADD CONSTRAINT station_user_plausible CHECK (
  number BETWEEN 501 AND 999 AND actor_id <> '');

-- A queue keeps 10,000 messages. What has no room goes from its oldest on, and alarms never do.
CREATE FUNCTION station_message_capped() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE concerned uuid;
BEGIN
  FOR concerned IN SELECT DISTINCT hub_id FROM added LOOP
    IF (SELECT count(*) FROM (SELECT FROM station_message WHERE hub_id = concerned LIMIT 10001) kept) <= 10000 THEN
      CONTINUE;
    END IF;
    WITH gone AS (
      DELETE FROM station_message WHERE id IN (
        SELECT id FROM station_message WHERE hub_id = concerned AND NOT is_alarm ORDER BY seq
        LIMIT (SELECT count(*) - 10000 FROM station_message WHERE hub_id = concerned))
      RETURNING id
    )
    UPDATE station SET dropped_count = dropped_count + (SELECT count(*) FROM gone) WHERE hub_id = concerned;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER station_message_capped AFTER INSERT ON station_message
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION station_message_capped();

-- A number that a station knows a message by stays with it, so that a repeat is known as one.
CREATE FUNCTION station_message_numbered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sequence IS NOT NULL AND NEW.sequence IS DISTINCT FROM OLD.sequence THEN
    RAISE EXCEPTION 'station_message violates check constraint "station_message_numbered_once"'
      USING ERRCODE = '23514', CONSTRAINT = 'station_message_numbered_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER station_message_numbered_once BEFORE UPDATE ON station_message
  FOR EACH ROW EXECUTE FUNCTION station_message_numbered_once();

-- What workers look for at every turn.
CREATE INDEX station_test_due ON station (next_test_at) WHERE next_test_at IS NOT NULL;
ALTER TABLE station SET (fillfactor = 85);

-- What is told stands as it was queued, and numbers of people never change.
GRANT SELECT, INSERT, UPDATE, DELETE ON station, station_route TO portal_app;
GRANT SELECT, INSERT, DELETE, UPDATE (sequence, attempts) ON station_message TO portal_app;
GRANT SELECT, INSERT ON station_user TO portal_app;
GRANT USAGE ON SEQUENCE station_message_seq_seq TO portal_app;
