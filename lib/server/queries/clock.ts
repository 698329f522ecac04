import "server-only";
import { cache } from "react";
import { clockNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { type CompanyContext, inSystemTransaction } from "../context";
import { requireAccount, requireActor, requireResellerActor } from "../gate";

/** The time a company lives in, for the demo's banner; null outside demo mode. `now` is ISO text. */
export type ClockNow = { now: string; timeZone: string } | null;

/** Reads a company's time for its frame. Throws as the gate does. */
export const getCompanyClock = cache(async (companySlug: string): Promise<ClockNow> => {
  return toClockNow(await requireActor(companySlug, "company:view"));
});

/** Reads a reseller's time for its frame. Throws as the gate does. */
export const getResellerClock = cache(async (resellerSlug: string): Promise<ClockNow> => {
  return toClockNow(await requireResellerActor(resellerSlug, "company:view"));
});

function toClockNow(ctx: CompanyContext): ClockNow {
  return env().portalMode === "demo" ? { now: ctx.now.toString(), timeZone: ctx.timeZone } : null;
}

/** Reads the demo clock for frames outside any company, in the person's own zone. Throws UNAUTHENTICATED. */
export async function getPersonalClock(): Promise<ClockNow> {
  const { timeZone } = await requireAccount();
  if (env().portalMode !== "demo") return null;
  const clock = await inSystemTransaction((tx) => tx.simulationClock.findFirst({ orderBy: { name: "asc" } }));
  return clock ? { now: clockNow(clock.offsetMs).toString(), timeZone: timeZone ?? "UTC" } : null;
}
