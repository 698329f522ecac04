import { z } from "zod";
import type { ClockTarget } from "@/lib/domain/clock-advance";
import { requiredText } from "./fields";

/** The list of zones that Intl gives out lacks those it knows by an older name, as Europe/Kyiv; so it is asked for each. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** How a demo clock is to be moved. `zone` says whose month is meant, `at` is an instant in UTC as a form sends it. */
export const advanceClockSchema = z
  .strictObject({
    clockId: z.uuid(),
    to: z.enum(["NEXT_HOUR", "NEXT_DAY", "LAST_MINUTE", "OVER_BOUNDARY", "INSTANT"]),
    zone: z.string().refine(isTimeZone).default("UTC"),
    at: z.union([z.literal(""), z.iso.datetime({ local: true, precision: -1 })]).default(""),
  })
  .refine(({ to, at }) => to !== "INSTANT" || at !== "", { path: ["at"] })
  .transform(({ clockId, to, zone, at }) => ({ clockId, target: toTarget(to, zone, at) }));

function toTarget(to: ClockTarget["to"], zone: string, at: string): ClockTarget {
  if (to === "INSTANT") return { to, at: Temporal.Instant.from(`${at.replace(/Z$/, "")}Z`) };
  return to === "LAST_MINUTE" || to === "OVER_BOUNDARY" ? { to, zone } : { to };
}

/** The reason is read by every company whose month it is. */
export const rerunSchema = z.strictObject({ runId: z.uuid(), reason: requiredText(200) });
