import "server-only";
import { cache } from "react";
import { clockNow, realNow } from "@/lib/clock";
import { type MonthStanding, monthStandingOf } from "@/lib/domain/month-standing";
import { env } from "@/lib/env";
import { type CompanyContext, inSystemTransaction } from "../context";
import { requireAccount, requireActor, requireResellerActor } from "../gate";
import { requireResident } from "../home-gate";
import { findHubPlace, listBoundHubs } from "../store/cloud/hubs";
import { scopeOf } from "./home";

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
  const now = await findDemoTime();
  return now ? { now: now.toString(), timeZone: timeZone ?? "UTC" } : null;
}

/** Reads the demo clock for pages that know nobody. */
export async function getPublicClock(): Promise<ClockNow> {
  const now = await findDemoTime();
  return now ? { now: now.toString(), timeZone: "UTC" } : null;
}

/** Reads the time a resident's first hub lives in, the demo's own where there is no hub. Throws UNAUTHENTICATED. */
export async function getHomeClock(): Promise<ClockNow> {
  const scope = scopeOf(await requireResident());
  if (env().portalMode !== "demo") return null;
  const place = await inSystemTransaction(async (tx) => {
    const [first] = await listBoundHubs(tx, scope);
    return first ? findHubPlace(tx, scope, first.hubId) : null;
  });
  return place ? { now: clockNow(place.offsetMs).toString(), timeZone: place.timeZone } : getPublicClock();
}

/** Where the months of the pages for strangers are looked at: from the first zone of a day to late ones. */
const shownZones = ["Pacific/Auckland", "Europe/Kyiv", "Europe/Rome"];

export type PublicMonths = { clock: ClockNow; now: string; months: MonthStanding[] };

/** Reads what pages for strangers show: the demo clock, null outside demo mode, and how far the month is in some zones. */
export async function getPublicMonths(): Promise<PublicMonths> {
  const clock = await getPublicClock();
  const now = clock ? Temporal.Instant.from(clock.now) : realNow();
  return {
    clock,
    now: now.toString(),
    months: shownZones.map((zone) => monthStandingOf(now, zone)),
  };
}

async function findDemoTime(): Promise<Temporal.Instant | null> {
  if (env().portalMode !== "demo") return null;
  const clock = await inSystemTransaction((tx) => tx.simulationClock.findFirst({ orderBy: { name: "asc" } }));
  return clock ? clockNow(clock.offsetMs) : null;
}
