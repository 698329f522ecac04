import { z } from "zod";

/** How a demo clock is to be moved. `zone` says whose month is meant, `at` is an instant in UTC as a form sends it. */
export const advanceClockSchema = z.strictObject({
  clockId: z.uuid(),
  to: z.enum(["NEXT_HOUR", "NEXT_DAY", "LAST_MINUTE", "OVER_BOUNDARY", "INSTANT"]),
  zone: z.string().max(60).default("UTC"),
  at: z.union([z.literal(""), z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)]).default(""),
});

export const rerunSchema = z.strictObject({ runId: z.uuid() });
