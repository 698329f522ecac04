import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { startOfMonth } from "@/lib/domain/billing-month";
import { closeLimits } from "@/lib/server/limits";
import { addOffer } from "./dealer";
import { openTestDatabase, type TestDatabase } from "./open";
import { addPartners, type Partners } from "./partners";

/** The zone of the world's dealer, the present there, and since when its hubs run. */
export const zone = "Europe/Kyiv";
export const now = Temporal.Instant.from("2040-03-12T09:00:00Z");
export const activatedAt = Temporal.Instant.from("2040-01-10T08:00:00Z");

/** The ends of the present month and of the next one. */
export const march = startOfMonth("2040-04", zone);
export const april = startOfMonth("2040-05", zone);

export type PartnerWorld = { db: TestDatabase; owner: Client; partners: Partners };

/** Gives every test of a file a dealer with two resellers of its own, in one database; `take` gets it before each. */
export function withPartners(take: (world: PartnerWorld) => void): void {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase();
    await addOffer(db.owner);
  });
  beforeEach(async () => {
    take({ db, owner: db.owner, partners: await addPartners(db.owner, { now }) });
  });
  afterAll(async () => {
    await closeLimits();
    await db.close();
  });
}
