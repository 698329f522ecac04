-- CreateEnum
CREATE TYPE "HubArmingState" AS ENUM ('DISARMED', 'ARMED', 'NIGHT_MODE', 'DISARMED_NIGHT_MODE_OFF', 'DISARMED_NIGHT_MODE_ON', 'ARMED_NIGHT_MODE_OFF', 'ARMED_NIGHT_MODE_ON', 'PARTIALLY_ARMED_NIGHT_MODE_OFF', 'PARTIALLY_ARMED_NIGHT_MODE_ON');

-- CreateEnum
CREATE TYPE "ArmingState" AS ENUM ('DISARMED', 'ARMED');

-- CreateEnum
CREATE TYPE "ArmPreventionMode" AS ENUM ('IGNORE_WARNINGS', 'ALERT_USER', 'PREVENT_ARMING');

-- CreateEnum
CREATE TYPE "ArmingMode" AS ENUM ('NORMAL', 'ENTRY_EXIT', 'FOLLOWER');

-- CreateEnum
CREATE TYPE "BatteryState" AS ENUM ('CHARGED', 'DISCHARGED', 'MALFUNCTION');

-- CreateEnum
CREATE TYPE "DeviceColor" AS ENUM ('WHITE', 'BLACK');

-- CreateEnum
CREATE TYPE "SignalLevel" AS ENUM ('NO_SIGNAL', 'WEAK', 'NORMAL', 'STRONG');

-- CreateEnum
CREATE TYPE "FaultKind" AS ENUM ('SIM_STUCK', 'SIM_REMOVED', 'SIM_FOREIGN', 'SIM_PIN_LOCKED', 'SIM_DEFECTIVE', 'SIM_ELSEWHERE', 'REPORTS_DELAYED', 'REPORTS_LOST', 'REPORTS_DOUBLED', 'REPORTS_REORDERED', 'GATEWAY_SLOW', 'GATEWAY_DOWN', 'HUB_NO_MAINS', 'HUB_BATTERY_LOW', 'HUB_LID_OPEN', 'HUB_CHANNEL_DOWN', 'HUB_SILENT', 'HUB_FIRMWARE_OLD', 'TRANSFER_INTERRUPTED');

-- CreateEnum
CREATE TYPE "MessageDirection" AS ENUM ('COMMAND', 'REPORT');

-- CreateEnum
CREATE TYPE "TaskKind" AS ENUM ('SIM_DRIFT', 'SIM_GONE', 'SIM_ELSEWHERE');

-- DropIndex
DROP INDEX "device_hub_id_device_id_key";

-- AlterTable
ALTER TABLE "hub" ADD COLUMN     "arm_prevention_mode" "ArmPreventionMode" NOT NULL DEFAULT 'PREVENT_ARMING',
ADD COLUMN     "armed_at" TIMESTAMPTZ(3),
ADD COLUMN     "battery_state" "BatteryState" NOT NULL DEFAULT 'CHARGED',
ADD COLUMN     "color" "DeviceColor" NOT NULL DEFAULT 'WHITE',
ADD COLUMN     "ethernet" JSONB NOT NULL DEFAULT '{"enabled":false,"ip":"","mask":"","gate":"","dns":"","dhcp":true}',
ADD COLUMN     "groups_enabled" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "has_autoupdate" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "is_armed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_blocked_by_provider" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_cellular_enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "is_night_mode" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_roaming_enabled" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "is_virtual_operator_allowed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "latest_firmware" TEXT,
ADD COLUMN     "lost_channels" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "night_mode_at" TIMESTAMPTZ(3),
ADD COLUMN     "offline_alarm_seconds" INTEGER NOT NULL DEFAULT 300,
ADD COLUMN     "offline_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "ping_period_seconds" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "state" "HubArmingState" NOT NULL DEFAULT 'DISARMED',
ADD COLUMN     "time_zone" TEXT,
ADD COLUMN     "wifi" JSONB NOT NULL DEFAULT '{"enabled":false,"ssid":"","signalLevel":"NO_SIGNAL"}';

-- AlterTable
ALTER TABLE "device" ADD COLUMN     "alarm_delay_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "alarm_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "alarm_due_for" TEXT,
ADD COLUMN     "always_active" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "arm_delay_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "arming_mode" "ArmingMode" NOT NULL DEFAULT 'NORMAL',
ADD COLUMN     "bypass_state" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "cms_device_index" INTEGER,
ADD COLUMN     "color" "DeviceColor" NOT NULL DEFAULT 'WHITE',
ADD COLUMN     "fields" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "firmware" TEXT NOT NULL DEFAULT '5.61.1.0',
ADD COLUMN     "group_id" UUID,
ADD COLUMN     "is_tampered" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "malfunctions" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "night_mode_arm" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "open_alarms" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "room_id" UUID,
ADD COLUMN     "signal_level" "SignalLevel" NOT NULL DEFAULT 'STRONG',
ADD COLUMN     "temperature" INTEGER;

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "ajax_sim" ADD COLUMN     "apn" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "apn_username" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "balance_number" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "card_status" "SimPower" NOT NULL DEFAULT 'DISABLED',
ADD COLUMN     "card_version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "next_try_at" TIMESTAMPTZ(3),
ADD COLUMN     "phone_number" TEXT,
ADD COLUMN     "traffic_reset_at" TIMESTAMPTZ(3),
ADD COLUMN     "traffic_rx_kb" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "traffic_tx_kb" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "room" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hub_group" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" "ArmingState" NOT NULL DEFAULT 'DISARMED',
    "armed_at" TIMESTAMPTZ(3),
    "bulk_arm_involved" BOOLEAN NOT NULL DEFAULT true,
    "bulk_disarm_involved" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "hub_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "simulated_fault" (
    "id" UUID NOT NULL,
    "kind" "FaultKind" NOT NULL,
    "clock_id" UUID,
    "company_id" UUID,
    "hub_id" UUID,
    "sim_id" UUID,
    "part" TEXT NOT NULL DEFAULT '',
    "options" JSONB NOT NULL DEFAULT '{}',
    "injected_at" TIMESTAMPTZ(3) NOT NULL,
    "injected_by" TEXT NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "simulated_fault_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "network_message" (
    "id" BIGSERIAL NOT NULL,
    "direction" "MessageDirection" NOT NULL,
    "sim_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "SimPower" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "network_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fleet_activity" (
    "company_id" UUID NOT NULL,
    "changes_per_minute" INTEGER NOT NULL,
    "seed" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fleet_activity_pkey" PRIMARY KEY ("company_id")
);

-- CreateTable
CREATE TABLE "service_task" (
    "id" UUID NOT NULL,
    "kind" "TaskKind" NOT NULL,
    "company_id" UUID NOT NULL,
    "hub_id" UUID NOT NULL,
    "sim_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "room_hub_id_number_key" ON "room"("hub_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "room_hub_id_id_key" ON "room"("hub_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "hub_group_hub_id_number_key" ON "hub_group"("hub_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "hub_group_hub_id_id_key" ON "hub_group"("hub_id", "id");

-- CreateIndex
CREATE INDEX "network_message_due_at_id_idx" ON "network_message"("due_at", "id");

-- CreateIndex
CREATE INDEX "network_message_sim_id_idx" ON "network_message"("sim_id");

-- CreateIndex
CREATE INDEX "service_task_hub_id_idx" ON "service_task"("hub_id");

-- Hand-written: what stood so far, in the new form.
INSERT INTO room (id, company_id, hub_id, number, name)
  SELECT gen_random_uuid(), company_id, hub_id, row_number() OVER (PARTITION BY hub_id ORDER BY room), room
  FROM (SELECT DISTINCT company_id, hub_id, room FROM device) known;
UPDATE device d SET room_id = r.id FROM room r WHERE r.hub_id = d.hub_id AND r.name = d.room;
ALTER TABLE device DROP COLUMN room;
UPDATE device d SET cms_device_index = n.place
  FROM (SELECT id, row_number() OVER (PARTITION BY hub_id ORDER BY device_id) AS place FROM device) n WHERE n.id = d.id;
ALTER TABLE device ALTER COLUMN cms_device_index SET NOT NULL;
-- Of devices that were given one number, all but the first get one of their own key.
UPDATE device d SET device_id = upper(substr(md5(d.id::text), 1, 8))
  FROM (SELECT id, row_number() OVER (PARTITION BY device_id ORDER BY id) AS place FROM device) n
  WHERE n.id = d.id AND n.place > 1;
UPDATE device SET fields = CASE type
    WHEN 'DOOR_PROTECT' THEN '{"reedClosed":true,"extraContactClosed":true,"reedContactAware":true,"extraContactAware":false}'
    WHEN 'FIRE_PROTECT' THEN '{"smokeAlarmDetected":false,"temperatureAlarmDetected":false,"coAlarmDetected":false}'
    WHEN 'LEAKS_PROTECT' THEN '{"leakDetected":false}'
    WHEN 'SOCKET' THEN '{"realState":0,"voltage":230,"currentMA":0,"powerWtH":0}'
    WHEN 'STREET_SIREN' THEN '{"buzzerState":"OFF"}'
    ELSE '{}' END::jsonb,
  temperature = CASE WHEN type IN ('DOOR_PROTECT', 'MOTION_PROTECT', 'FIRE_PROTECT', 'LEAKS_PROTECT', 'GLASS_PROTECT') THEN 21 END;
-- A hub without mains lost its cable with its power; one that merely has no channel never had a cable.
UPDATE hub SET ethernet = ethernet || jsonb_build_object('enabled', has_ethernet OR NOT has_mains),
  wifi = wifi || jsonb_build_object('enabled', has_wifi);
UPDATE ajax_sim SET card_status = coalesce(reported_status, 'DISABLED'), card_version = reported_version;
INSERT INTO simulated_fault (id, kind, company_id, sim_id, injected_at, injected_by)
  SELECT gen_random_uuid(), 'SIM_STUCK', company_id, id, coalesce(desired_at, now()), 'Demo' FROM ajax_sim WHERE fault = 'STUCK';
INSERT INTO simulated_fault (id, kind, company_id, sim_id, options, injected_at, injected_by)
  SELECT gen_random_uuid(), 'REPORTS_DELAYED', company_id, id, '{"seconds":20}', coalesce(desired_at, now()), 'Demo'
  FROM ajax_sim WHERE fault = 'SLOW';
INSERT INTO simulated_fault (id, kind, company_id, hub_id, injected_at, injected_by)
  SELECT gen_random_uuid(), 'HUB_NO_MAINS', company_id, id, coalesce(last_seen_at, created_at), 'Demo'
  FROM hub WHERE NOT has_mains;
ALTER TABLE ajax_sim DROP COLUMN fault;
DROP TYPE "SimFault";

-- CreateIndex
CREATE UNIQUE INDEX "device_device_id_key" ON "device"("device_id");

-- CreateIndex
CREATE UNIQUE INDEX "device_hub_id_cms_device_index_key" ON "device"("hub_id", "cms_device_index");

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hub_group" ADD CONSTRAINT "hub_group_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_room_fkey" FOREIGN KEY ("hub_id", "room_id") REFERENCES "room"("hub_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_group_fkey" FOREIGN KEY ("hub_id", "group_id") REFERENCES "hub_group"("hub_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "simulated_fault" ADD CONSTRAINT "simulated_fault_clock_id_fkey" FOREIGN KEY ("clock_id") REFERENCES "simulation_clock"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulated_fault" ADD CONSTRAINT "simulated_fault_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "simulated_fault" ADD CONSTRAINT "simulated_fault_sim_fkey" FOREIGN KEY ("company_id", "sim_id") REFERENCES "ajax_sim"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "network_message" ADD CONSTRAINT "network_message_sim_id_fkey" FOREIGN KEY ("sim_id") REFERENCES "ajax_sim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fleet_activity" ADD CONSTRAINT "fleet_activity_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_task" ADD CONSTRAINT "service_task_company_id_hub_id_fkey" FOREIGN KEY ("company_id", "hub_id") REFERENCES "hub"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_task" ADD CONSTRAINT "service_task_sim_fkey" FOREIGN KEY ("company_id", "sim_id") REFERENCES "ajax_sim"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written from here on: rules that Prisma's schema language cannot say. Each is listed in prisma/hand-written.json.

-- A configuration moves to another hub as a whole: devices, rooms and groups, in any order, agree when it commits.
ALTER TABLE device ALTER CONSTRAINT device_room_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE device ALTER CONSTRAINT device_group_fkey DEFERRABLE INITIALLY DEFERRED;

-- What a hub calls its arming is what its parts say, and since when they say it is known.
ALTER TABLE hub ADD CONSTRAINT hub_arming_agrees CHECK (
  is_armed = (armed_at IS NOT NULL) AND is_night_mode = (night_mode_at IS NOT NULL)
  AND CASE
    WHEN NOT groups_enabled AND is_night_mode THEN NOT is_armed AND state = 'NIGHT_MODE'
    WHEN NOT groups_enabled AND is_armed THEN state = 'ARMED'
    WHEN NOT groups_enabled THEN state = 'DISARMED'
    WHEN is_night_mode THEN
      state IN ('DISARMED_NIGHT_MODE_ON', 'ARMED_NIGHT_MODE_ON', 'PARTIALLY_ARMED_NIGHT_MODE_ON')
    ELSE state IN ('DISARMED_NIGHT_MODE_OFF', 'ARMED_NIGHT_MODE_OFF', 'PARTIALLY_ARMED_NIGHT_MODE_OFF')
  END);
ALTER TABLE hub_group ADD CONSTRAINT hub_group_plausible CHECK (
  (state = 'ARMED') = (armed_at IS NOT NULL) AND number BETWEEN 1 AND 999);
ALTER TABLE room ADD CONSTRAINT room_plausible CHECK (number BETWEEN 1 AND 999 AND name <> '');

-- Only a hub that is online waits to count as offline.
ALTER TABLE hub ADD CONSTRAINT hub_connection_agrees CHECK (
  (offline_due_at IS NULL OR is_online)
  AND ping_period_seconds BETWEEN 10 AND 300 AND offline_alarm_seconds BETWEEN 30 AND 600
  AND coalesce(jsonb_typeof(ethernet -> 'enabled') = 'boolean' AND jsonb_typeof(wifi -> 'enabled') = 'boolean', false)
  AND lost_channels <@ array['ETHERNET', 'WIFI', 'GSM']);

ALTER TABLE device ADD CONSTRAINT device_plausible CHECK (
  device_id ~ '^[0-9A-F]{8}$' AND cms_device_index BETWEEN 1 AND 500 AND coalesce(battery_percent, 0) BETWEEN 0 AND 100
  AND arm_delay_seconds BETWEEN 0 AND 120 AND alarm_delay_seconds BETWEEN 0 AND 120
  AND (alarm_due_at IS NULL) = (alarm_due_for IS NULL) AND jsonb_typeof(fields) = 'object');

-- A card obeys commands that were given, and never goes back to an older one (I-7).
ALTER TABLE ajax_sim ADD CONSTRAINT ajax_sim_card_agrees CHECK (
  card_version <= desired_version AND attempts >= 0);
CREATE OR REPLACE FUNCTION ajax_sim_newer_wins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.desired_version < OLD.desired_version OR NEW.reported_version < OLD.reported_version
     OR NEW.card_version < OLD.card_version
     OR (NEW.desired_status <> OLD.desired_status AND NEW.desired_version = OLD.desired_version) THEN
    RAISE EXCEPTION 'ajax_sim violates check constraint "ajax_sim_newer_wins"'
      USING ERRCODE = '23514', CONSTRAINT = 'ajax_sim_newer_wins';
  END IF;
  RETURN NEW;
END $$;

-- A fault has one place and stands there once; a task about a SIM is open once; a message takes no negative time.
ALTER TABLE simulated_fault ADD CONSTRAINT simulated_fault_place CHECK (
  num_nonnulls(clock_id, hub_id, sim_id) = 1 AND (clock_id IS NULL) = (company_id IS NOT NULL)
  AND (lifted_at IS NULL) = (lifted_by IS NULL));
CREATE UNIQUE INDEX simulated_fault_standing ON simulated_fault (kind, part, clock_id, hub_id, sim_id)
  NULLS NOT DISTINCT WHERE lifted_at IS NULL;
CREATE INDEX simulated_fault_hub ON simulated_fault (hub_id) WHERE lifted_at IS NULL AND hub_id IS NOT NULL;
CREATE INDEX simulated_fault_sim ON simulated_fault (sim_id) WHERE lifted_at IS NULL AND sim_id IS NOT NULL;
CREATE UNIQUE INDEX service_task_open ON service_task (kind, sim_id) WHERE closed_at IS NULL;
ALTER TABLE service_task ADD CONSTRAINT service_task_closed_later CHECK (closed_at >= opened_at);
ALTER TABLE network_message ADD CONSTRAINT network_message_takes_time CHECK (due_at >= sent_at);
ALTER TABLE fleet_activity ADD CONSTRAINT fleet_activity_plausible CHECK (changes_per_minute BETWEEN 1 AND 60);

-- What the simulation looks for at every turn.
CREATE INDEX hub_offline_due ON hub (offline_due_at) WHERE offline_due_at IS NOT NULL;
CREATE INDEX device_alarm_due ON device (alarm_due_at) WHERE alarm_due_at IS NOT NULL;
CREATE INDEX ajax_sim_gone ON ajax_sim (removed_at) WHERE hub_id IS NULL AND removed_at IS NOT NULL;
-- Hubs take turns: one of 600 for each second of ten minutes.
CREATE INDEX hub_turn ON hub (((hashtext(hub_id::text) & 2147483647) % 600));
-- Reports change hubs again and again: room on the page keeps them out of the indexes.
ALTER TABLE hub SET (fillfactor = 85);
ALTER TABLE ajax_sim SET (fillfactor = 85);
ALTER TABLE device SET (fillfactor = 90);

-- Events of a hub in their order, for its log; updates of a day ago, to be let go.
CREATE INDEX outbox_of_hub ON outbox (hub_id, xid, seq) WHERE hub_id IS NOT NULL;
CREATE INDEX outbox_stale ON outbox (recorded_at) WHERE kind = 'hub.update';

-- Order per hub. Who appends for a hub holds its row, but may have begun, and so got a lower transaction number, before
-- the one that held it last. Its rows then take that one's number: read by (xid, seq) they follow it, and readers still
-- miss nothing, because a number is only ever raised, and what it is raised to has ended by then (I-13, I-27).
CREATE FUNCTION outbox_order_per_hub() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE newest xid8;
BEGIN
  SELECT o.xid INTO newest FROM outbox o WHERE o.hub_id = NEW.hub_id ORDER BY o.xid DESC, o.seq DESC LIMIT 1;
  IF newest > NEW.xid THEN NEW.xid := newest; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER outbox_order_per_hub BEFORE INSERT ON outbox
  FOR EACH ROW WHEN (NEW.hub_id IS NOT NULL) EXECUTE FUNCTION outbox_order_per_hub();

GRANT SELECT, INSERT, UPDATE, DELETE ON room, hub_group, simulated_fault, network_message, fleet_activity, service_task TO portal_app;
GRANT USAGE ON SEQUENCE network_message_id_seq TO portal_app;
