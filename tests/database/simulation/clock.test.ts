import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clockNow, realNow, toDate } from "@/lib/clock";
import { startOfMonth, startOfNextMonth } from "@/lib/domain/billing-month";
import type { ClockTarget } from "@/lib/domain/clock-advance";
import { advanceClock, type ClockMover } from "@/lib/server/services/simulation/advance-clock";
import { addOffer } from "../support/dealer";
import { addFleet, addLiveHub, addSandbox, type Sandbox } from "../support/fleet";
import { eachOnce, runsOf, tracesOf } from "../support/ledger";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { waitUntil } from "../support/wait-until";

const kyiv = "Europe/Kyiv";
const newYork = "America/New_York";
const start = Temporal.Instant.from("2040-01-20T10:00:00Z");
const mover: ClockMover = { accountId: "6f1e6a1c-6d3b-4a86-9b4e-0f5c2e7f9a01", name: "Platform", requestId: "r" };

let db: TestDatabase;
let owner: Client;
let blocker: Client;
let sandbox: Sandbox;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  blocker = new Client({ connectionString: db.ownerUrl });
  await blocker.connect();
  await addOffer(owner);
});

beforeEach(async () => {
  sandbox = await addSandbox(owner, { now: start });
});

afterAll(async () => {
  await blocker.end();
  await db.close();
});

const advance = (target: ClockTarget, { clockId } = sandbox) => advanceClock(mover, { clockId, target });
const to = (at: Temporal.Instant): ClockTarget => ({ to: "INSTANT", at });

async function clockOf({ clockId } = sandbox) {
  const { rows } = await owner.query<{ offset: string; state: string; target: Date | null; since: Date | null }>(
    `select offset_ms::text as offset, state::text, target_at as target, advancing_since as since
     from simulation_clock where id = $1`,
    [clockId],
  );
  const [clock] = rows;
  if (!clock) throw new Error("The sandbox has a clock.");
  return clock;
}

/** Leaves the clock as a mover that began `minutes` ago, by real time, and never ended. */
async function leaveAdvancing(minutes: number, target: Temporal.Instant): Promise<void> {
  await owner.query(
    `update simulation_clock set state = 'ADVANCING', target_at = $2, advancing_since = $3 where id = $1`,
    [sandbox.clockId, target.toString(), realNow().subtract({ minutes }).toString()],
  );
}

describe("many small jumps and one big one", () => {
  const target = Temporal.Instant.from("2040-04-03T15:00:00Z");

  /** Packages of two zones that end with three months, that never started, and that stay. */
  async function fill(filled: Sandbox): Promise<void> {
    const activatedAt = start.subtract({ hours: 1 });
    const confirmBy = activatedAt.add({ hours: 24 });
    for (const timeZone of [kyiv, newYork]) {
      const there = { ...filled, timeZone };
      const name = timeZone.slice(-4);
      for (const month of ["2040-02", "2040-03", "2040-04"] as const) {
        const expiresAt = startOfMonth(month, timeZone);
        await addFleet(owner, there, { name: `${name} ${month}`, count: 3, activatedAt, expiresAt });
        await addFleet(owner, there, { name: `${name} ${month} mute`, activatedAt, confirmBy, expiresAt });
      }
      await addFleet(owner, there, { name: `${name} mute`, activatedAt, confirmBy });
      await addFleet(owner, there, { name: `${name} stays`, activatedAt });
      const longer = { activatedAt, expiresAt: startOfMonth("2040-05", timeZone) };
      await addFleet(owner, there, { name: `${name} ends later`, ...longer });
    }
  }

  /** Everything that stays of a journey, but for ids and the times at which it was recorded. */
  async function remains({ id, clockId }: Sandbox) {
    const ask = async (sql: string, values: string[]) => (await owner.query(sql, values)).rows;
    return {
      packages: await ask(
        `select h.name, h.service_status, h.version as "hubVersion", p.status, p.billing_zone, p.activated_at,
           p.confirm_by, p.confirmed_at, p.deactivated_at, p.expires_at, p.end_cause, p.ended_at, p.end_reason, p.version,
           s.desired_status, s.desired_version, e.outcome, r.month
         from hub h join hub_package p on p.hub_id = h.id join ajax_sim s on s.id = p.sim_id
         left join rollover_entry e on e.hub_package_id = p.id left join rollover_run r on r.id = e.run_id
         where h.company_id = $1 order by h.name`,
        [id],
      ),
      history: await ask(
        `select h.name, a.actor_kind, a.actor_name, a.action, a.subject_version, a.before - 'resellerId' as before, a.after,
           a.effective_at, a.at >= a.effective_at as "notEarly",
           a.action <> 'package.expired' or a.at < a.effective_at + interval '1 minute' as "inTime"
         from audit_entry a join hub h on h.id = a.hub_id where a.company_id = $1 order by h.name, a.subject_version`,
        [id],
      ),
      events: await ask(
        `select h.name, o.kind, o.payload, split_part(o.dedupe_key, ':', 2) as version
         from outbox o join hub h on h.id = o.hub_id where o.company_id = $1 order by h.name, version`,
        [id],
      ),
      runs: await ask(
        `select month, time_zone, due_at, status, due_count, ended_count, skipped_count, failed_count,
           lateness_ms < 60000 as "inTime"
         from rollover_run where clock_id = $1 order by due_at, time_zone`,
        [clockId],
      ),
    };
  }

  test("leave the same packages, SIMs, history, events and runs", async () => {
    const inSteps = sandbox;
    const atOnce = await addSandbox(owner, { now: start });
    await fill(inSteps);
    await fill(atOnce);
    for (let day = 0; day < 73; day++) await advance({ to: "NEXT_DAY" }, inSteps);
    expect(await runsOf(owner, inSteps.clockId)).toHaveLength(6);
    const rest = await advance(to(target.add({ hours: 24 * 30 })), inSteps);
    const jump = await advance(to(target.add({ hours: 24 * 30 })), atOnce);

    expect([rest.ok, jump.ok]).toEqual([true, true]);
    const left = await remains(inSteps);
    expect(await remains(atOnce)).toEqual(left);
    expect(left.runs).toHaveLength(8);
    expect(left.history).toHaveLength(28);
    expect(left.history.every(({ notEarly, inTime }) => notEarly && inTime)).toBe(true);
    expect(left.runs.every(({ inTime }) => inTime)).toBe(true);
  });
});

describe("a jump", () => {
  const activatedAt = start.subtract({ hours: 1 });
  const end = startOfMonth("2040-02", kyiv);

  test.each<{ name: string; target: ClockTarget; at: Temporal.Instant }>([
    { name: "an hour", target: { to: "NEXT_HOUR" }, at: start.add({ hours: 1 }) },
    { name: "a day", target: { to: "NEXT_DAY" }, at: start.add({ hours: 24 }) },
    { name: "to the last minute", target: { to: "LAST_MINUTE", zone: kyiv }, at: end.subtract({ minutes: 1 }) },
    { name: "over the boundary", target: { to: "OVER_BOUNDARY", zone: kyiv }, at: end },
    { name: "to an instant", target: to(end.add({ hours: 300 })), at: end.add({ hours: 300 }) },
  ])("$name is over when it returns: clock, packages and history", async ({ target, at }) => {
    await addFleet(owner, sandbox, { count: 4, activatedAt, expiresAt: end });
    const outcome = await advance(target);

    expect(outcome.ok).toBe(true);
    const clock = await clockOf();
    expect(clock).toEqual(expect.objectContaining({ state: "READY", target: null, since: null }));
    const shown = clockNow(Number(clock.offset));
    expect(Temporal.Instant.compare(shown, at)).toBeGreaterThanOrEqual(0);
    expect(at.until(shown).total("seconds")).toBeLessThan(30);
    const isOver = Temporal.Instant.compare(at, end) >= 0;
    expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(isOver ? 4 : 0));
    const { rows } = await owner.query<{ actor: string; from: string; to: string }>(
      `select actor_name as actor, before ->> 'now' as from, after ->> 'now' as to from audit_entry
       where company_id = $1 and action = 'clock.advanced'`,
      [sandbox.id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.actor).toBe(mover.name);
    expect(start.until(rows[0]?.from ?? "").total("seconds")).toBeLessThan(30);
    expect(at.until(rows[0]?.to ?? "").total("seconds")).toBeLessThan(30);
  });

  test("backward is refused and writes nothing", async () => {
    await advance({ to: "LAST_MINUTE", zone: kyiv });
    const traces = `select (select count(*)::int from audit_entry) as audit, (select count(*)::int from rollover_run) as runs,
      (select version from simulation_clock where id = $1) as version`;
    const before = [await clockOf(), (await owner.query(traces, [sandbox.clockId])).rows];
    const targets: ClockTarget[] = [to(start), to(end.subtract({ minutes: 2 })), { to: "LAST_MINUTE", zone: kyiv }];
    for (const target of targets) {
      expect(await advance(target)).toEqual(expect.objectContaining({ ok: false, refusal: "CLOCK_BACKWARD" }));
    }
    expect([await clockOf(), (await owner.query(traces, [sandbox.clockId])).rows]).toEqual(before);
  });

  test("is refused while another one is under way, and that one ends undisturbed", async () => {
    const hub = await addLiveHub(owner, sandbox, { activatedAt, expiresAt: end });
    await blocker.query("begin");
    await blocker.query("select from ajax_sim where id = $1 for update", [hub.simId]);
    const first = advance(to(end.add({ hours: 24 * 10 })));
    await waitUntil("the first jump stands at the boundary", async () => {
      const { rows } = await owner.query(
        `select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
      );
      return rows.length > 0;
    });
    const during = await clockOf();
    const second = await advance({ to: "NEXT_DAY" });
    expect(second).toEqual(expect.objectContaining({ ok: false, refusal: "CLOCK_BUSY" }));
    expect(await clockOf()).toEqual(during);
    await blocker.query("rollback");

    expect((await first).ok).toBe(true);
    expect(during.state).toBe("ADVANCING");
    const moves = await owner.query("select from audit_entry where company_id = $1 and action = 'clock.advanced'", [
      sandbox.id,
    ]);
    expect(moves.rows).toHaveLength(1);
    expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(1));
  });

  test("that a dead process left is respected for five minutes and then taken over, work included", async () => {
    await addFleet(owner, sandbox, { count: 2, activatedAt, expiresAt: end });
    await advance({ to: "LAST_MINUTE", zone: kyiv });
    const target = end.add({ hours: 24 * 40 });
    await owner.query("update simulation_clock set offset_ms = offset_ms + 90000 where id = $1", [sandbox.clockId]);
    await leaveAdvancing(4, target);
    const before = await clockOf();
    const refused = await advance({ to: "NEXT_HOUR" });
    expect(refused).toEqual(
      expect.objectContaining({ ok: false, refusal: "CLOCK_BUSY", params: { instant: toDate(target).toISOString() } }),
    );
    expect(await clockOf()).toEqual(before);
    expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(0));

    await leaveAdvancing(6, target);
    expect((await advance({ to: "NEXT_HOUR" })).ok).toBe(true);
    expect(await clockOf()).toEqual(expect.objectContaining({ state: "READY", target: null, since: null }));
    expect(await tracesOf(owner, sandbox.id)).toEqual(eachOnce(2));
    const ends = await owner.query("select distinct ended_at from hub_package where company_id = $1", [sandbox.id]);
    expect(ends.rows).toEqual([{ ended_at: toDate(end) }]);
  });

  test("lets the network answer first, so that an activation a moment ago does not fail for want of time", async () => {
    const now = clockNow(Number((await clockOf()).offset));
    const pending = { activatedAt: now, confirmBy: now.add({ hours: 24 }) };
    const quick = await addLiveHub(owner, sandbox, { ...pending, fault: null });
    const slow = await addLiveHub(owner, sandbox, { ...pending, fault: "SLOW" });
    const stuck = await addLiveHub(owner, sandbox, { ...pending, fault: "STUCK" });
    expect((await advance(to(startOfNextMonth(now.add({ hours: 24 * 60 }), kyiv)))).ok).toBe(true);

    const read = async (id: string) =>
      (
        await owner.query(
          `select status::text, end_reason::text as reason,
             round(extract(epoch from confirmed_at - activated_at) / 10)::int * 10 as "confirmedAfter"
           from hub_package where id = $1`,
          [id],
        )
      ).rows[0];
    expect(await read(quick.packageId)).toEqual({ status: "ACTIVE", reason: null, confirmedAfter: 0 });
    expect(await read(slow.packageId)).toEqual({ status: "ACTIVE", reason: null, confirmedAfter: 20 });
    const failed = { status: "INACTIVE", reason: "ACTIVATION_FAILED", confirmedAfter: null };
    expect(await read(stuck.packageId)).toEqual(failed);
  });

  test("of an unknown clock is not found", async () => {
    const unknown = { clockId: "6f1e6a1c-6d3b-4a86-9b4e-0f5c2e7f9a02", target: { to: "NEXT_HOUR" } } as const;
    await expect(advanceClock(mover, unknown)).rejects.toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  });
});
