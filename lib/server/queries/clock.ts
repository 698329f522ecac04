import "server-only";
import { cache } from "react";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { requireActor } from "../gate";

/** The time a company lives in, for the demo's banner; null outside demo mode. `now` is ISO text. */
export type ClockNow = { now: string; timeZone: string } | null;

/** Reads a company's time for its frame. Throws as the gate does. */
export const getCompanyClock = cache(async (companySlug: string): Promise<ClockNow> => {
  const ctx = await requireActor(companySlug, "company:view");
  return env().portalMode === "demo" ? { now: ctx.now.toString(), timeZone: ctx.timeZone } : null;
});

/** Real time, for pages outside any company. */
export function getRealTime(): string {
  return realNow().toString();
}
