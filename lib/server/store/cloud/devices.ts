import { Prisma } from "@/prisma/generated/client";
import type { Transaction } from "../../context";

/** What a person settles of a device. Keys are those inside. */
export type DeviceSettings = {
  name: string;
  roomKey: string | null;
  groupKey: string | null;
  nightModeArm: boolean;
  alwaysActive: boolean;
  armingMode: "NORMAL" | "ENTRY_EXIT" | "FOLLOWER";
  armDelaySeconds: number;
  alarmDelaySeconds: number;
  /** Fields of its own, by the names of the cloud API. */
  fields: Readonly<Record<string, boolean>>;
};

/** Writes what is given of a device's settings; the caller holds the hub. */
export async function saveDeviceSettings(
  tx: Transaction,
  deviceKey: string,
  settings: Partial<DeviceSettings>,
): Promise<void> {
  const sets = [
    set(settings.name, (value) => Prisma.sql`name = ${value}`),
    set(settings.roomKey, (value) => Prisma.sql`room_id = ${value}::uuid`),
    set(settings.groupKey, (value) => Prisma.sql`group_id = ${value}::uuid`),
    set(settings.nightModeArm, (value) => Prisma.sql`night_mode_arm = ${value}`),
    set(settings.alwaysActive, (value) => Prisma.sql`always_active = ${value}`),
    set(settings.armingMode, (value) => Prisma.sql`arming_mode = ${value}::"ArmingMode"`),
    set(settings.armDelaySeconds, (value) => Prisma.sql`arm_delay_seconds = ${value}`),
    set(settings.alarmDelaySeconds, (value) => Prisma.sql`alarm_delay_seconds = ${value}`),
    set(settings.fields, (value) => Prisma.sql`fields = fields || ${JSON.stringify(value)}::jsonb`),
  ].flat();
  if (sets.length === 0) return;
  await tx.$executeRaw`update device set ${Prisma.join(sets, ", ")} where id = ${deviceKey}::uuid`;
}

function set<T>(value: T | undefined, sql: (value: T) => Prisma.Sql): Prisma.Sql[] {
  return value === undefined ? [] : [sql(value)];
}
