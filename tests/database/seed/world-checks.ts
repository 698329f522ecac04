import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { billingMonthOf, previousMonth } from "@/lib/domain/billing-month";
import { type DealerKey, demoCompanies } from "@/prisma/seed/companies";
import { type HubState, hubCounts } from "@/prisma/seed/hub-states";
import { demoPlaces } from "@/prisma/seed/places";
import { seedWorld } from "@/prisma/seed/world/seed-world";
import { openTestDatabase, type TestDatabase } from "@/tests/database/support/open";
import { countStates, readHubs } from "./hub-states-now";
import { wrongCards } from "./wrong-cards";

export const seed = 7;

/** States of a hub that has a live package. */
const liveStates: HubState[] = [
  "ACTIVATED_ONLINE",
  "ACTIVATED_OFFLINE",
  "ACTIVATING",
  "SIM_REMOVED",
  "DRIFT",
  "EXPIRES_SOON",
  "CONNECTION_ENDING",
];

const zones = (["dnipro", "sicura", "kiwi"] as const).map((key) => demoCompanies[key].timeZone);

function lastSixMonths(now: Temporal.Instant, zone: string): string[] {
  const months: string[] = [];
  for (let month = previousMonth(billingMonthOf(now, zone)); months.length < 6; month = previousMonth(month)) {
    months.unshift(month);
  }
  return months;
}

/**
 * Seeds one world that ends at `endsAt` (ISO text) and checks what must hold for every one. A file calls it once,
 * because the code under test opens one database a process.
 */
export function checkWorld(what: string, endsAt: string): { db: () => TestDatabase; now: Temporal.Instant } {
  const now = Temporal.Instant.from(endsAt);
  let opened: TestDatabase | undefined;
  const db = () => {
    if (!opened) throw new Error("The database of this file is not open.");
    return opened;
  };

  beforeAll(async () => {
    opened = await openTestDatabase();
    await seedWorld({ endsAt: now, seed });
  });
  afterAll(() => opened?.close());

  describe(`the demo world in ${what}`, () => {
    it("has as many hubs in each state as the product's table", async () => {
      expect(countStates(await readHubs(db().owner), now)).toEqual(hubCounts);
    });
    it("has SIM cards with their operator's access, whose traffic follows from the days of service", async () => {
      expect(await wrongCards(db().owner, now)).toEqual([]);
    });
    it("shows that instant on its clock, at rest", async () => {
      const { rows } = await db().owner.query(
        `select name, state, target_at, extract(epoch from now()) * 1000 + offset_ms as shows from simulation_clock`,
      );
      expect(rows).toEqual([{ name: "Demo", state: "READY", target_at: null, shows: expect.anything() }]);
      const aheadMs = Number(rows[0]?.shows) - now.epochMilliseconds;
      expect(aheadMs).toBeGreaterThanOrEqual(0);
      expect(aheadMs).toBeLessThan(60_000);
    });
    checkHistory(db, now);
    checkAgreement(db);
  });
  return { db, now };
}

function checkHistory(db: () => TestDatabase, now: Temporal.Instant): void {
  it("has a complete month rollover for each of the six closed months of each zone", async () => {
    const { rows } = await db().owner.query<{ zone: string; months: string[] }>(
      `select time_zone as zone, array_agg(month::text order by month) as months from rollover_run
       where status = 'COMPLETE' and ended_count > 0 and failed_count = 0 group by 1`,
    );
    const found = new Map(rows.map(({ zone, months }) => [zone, months]));
    for (const zone of zones) expect(found.get(zone), zone).toEqual(lastSixMonths(now, zone));
    const { rows: all } = await db().owner.query("select from rollover_run");
    expect(all).toHaveLength(6 * zones.length);
  });

  it("ends every package with exactly one entry of history", async () => {
    const { rows } = await db().owner.query(`
      select p.id, p.end_reason, count(e.id)::int as entries from hub_package p
      left join audit_entry e on e.subject_id = p.id
        and e.action in ('package.expired', 'package.stopped', 'package.activation_failed', 'package.moved')
      where p.status = 'INACTIVE' group by p.id having count(e.id) <> 1`);
    expect(rows).toEqual([]);
    const { rows: reasons } = await db().owner.query(
      "select end_reason::text as reason from hub_package where end_reason is not null group by 1 order by 1",
    );
    expect(reasons.map(({ reason }) => reason)).toEqual(["ACTIVATION_FAILED", "EXPIRED", "STOPPED"]);
  });

  it("dates nothing after the present", async () => {
    const { rows } = await db().owner.query(
      `select action, at from audit_entry where at > $1::timestamptz + interval '5 seconds'`,
      [now.toString()],
    );
    expect(rows).toEqual([]);
  });

  it("lets only people of the company act on its packages", async () => {
    const { rows } = await db().owner.query(`
      select e.actor_name from audit_entry e where e.actor_kind = 'PERSON' and e.action like 'package.%' and not exists (
        select from employee m where m.company_id = e.company_id and m.account_id = e.actor_id and m.state = 'ACTIVE')`);
    expect(rows).toEqual([]);
  });
}

function checkAgreement(db: () => TestDatabase): void {
  it("has live packages on the hubs that should have one, and on no others", async () => {
    const { rows } = await db().owner.query<{ slug: DealerKey; name: string; isLive: boolean }>(`
      select c.slug, h.name, exists (select from hub_package p where p.hub_id = h.id and p.status <> 'INACTIVE') as "isLive"
      from hub h join company c on c.id = h.company_id`);
    const found = rows.filter(({ isLive }) => isLive).map(({ slug, name }) => `${slug} ${name}`);
    const dealers = Object.keys(demoPlaces) as DealerKey[];
    const expected = dealers.flatMap((dealer) =>
      demoPlaces[dealer].flatMap(({ hubs }) =>
        hubs.filter(({ state }) => liveStates.includes(state)).map(({ name }) => `${dealer} ${name}`),
      ),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it("counts objects and hubs as a recount does", async () => {
    const { rows } = await db().owner.query(`
      with kept as (
        select company_id, kind::text as kind, sum(delta)::int as n from company_tally group by 1, 2 having sum(delta) <> 0
      ), counted as (
        select company_id, service_status::text as kind, count(*)::int as n from hub group by 1, 2
        union all select company_id, 'OBJECT', count(*)::int from secured_object group by 1
      )
      select * from kept full join counted using (company_id, kind) where kept.n is distinct from counted.n`);
    expect(rows).toEqual([]);
  });

  it("wants exactly the SIMs of live packages on, and all but the seeded faults have answered", async () => {
    const { rows } = await db().owner.query(`
      select h.name from ajax_sim s left join hub_package p on p.sim_id = s.id and p.status <> 'INACTIVE'
      left join hub h on h.id = coalesce(p.hub_id, s.hub_id)
      where (s.desired_status = 'ENABLED') <> (p.id is not null)`);
    expect(rows).toEqual([]);
    const { rows: unanswered } = await db().owner.query(
      "select h.name from ajax_sim s join hub h on h.id = s.hub_id where s.reported_version < s.desired_version order by 1",
    );
    expect(unanswered.map(({ name }) => name)).toEqual(["Country house", "Gelateria", "Tipografia"]);
  });
}
