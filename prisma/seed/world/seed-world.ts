import { hashPassword } from "@/lib/auth/password";
import { realNow, toDate } from "@/lib/clock";
import { presentMonth } from "@/lib/domain/billing-terms";
import { inSystemTransaction, type Transaction } from "@/lib/server/context";
import { skipEvents } from "@/lib/server/feed/read";
import { sandboxClockName } from "@/lib/server/store/companies";
import { demoPassword } from "../people";
import { openRandom, type Random } from "../random";
import {
  companyRows,
  countryRows,
  enrollmentRows,
  nameResellers,
  offerRows,
  type ResellerIds,
  resellerRows,
  resellerTermsRows,
} from "./company-rows";
import { connectionRows, requestRows } from "./connection-rows";
import { equipmentRows } from "./device-rows";
import { planHistory } from "./history-plan";
import { type HistoryStep, runHistory, setDemoClock } from "./history-run";
import { settleHomes } from "./home-rows";
import { nameHubs, type SeedHub, type SeedObject } from "./hub-names";
import { hubRows, objectRows, simRows } from "./hub-rows";
import { type Account, accountRows, type CompanyIds, employeeRows, nameEverybody } from "./people-rows";
import { showPresent } from "./present-state";
import { gatherStaff, type Staff } from "./staff";
import { planTales } from "./tales";

/** `endsAt` is what the demo clock shows when seeding begins; `seed` settles names, numbers and dates. */
export type WorldOptions = { endsAt: Temporal.Instant; seed: number };

/** Everything that `seed` alone settles: who and what there is, by which ids and printed numbers. */
export type Cast = {
  random: Random;
  accounts: Account[];
  companyIds: CompanyIds;
  resellerIds: ResellerIds;
  objects: SeedObject[];
  hubs: SeedHub[];
  clockId: string;
};

type Founding = Cast & {
  staff: Staff;
  /** The instant at which the history begins. */
  begin: Temporal.Instant;
  endsAt: Temporal.Instant;
};

/** Bells and digests of the demo begin with what happened in its last days. */
const newsDays = 7;

const invitedHoursAgo = 48;

/** The correction of the first becomes a line of the statement that is closed between both. */
const settledDaysAgo = [33, 1];

const daysBefore = { foundation: 90, enrollment: 60, firstObject: 50, terms: 30, leaver: 30 };

/**
 * Writes the whole demo world into an empty database: people, companies, connections and hubs directly, then six months
 * of history through the services, on one clock that starts in the past and only moves forward. At the end the clock
 * shows `endsAt` and the real time that seeding took. Throws if anything is there already.
 */
export async function seedWorld({ endsAt, seed }: WorldOptions): Promise<void> {
  const finalOffsetMs = endsAt.epochMilliseconds - realNow().epochMilliseconds;
  const cast = drawCast(seed);
  const { random, hubs, clockId, resellerIds } = cast;
  const staff = gatherStaff(random, cast);
  const { begin, steps } = planHistory(random, hubs, endsAt);

  const passwordHash = await hashPassword(demoPassword);
  await found({ ...cast, staff, begin, endsAt }, passwordHash);
  await runHistory({ clockId, resellerIds, staff, random }, withOffice(steps, endsAt, hubs));
  await setDemoClock(clockId, finalOffsetMs);
  await showPresent({ hubs, now: endsAt });
  await settleHomes({ hubs, passwordHash, now: endsAt });
  const newsFrom = toDate(endsAt.subtract({ hours: newsDays * 24 }));
  await inSystemTransaction((tx) => skipEvents(tx, "bell", newsFrom));
}

/**
 * Two days before the end people and a reseller are invited; once each of the last months the platform settles what was
 * paid; and the tales have their days.
 */
function withOffice(steps: HistoryStep[], endsAt: Temporal.Instant, hubs: SeedHub[]): HistoryStep[] {
  const before = (hours: number) => endsAt.subtract({ hours });
  const acts: HistoryStep[] = [
    { kind: "INVITATIONS", at: before(invitedHoursAgo) },
    ...settledDaysAgo.map((days, index) => ({
      kind: "PAYMENTS" as const,
      at: before(days * 24),
      hasCorrection: index === 0,
    })),
    ...planTales(hubs, endsAt),
  ];
  return acts.reduce(insertStep, steps);
}

function insertStep(steps: HistoryStep[], step: HistoryStep): HistoryStep[] {
  const index = steps.findIndex(({ at }) => Temporal.Instant.compare(at, step.at) > 0);
  return steps.toSpliced(index < 0 ? steps.length : index, 0, step);
}

/** Draws the cast of a world. The same seed gives the same cast, whatever the instant. */
export function drawCast(seed: number): Cast {
  const random = openRandom(seed);
  const { accounts, companyIds } = nameEverybody(random);
  const resellerIds = nameResellers(random);
  const { objects, hubs } = nameHubs(random, companyIds);
  return { random, accounts, companyIds, resellerIds, objects, hubs, clockId: random.uuid() };
}

async function found(world: Founding, passwordHash: string): Promise<void> {
  await inSystemTransaction(async (tx) => {
    if (await tx.company.findFirst({ select: { id: true } })) {
      throw new Error("The database holds companies already: the demo world needs an empty one.");
    }
    await foundCompanies(tx, world, passwordHash);
  });
  await inSystemTransaction((tx) => connectCompanies(tx, world));
  await inSystemTransaction((tx) => placeHubs(tx, world));
}

async function foundCompanies(tx: Transaction, world: Founding, passwordHash: string): Promise<void> {
  const { accounts, companyIds, resellerIds, clockId, begin, endsAt } = world;
  const foundedAt = begin.subtract({ hours: daysBefore.foundation * 24 });
  const leftAt = endsAt.subtract({ hours: daysBefore.leaver * 24 });
  const offsetMs = BigInt(begin.epochMilliseconds - realNow().epochMilliseconds);
  await tx.simulationClock.create({ data: { id: clockId, name: sandboxClockName, offsetMs } });
  await tx.proAccount.createMany({ data: accountRows(accounts, passwordHash, foundedAt) });
  await tx.countryAvailability.createMany({ data: countryRows() });
  await tx.company.createMany({ data: companyRows(companyIds, clockId, foundedAt) });
  await tx.employee.createMany({ data: employeeRows(world, foundedAt, leftAt) });
  const enrolledAt = begin.subtract({ hours: daysBefore.enrollment * 24 });
  await tx.dealerEnrollment.createMany({ data: enrollmentRows(world, enrolledAt) });
  await tx.reseller.createMany({ data: resellerRows(companyIds, resellerIds) });
}

async function connectCompanies(tx: Transaction, world: Founding): Promise<void> {
  const { random, begin, endsAt } = world;
  const fromMonth = presentMonth(begin.subtract({ hours: daysBefore.terms * 24 }));
  const { offers, prices } = offerRows(random, world.resellerIds, fromMonth);
  await tx.packageOffer.createMany({ data: offers });
  await tx.offerPrice.createMany({ data: prices });
  await tx.resellerTerms.createMany({ data: resellerTermsRows(world.resellerIds, fromMonth) });
  const { requests, connections, terms } = connectionRows(random, world, endsAt);
  await tx.connectionRequest.createMany({ data: [...requests, ...requestRows(random, world, endsAt)] });
  await tx.resellerConnection.createMany({ data: connections });
  await tx.connectionTerms.createMany({ data: terms });
}

async function placeHubs(tx: Transaction, { random, objects, hubs, staff, begin }: Founding): Promise<void> {
  const firstDay = begin.subtract({ hours: daysBefore.firstObject * 24 });
  await tx.securedObject.createMany({ data: objectRows(objects, firstDay) });
  await tx.hub.createMany({ data: hubRows(random, hubs, { staff, firstDay }) });
  await tx.ajaxSim.createMany({ data: simRows(hubs, firstDay) });
  const { rooms, devices } = equipmentRows(random, hubs);
  await tx.room.createMany({ data: rooms });
  await tx.device.createMany({ data: devices });
}
