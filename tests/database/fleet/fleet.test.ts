import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realNow, toDate } from "@/lib/clock";
import { liveOn } from "@/lib/jobs/loops/sim-loop";
import { buildFleet } from "@/lib/ops/fleet/build-fleet";
import { readFleetOptions } from "@/lib/ops/fleet/fleet-options";
import { removeFleet } from "@/lib/ops/fleet/remove-fleet";
import { inSystemTransaction } from "@/lib/server/context";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { closeTasks, openDriftTasks, openSimTasks, type TaskRow } from "@/lib/server/store/service-tasks";
import { type HubState, hubCounts, stateShares } from "@/prisma/seed/hub-states";
import { seedWorld } from "@/prisma/seed/world/seed-world";
import { countStates, readHubs } from "../seed/hub-states-now";
import { wrongCards } from "../seed/wrong-cards";
import { endingColumns } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

const now = Temporal.Instant.from("2026-11-24T15:00:00Z");
const hubs = 2_000;
const months = 2;
const request = { companySlug: "kiwi", seed: 7, hubs, months };

let db: TestDatabase;
let before: Record<string, string>;

beforeAll(async () => {
  db = await openTestDatabase();
  await seedWorld({ endsAt: now, seed: 7 });
  before = await fingerprint();
  await buildFleet([db.owner], request);
});
afterAll(() => db.close());

/** Tallies count by their sums, and the mobile network tries cards that hear nothing again and again. */
const sources: Record<string, string> = {
  company_tally: "(select company_id, kind, sum(delta) from company_tally group by 1, 2)",
  ajax_sim: "(select to_jsonb(s) - 'attempts' - 'next_try_at' from ajax_sim s)",
};

/** Everything there is, table by table. */
async function fingerprint(): Promise<Record<string, string>> {
  const { rows: tables } = await db.owner.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables) {
    const source = sources[name] ?? name;
    const { rows } = await db.owner.query<{ print: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as print from ${source} t`,
    );
    prints[name] = rows[0]?.print ?? "";
  }
  return prints;
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.owner.query(sql)).rows;
}

/** What a fleet shows to people, without the instants. */
async function printOfFleet(): Promise<unknown> {
  const [row] = await rowsOf(`
    select count(*), min(h.hub_id), md5(string_agg(concat_ws('|', h.id, h.hub_id, h.name, h.model, h.service_status, o.name,
      o.address, o.reference, s.iccid, s.condition, h.version), '' order by h.id, s.id)) as print
    from hub h join secured_object o on o.id = h.object_id left join ajax_sim s on s.hub_id = h.id
    where o.reference like 'FLEET-%'`);
  return row;
}

/** What the watch over SIM cards would tell of at the fleet's instant; it is rolled back. */
async function watchOnce(): Promise<TaskRow[]> {
  const found: TaskRow[] = [];
  const over = new Error("Looked at.");
  const looked = inSystemTransaction(async (tx) => {
    const at = toDate(realNow());
    for (const look of [closeTasks, openDriftTasks, openSimTasks]) found.push(...(await look(tx, at)));
    throw over;
  });
  await expect(looked).rejects.toBe(over);
  return found;
}

async function fleetStates(): Promise<Record<HubState, number>> {
  const counts = countStates(await readHubs(db.owner), now);
  const states = Object.keys(counts) as HubState[];
  return Object.fromEntries(states.map((state) => [state, counts[state].kiwi - hubCounts[state].kiwi])) as Record<
    HubState,
    number
  >;
}

describe("a fleet", () => {
  it("has its hubs in the shares of the demo world, about 1.07 to an object", async () => {
    const rounds = hubs / stateShares.length;
    for (const [state, found] of Object.entries(await fleetStates())) {
      const share = stateShares.filter((other) => other === state).length;
      expect(found, state).toBeGreaterThanOrEqual(Math.floor(rounds) * share);
      expect(found, state).toBeLessThanOrEqual(Math.ceil(rounds) * share);
    }
    const [objects] = await rowsOf("select count(*)::int as n from secured_object where reference like 'FLEET-7-%'");
    expect(objects).toEqual({ n: 1_867 });
  });

  it("is named in three scripts, within the bytes a hub can hold", async () => {
    const [found] = await rowsOf(`
      select count(*) filter (where h.name ~ '^[A-Z]')::int as latin, count(*) filter (where h.name ~ '^[А-ЯЇІЄ]')::int as cyrillic,
        count(*) filter (where h.name ~ '^[Α-Ω]')::int as greek, max(octet_length(h.name)) <= 24 as fits
      from hub h join secured_object o on o.id = h.object_id where o.reference like 'FLEET-%'`);
    expect(found?.fits).toBe(true);
    for (const script of ["latin", "cyrillic", "greek"]) expect(found?.[script], script).toBeGreaterThan(hubs / 4);
  });

  it("keeps counts, SIM cards and hubs in agreement with the packages", async () => {
    expect(
      await rowsOf(`
        with kept as (
          select company_id, kind::text as kind, sum(delta)::int as n from company_tally group by 1, 2 having sum(delta) <> 0
        ), counted as (
          select company_id, service_status::text as kind, count(*)::int as n from hub group by 1, 2
          union all select company_id, 'OBJECT', count(*)::int from secured_object group by 1
        )
        select * from kept full join counted using (company_id, kind) where kept.n is distinct from counted.n`),
    ).toEqual([]);
    expect(
      await rowsOf(`
        select s.id from ajax_sim s left join hub_package p on p.sim_id = s.id and p.status <> 'INACTIVE'
        where (s.desired_status = 'ENABLED') <> (p.id is not null)`),
    ).toEqual([]);
    expect(
      await rowsOf(`
        select h.id from hub h left join hub_package p on p.hub_id = h.id and p.status <> 'INACTIVE'
        where h.service_status <> coalesce(p.status, 'INACTIVE')`),
    ).toEqual([]);
  });

  it("has SIM cards with their operator's access, whose traffic follows from the days of service", async () => {
    expect(await wrongCards(db.owner, now)).toEqual([]);
  });

  it("can be told again from history: one entry a version, and together they give the package", async () => {
    expect(
      await rowsOf(`
        select p.id, p.version from hub_package p left join audit_entry a on a.subject_id = p.id
        group by p.id having count(a.id) <> p.version or max(a.subject_version) <> p.version
          or count(distinct a.subject_version) <> p.version`),
    ).toEqual([]);
    expect(
      await rowsOf(`
        with told as (
          select p.*, (select jsonb_object_agg(f.key, f.value order by a.subject_version)
            from audit_entry a, jsonb_each(a.after) f where a.subject_id = p.id) as state
          from hub_package p
        )
        select id, state from told where status::text <> state ->> 'status'
          or case when status = 'INACTIVE'
            then (ended_at, end_reason::text) is distinct from ((state ->> 'endedAt')::timestamptz, state ->> 'endReason')
            else (expires_at, end_cause::text, confirm_by, confirmed_at) is distinct from
              ((state ->> 'expiresAt')::timestamptz, state ->> 'endCause', (state ->> 'confirmBy')::timestamptz,
                (state ->> 'confirmedAt')::timestamptz) end`),
    ).toEqual([]);
  });

  it("has earlier runs in each month asked for, linked to the ones after them", async () => {
    const ended = await rowsOf(`
      select to_char(p.activated_at at time zone 'Pacific/Auckland', 'YYYY-MM') as month, count(*)::int as n
      from hub_package p join hub h on h.id = p.hub_id join secured_object o on o.id = h.object_id
      where o.reference like 'FLEET-%' and exists (select from hub_package n where n.previous_id = p.id)
      group by 1 order by 1`);
    expect(ended.map(({ month }) => month)).toEqual(["2026-08", "2026-09"]);
    for (const { n } of ended) expect(n).toBeGreaterThan(hubs / 40);
    expect(
      await rowsOf(`
        select p.id from hub_package p where exists (select from hub_package e where e.hub_id = p.hub_id and e.activated_at < p.activated_at)
          and p.previous_id is null`),
    ).toEqual([]);
  });

  it("enters every expiry in the ledger, whose runs add up", async () => {
    expect(
      await rowsOf(`
        select p.id from hub_package p left join rollover_entry e on e.hub_package_id = p.id
        where (p.end_reason is not distinct from 'EXPIRED') <> (e.run_id is not null)`),
    ).toEqual([]);
    expect(
      await rowsOf(`
        select r.id from rollover_run r left join rollover_entry e on e.run_id = r.id
        group by r.id having r.ended_count <> count(e.run_id) or r.due_count <> r.ended_count`),
    ).toEqual([]);
  });

  it("stays as it is while the worker's loops run", async () => {
    const states = await fleetStates();
    await liveOn();
    await runEverythingDue();
    expect(await fleetStates()).toEqual(states);
  });

  it("has told of each wrong SIM card already: the watch beside a running portal finds none to tell of or to close", async () => {
    const fleet = new Set(
      (
        await rowsOf(`
          select h.id from hub h join secured_object o on o.id = h.object_id where o.reference like 'FLEET-%'`)
      ).map(({ id }) => id),
    );
    const found = await watchOnce();
    expect(found.filter(({ hubKey }) => fleet.has(hubKey))).toEqual([]);
    const kinds = await rowsOf(`
      select t.kind::text, count(*)::int > 0 as some from service_task t join hub h on h.id = t.hub_id
      join secured_object o on o.id = h.object_id where o.reference like 'FLEET-%' and t.closed_at is null group by 1 order by 1`);
    expect(kinds.map(({ kind }) => kind)).toEqual(["SIM_DRIFT", "SIM_ELSEWHERE", "SIM_GONE"]);
  });

  it("goes as a whole and leaves the rest, and comes back the same for the same seed, by two connections", async () => {
    const first = await printOfFleet();
    expect(await removeFleet(db.owner, "kiwi")).toEqual({ companyName: "Kiwi Alarms", hubs });
    expect(await fingerprint()).toEqual(before);
    await expect(db.owner.query("delete from audit_entry")).rejects.toThrow("never changed or removed");

    const helper = new Client({ connectionString: db.ownerUrl });
    await helper.connect();
    await buildFleet([db.owner, helper], request);
    await helper.end();
    expect(await printOfFleet()).toEqual(first);
    await removeFleet(db.owner, "kiwi");
    await buildFleet([db.owner], { ...request, seed: 8, companySlug: "dnipro", hubs: 100 });
    expect(await printOfFleet()).not.toEqual(first);
  });
});

describe("what stands in the way is said in one sentence", () => {
  it.each([
    [["--hubs", "many"], "--hubs must be a whole number from 1 to 1000000, not many."],
    [["--hubs", "10", "--months", "-1"], /--months/],
    [["--hubs", "10", "--seed", "x"], "--seed must be a whole number from 0 to 2147483647, not x."],
    [["--hubs", "10", "--remove"], "Give either --hubs or --remove: a fleet comes or goes."],
    [["--ships", "3"], /Unknown option '--ships': npm run fleet knows --company/],
    [[], /Say how many hubs/],
  ])("%j", (args, sentence) => {
    expect(() => readFleetOptions(args)).toThrow(sentence);
  });

  it("takes Kiwi Alarms, no months and seed 1 where nothing else is said", () => {
    expect(readFleetOptions(["--hubs", "100000"])).toEqual({ companySlug: "kiwi", hubs: 100_000, months: 0, seed: 1 });
    expect(readFleetOptions(["--remove"]).hubs).toBeNull();
  });

  it.each([
    ["nobody", "There is no company nobody: there are dnipro, kiwi, sicura."],
    ["nordlys", "Nordlys Sikring does not offer Ajax Services, so it can have no fleet."],
    ["dnipro", /^Dnipro Guard has a fleet of 100 hubs already/],
  ])("a fleet for %s", async (companySlug, sentence) => {
    await expect(buildFleet([db.owner], { ...request, companySlug })).rejects.toThrow(sentence);
  });

  it("a fleet for a dealer without a reseller", async () => {
    await db.owner.query("begin");
    await db.owner.query(
      `update reseller_connection set ${endingColumns}, end_month = '2026-12'
       where state = 'OPEN' and company_id = (select id from company where slug = 'sicura')`,
    );
    await expect(buildFleet([db.owner], { ...request, companySlug: "sicura" })).rejects.toThrow(
      "Sicura Casa has no reseller, so nobody would pay for a fleet: connect one first.",
    );
    await db.owner.query("rollback");
  });
});
