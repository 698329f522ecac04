import { z } from "zod";

/** No stored text holds a NUL. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => !value.includes("\0"));

/** Bodies of the hub cloud. Unknown fields are ignored. Source: INTEGRATION 3 and 4. */
export const loginSchema = z.object({
  login: text(254),
  passwordHash: text(200),
  userRole: z.literal("USER").optional(),
  totp: text(20).nullish(),
});

export const refreshSchema = z.object({ userId: text(100), refreshToken: text(200) });

const armingCommand = z.enum(["ARM", "DISARM", "NIGHT_MODE_ON", "NIGHT_MODE_OFF"]);

export const hubArmingSchema = z.object({
  command: z.enum([...armingCommand.options, "PANIC"]),
  ignoreProblems: z.boolean().default(false),
});

export const groupArmingSchema = z.object({ command: armingCommand, ignoreProblems: z.boolean().default(false) });

export const panicSchema = z.object({
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      accuracy: z.number().optional(),
      speed: z.number().optional(),
      timestamp: z.number().optional(),
    })
    .nullish(),
});

export const muteSchema = z.object({ muteType: z.literal("ALL_FIRE_DETECTORS").nullish() });

const channels = z.object({
  additionalParamType: z.literal("CHANNELS"),
  channels: z.array(z.enum(["CHANNEL_1", "CHANNEL_2"])).max(2),
});

/** Clients write the last field with a small or a capital letter. */
export const deviceCommandSchema = z.object({
  command: text(40),
  deviceType: text(60),
  additionalParam: channels.nullish(),
  AdditionalParam: channels.nullish(),
});

const partId = z.string().regex(/^[0-9a-f]{1,8}$/i);

/** What of a device may be written; everything else of its object is read only, and ignored. */
export const deviceEditSchema = z.object({
  deviceName: text(24).optional(),
  roomId: partId.nullish(),
  groupId: partId.nullish(),
  nightModeArm: z.boolean().optional(),
  alwaysActive: z.boolean().optional(),
  armingMode: z.enum(["NORMAL", "ENTRY_EXIT", "FOLLOWER"]).optional(),
  armDelaySeconds: z.number().int().min(0).max(120).optional(),
  alarmDelaySeconds: z.number().int().min(0).max(120).optional(),
  reedContactAware: z.boolean().optional(),
  extraContactAware: z.boolean().optional(),
});

export const pageSchema = z.coerce.number().int().min(1).max(10_000).default(1);
