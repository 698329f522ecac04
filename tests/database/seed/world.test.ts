import { expect, it } from "vitest";
import { verifyPassword } from "@/lib/auth/password";
import activity from "@/lib/i18n/messages/en/activity.json";
import { liveOn } from "@/lib/jobs/loops/sim-loop";
import { runEverythingDue } from "@/lib/server/services/rollover/run-rollover";
import { advanceClock } from "@/lib/server/services/simulation/advance-clock";
import { reconcileDue } from "@/lib/server/services/statements/reconcile";
import { demoRequests } from "@/prisma/seed/companies";
import { hubCounts } from "@/prisma/seed/hub-states";
import { demoAccounts, demoPassword } from "@/prisma/seed/people";
import { followUp, unknownReseller } from "@/prisma/seed/world/asked-resellers";
import { demoInvitations } from "@/prisma/seed/world/invitations";
import { drawCast, seedWorld } from "@/prisma/seed/world/seed-world";
import { countStates, readHubs } from "./hub-states-now";
import { checkWorld, seed } from "./world-checks";

const { db, now } = checkWorld("the middle of a month", "2026-11-24T15:00:00Z");

it("gives the same hub IDs for the same seed, and others for another", async () => {
  const ids = drawCast(seed).hubs.map(({ hubId }) => hubId);
  const { rows } = await db().owner.query<{ hub_id: string }>("select hub_id from hub");
  expect(rows.map(({ hub_id }) => hub_id).sort()).toEqual([...ids].sort());
  expect(drawCast(seed).hubs.map(({ hubId }) => hubId)).toEqual(ids);
  expect(drawCast(seed + 1).hubs.map(({ hubId }) => hubId)).not.toEqual(ids);
});

it("knows every printed account, and lets each in with the printed password", async () => {
  const { rows } = await db().owner.query<{ email: string; hash: string }>(
    "select email, password_hash as hash from pro_account",
  );
  expect(rows.map(({ email }) => email).sort()).toEqual(demoAccounts.map(({ email }) => email).sort());
  const hashes = [...new Set(rows.map(({ hash }) => hash))];
  for (const hash of hashes) expect(await verifyPassword(hash, demoPassword)).toBe(true);
});

it("has one manager whom the owner lets see money", async () => {
  const { rows } = await db().owner.query(
    "select a.email::text as email from employee e join pro_account a on a.id = e.account_id where e.is_finance_granted",
  );
  expect(rows).toEqual([{ email: "senior@dnipro.example" }]);
});

it("has the stories: resumed, restarted within a month, returned to another reseller, a connection that ends, a move asked for", async () => {
  const { rows } = await db().owner.query(`
    select
      exists (select from audit_entry where action = 'package.resumed') as resumed,
      exists (select from hub_package p join hub_package n on n.previous_id = p.id where p.end_reason = 'STOPPED'
        and to_char(p.ended_at, 'YYYY-MM') = to_char(n.activated_at, 'YYYY-MM')) as restarted,
      (select count(*)::int from hub_package p join hub_package n on n.previous_id = p.id
        where p.reseller_id <> n.reseller_id) as switched,
      (select array_agg(r.name || ' ' || n.end_month) from reseller_connection n
        join reseller s on s.id = n.reseller_id join company r on r.id = s.company_id where n.state = 'ENDING') as ending,
      (select array_agg(c.name || ' to ' || r.name || ', ' || m.status) from move_request m
        join scheduled_change w on w.move_request_id = m.id and w.status = 'PLANNED' and not w.is_approved
        join company c on c.id = m.company_id join reseller s on s.id = m.reseller_id
        join company r on r.id = s.company_id) as moves`);
  const leaving = { ending: ["Harbor Watch 2026-12"], moves: ["Kiwi Alarms to Meridian Group, PENDING"] };
  expect(rows).toEqual([{ resumed: true, restarted: true, switched: 2, ...leaving }]);
});

it("has a word for every field that its history changed", async () => {
  const { rows } = await db().owner.query<{ field: string }>(
    "select distinct jsonb_object_keys(coalesce(before, '{}') || coalesce(after, '{}')) as field from audit_entry",
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.map(({ field }) => field).filter((field) => !(field in activity.fields))).toEqual([]);
});

it("has the tales: one SIM swapped under running services, one configuration handed over, one hub shared", async () => {
  const { rows } = await db().owner.query(`
    select
      (select array_agg(c.slug || ' ' || p.status) from audit_entry a join company c on c.id = a.company_id
        join hub_package p on p.id = a.subject_id where a.action = 'sim.swapped') as swaps,
      (select array_agg(c.slug || ' ' || t.state || ' ' || (select count(*) from device d where d.hub_id = t.source_id)
        || ' ' || (select count(*) > 0 from device d where d.hub_id = t.target_id)) from hub_transfer t
        join company c on c.id = t.company_id) as transfers,
      (select array_agg(c.slug || ' ' || h.service_status) from audit_entry a join company c on c.id = a.counterpart_id
        join hub h on h.id = a.hub_id where a.action = 'hub.shared') as shares`);
  expect(rows).toEqual([{ swaps: ["sicura ACTIVE"], transfers: ["sicura DONE 0 true"], shares: ["sicura ACTIVE"] }]);
});

it("has six closed months: all but the newest are paid, and one line of it is a correction", async () => {
  const { rows } = await db().owner.query<{ month: string; states: string[]; corrections: number }>(
    `select s.month, array_agg(distinct s.status::text) as states, sum(s.correction_count)::int as corrections
     from statement s group by 1 order by 1 desc`,
  );
  const [newest, ...older] = rows;
  expect(newest).toEqual({ month: "2026-10", states: ["CLOSED"], corrections: 1 });
  expect(older.length).toBeGreaterThanOrEqual(5);
  for (const { month, states, corrections } of older) {
    expect([states, corrections], month).toEqual([["PAID"], 0]);
  }
});

it("has nothing that the nightly comparison finds", async () => {
  await reconcileDue();
  const { rows } = await db().owner.query("select kind, subject, data from difference");
  expect(rows).toEqual([]);
});

it("has the requests that led to no connection", async () => {
  const { rows } = await db().owner.query<{ status: string }>(
    "select status::text as status from connection_request where status <> 'APPROVED' order by 1",
  );
  expect(rows.map(({ status }) => status)).toEqual(demoRequests.map(({ status }) => status).sort());
});

it("has an invitation no reseller claimed, with its mail, and a talk about the request that waits", async () => {
  const invited = await db().owner.query(
    `select c.slug, i.email::text as email, i.closed_at as closed, m.template
     from reseller_invitation i join company c on c.id = i.company_id join mail_message m on m.recipient = i.email`,
  );
  expect(invited.rows).toEqual([{ slug: "kiwi", email: unknownReseller, closed: null, template: "reseller-invited" }]);
  const talk = await db().owner.query(
    `select c.slug, q.status::text as status, t.body from request_message t
     join connection_request q on q.id = t.request_id join company c on c.id = q.company_id`,
  );
  expect(talk.rows).toEqual([{ slug: "sicura", status: "PENDING", body: followUp }]);
});

it("has an open invitation with its mail, a kept address with its reminder, and one that ran out", async () => {
  const { rows } = await db().owner.query(
    `select i.email::text as email, i.state::text as state,
       (select array_agg(m.template) from mail_message m where m.recipient = i.email) as mails
     from invitation i order by 1`,
  );
  expect(rows).toEqual([
    { email: demoInvitations.open, state: "INVITED", mails: ["invitation"] },
    { email: demoInvitations.expired, state: "EXPIRED", mails: null },
    { email: demoInvitations.kept, state: "WAITING", mails: ["invitation-kept"] },
  ]);
});

it("stays as it is while the worker's loops run for an hour", async () => {
  const { rows } = await db().owner.query<{ id: string }>("select id from simulation_clock");
  const mover = { accountId: rows[0]?.id ?? "", name: "Test", requestId: "test" };
  const passed = await advanceClock(mover, { clockId: rows[0]?.id ?? "", target: { to: "NEXT_HOUR" } });
  expect(passed.ok).toBe(true);
  for (let round = 0; round < 2; round++) {
    await liveOn();
    await runEverythingDue();
  }
  expect(countStates(await readHubs(db().owner), now)).toEqual(hubCounts);
});

it("refuses a database that has a world already, and leaves that one alone", async () => {
  await expect(seedWorld({ endsAt: now, seed: seed + 1 })).rejects.toThrow("needs an empty one");
  expect(countStates(await readHubs(db().owner), now)).toEqual(hubCounts);
});
