import { z } from "zod";
import type { ClockTarget } from "@/lib/domain/clock-advance";

const zones: ReadonlySet<string> = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);

/** How a demo clock is to be moved. `zone` says whose month is meant, `at` is an instant in UTC as a form sends it. */
export const advanceClockSchema = z
  .strictObject({
    clockId: z.uuid(),
    to: z.enum(["NEXT_HOUR", "NEXT_DAY", "LAST_MINUTE", "OVER_BOUNDARY", "INSTANT"]),
    zone: z
      .string()
      .refine((zone) => zones.has(zone))
      .default("UTC"),
    at: z.union([z.literal(""), z.iso.datetime({ local: true, precision: -1 })]).default(""),
  })
  .refine(({ to, at }) => to !== "INSTANT" || at !== "", { path: ["at"] })
  .transform(({ clockId, to, zone, at }) => ({ clockId, target: toTarget(to, zone, at) }));

function toTarget(to: ClockTarget["to"], zone: string, at: string): ClockTarget {
  if (to === "INSTANT") return { to, at: Temporal.Instant.from(`${at.replace(/Z$/, "")}Z`) };
  return to === "LAST_MINUTE" || to === "OVER_BOUNDARY" ? { to, zone } : { to };
}

export const rerunSchema = z.strictObject({ runId: z.uuid() });
