import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setAssignedOnly } from "@/lib/server/services/companies/set-assigned-only";
import { removeEmployee } from "@/lib/server/services/employees/end-employment";
import { cancelChange } from "@/lib/server/services/moves/cancel-change";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { cancelStart } from "@/lib/server/services/packages/cancel-start";
import { carryOutStarts } from "@/lib/server/services/packages/carry-out-starts";
import { planStart } from "@/lib/server/services/packages/plan-start";
import { employeeRefOf } from "../employees/people";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  type Person,
  type ResellerOfTest,
  refOf,
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let reseller: ResellerOfTest;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  dealer = await addDealer(owner);
  reseller = await addReseller(owner);
  await connect(owner, dealer, reseller);
});

afterAll(() => db.close());

/** A hub nobody has heard of yet. */
async function addSilentHub(options: { hasSim?: boolean; of?: Dealer } = {}): Promise<TestHub> {
  const hub = await addHub(owner, options.of ?? dealer, options);
  await owner.query("update hub set is_online = false, online_since = null where id = $1", [hub.key]);
  return hub;
}

const comeOnline = (hub: TestHub) =>
  owner.query("update hub set is_online = true, online_since = now() where id = $1", [hub.key]);

async function plan(hub: TestHub, person: Person = dealer.installer) {
  return planStart(contextOf(dealer, person), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM", startsOn: null });
}

async function planned(hub: TestHub, person?: Person): Promise<string> {
  const outcome = await plan(hub, person);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value.changeId;
}

async function standingOf({ key }: TestHub) {
  const { rows } = await owner.query<Record<string, unknown>>(
    `select array(select m.status::text from scheduled_change m where m.hub_id = $1 order by m.created_at) as plans,
       array(select p.status::text from hub_package p where p.hub_id = $1) as runs,
       (select m.refusal from scheduled_change m where m.hub_id = $1 order by m.created_at desc limit 1) as refusal,
       array(select a.action || ' ' || a.actor_name || ' ' || a.origin from audit_entry a where a.hub_id = $1
         order by a.recorded_at, a.action desc) as history`,
    [key],
  );
  return rows[0];
}

async function toldOf(hub: TestHub) {
  const { rows } = await owner.query<{ bells: string[]; mails: string[] }>(
    `select array(select n.kind || ' ' || e.role from notification n join employee e on e.account_id = n.account_id
         and e.company_id = n.company_id where n.href like $1 and n.kind like 'start.%' order by 1) as bells,
       array(select m.template || ' ' || m.recipient from mail_message m where m.data ->> 'linkPath' like $1
         order by 1) as mails`,
    [`%/hubs/${hub.hubId}/%`],
  );
  return rows[0];
}

test("a hub that comes online is activated once for who planned it, however often one looks", async () => {
  const hub = await addSilentHub();
  await planned(hub);
  await carryOutStarts();
  expect(await standingOf(hub)).toMatchObject({ plans: ["PLANNED"], runs: [] });

  await comeOnline(hub);
  await Promise.all([carryOutStarts(), carryOutStarts(), carryOutStarts()]);
  await carryOutStarts();
  const { name } = dealer.installer;
  expect(await standingOf(hub)).toEqual({
    plans: ["DONE"],
    runs: ["ACTIVE"],
    refusal: null,
    history: [`start.planned ${name} DESKTOP`, `package.activated ${name} JOB`, "start.done Planned start JOB"],
  });
  expect(await toldOf(hub)).toEqual({
    bells: ["start.done INSTALLER"],
    mails: [`start-done ${dealer.installer.email}`],
  });
});

test("everything is looked at once more: what is missing then is the refusal, told to planner and office", async () => {
  const hub = await addSilentHub({ hasSim: false });
  await planned(hub);
  await comeOnline(hub);
  await carryOutStarts();
  const { name } = dealer.installer;
  expect(await standingOf(hub)).toEqual({
    plans: ["REFUSED"],
    runs: [],
    refusal: "SIM_MISSING",
    history: [`start.planned ${name} DESKTOP`, `start.refused ${name} JOB`],
  });
  const people = [dealer.owner, dealer.senior, dealer.manager, dealer.installer];
  expect(await toldOf(hub)).toEqual({
    bells: people.map(({ role }) => `start.refused ${role}`).toSorted(),
    mails: people.map(({ email }) => `start-refused ${email}`).toSorted(),
  });
});

/** A company of its own, with a start that its installer has planned on a hub. */
async function addPlanner(): Promise<{ company: Dealer; hub: TestHub }> {
  const company = await addDealer(owner);
  await connect(owner, company, reseller);
  const hub = await addSilentHub({ of: company });
  const wish = { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM", startsOn: null };
  expect((await planStart(contextOf(company, company.installer), wish)).ok).toBe(true);
  return { company, hub };
}

/** What history and the owner's mail say of a refusal. */
async function whyOf({ key, hubId }: TestHub, { owner: reader }: Dealer) {
  const { rows } = await owner.query<Record<string, string>>(
    `select a.after ->> 'refusal' as history, m.data ->> 'why_planner' as planner, m.data ->> 'why_person' as person
     from audit_entry a, mail_message m where a.hub_id = $1 and a.action = 'start.refused' and m.recipient = $2
       and m.template = 'start-refused' and m.data ->> 'linkPath' like '%/hubs/' || $3 || '/%'`,
    [key, reader.email, hubId],
  );
  return rows[0];
}

test("who no longer reaches the object activates nothing; who still does, or is narrowed no more, does", async () => {
  const starts: { company: Dealer; hub: TestHub; isAssigned: boolean; isNarrowed: boolean; status: string }[] = [
    { ...(await addPlanner()), isAssigned: false, isNarrowed: true, status: "REFUSED" },
    { ...(await addPlanner()), isAssigned: true, isNarrowed: true, status: "DONE" },
    { ...(await addPlanner()), isAssigned: false, isNarrowed: false, status: "DONE" },
  ];
  for (const { company, hub, isAssigned, isNarrowed } of starts) {
    await setAssignedOnly(contextOf(company, company.owner), { isAssignedOnly: isNarrowed });
    const { employeeId } = await employeeRefOf(owner, company, company.installer.id);
    if (isAssigned)
      await owner.query("update secured_object set assigned_to_id = $2 where id = $1", [hub.objectId, employeeId]);
    await comeOnline(hub);
  }
  await carryOutStarts();
  for (const { hub, status } of starts) {
    expect(await standingOf(hub)).toMatchObject({ plans: [status], runs: status === "DONE" ? ["ACTIVE"] : [] });
  }
  const [{ company, hub } = { company: dealer, hub: await addSilentHub() }] = starts;
  const { name } = company.installer;
  expect(await whyOf(hub, company)).toEqual({
    history: "PLANNER_UNASSIGNED",
    planner: "UNASSIGNED",
    person: name,
  });
});

test("who takes over from a leaver keeps what was planned: it is done in that name, with that person's rights", async () => {
  const { company, hub } = await addPlanner();
  const leaver = await employeeRefOf(owner, company, company.installer.id);
  const { employeeId: successorId } = await employeeRefOf(owner, company, company.senior.id);
  expect((await removeEmployee(contextOf(company, company.owner), { ...leaver, successorId })).ok).toBe(true);
  await comeOnline(hub);
  await carryOutStarts();
  expect(await standingOf(hub)).toMatchObject({
    plans: ["DONE"],
    history: expect.arrayContaining([`package.activated ${company.senior.name} JOB`]),
  });
  expect((await toldOf(hub))?.mails).toEqual([`start-done ${company.senior.email}`]);
});

test("who has lost the right meanwhile activates nothing", async () => {
  const { company: leaver, hub } = await addPlanner();
  await owner.query("update employee set state = 'REMOVED', ended_at = now() where account_id = $1", [
    leaver.installer.id,
  ]);
  await comeOnline(hub);
  await carryOutStarts();
  expect(await standingOf(hub)).toMatchObject({ plans: ["REFUSED"], runs: [], refusal: "FORBIDDEN" });
  expect(await whyOf(hub, leaver)).toEqual({
    history: "PLANNER_LEFT",
    planner: "LEFT",
    person: leaver.installer.name,
  });
  const told = await toldOf(hub);
  expect(told?.bells).toHaveLength(3);
  expect(told?.mails).not.toContain(`start-refused ${leaver.installer.email}`);
});

test("nothing is planned where services run, where nobody may pay, for strangers, or twice", async () => {
  const live = await addHub(owner, dealer);
  await activatePackage(contextOf(dealer, dealer.manager), {
    ...(await refOf(owner, live)),
    offerCode: "AJAX_SIM",
  });
  expect(await plan(live)).toMatchObject({ ok: false, refusal: "PACKAGE_ALREADY_LIVE" });

  const lonely = await addDealer(owner);
  const theirs = await addSilentHub({ of: lonely });
  const wish = { ...(await refOf(owner, theirs)), offerCode: "AJAX_SIM", startsOn: null };
  expect(await planStart(contextOf(lonely, lonely.owner), wish)).toMatchObject({ ok: false, refusal: "NO_RESELLER" });
  await expect(planStart(contextOf(dealer, dealer.owner), wish)).rejects.toThrow("NOT_FOUND");
  const onOtherSide = { ...contextOf(dealer, dealer.owner), side: "reseller" as const };
  const hub = await addSilentHub();
  const own = { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM", startsOn: null };
  await expect(planStart(onOtherSide, own)).rejects.toThrow("FORBIDDEN");

  const tries = await Promise.allSettled([plan(hub), plan(hub, dealer.manager), plan(hub, dealer.owner)]);
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(plan(hub)).rejects.toMatchObject({ code: "CONFLICT", params: { did: "start.planned" } });
  expect(await standingOf(hub)).toMatchObject({ plans: ["PLANNED"] });
});

test("a plan is taken back by who made it or by the office, and then the hub stays as it is", async () => {
  const own = await addSilentHub();
  const changeId = await planned(own, dealer.manager);
  await expect(cancelStart(contextOf(dealer, dealer.installer), { changeId })).rejects.toThrow("FORBIDDEN");
  expect((await cancelStart(contextOf(dealer, dealer.manager), { changeId })).ok).toBe(true);
  await expect(cancelStart(contextOf(dealer, dealer.manager), { changeId })).rejects.toMatchObject({
    code: "CONFLICT",
    params: { did: "start.canceled" },
  });
  const stranger = await addDealer(owner);
  await expect(cancelStart(contextOf(stranger, stranger.owner), { changeId })).rejects.toThrow("NOT_FOUND");

  const byInstaller = await addSilentHub();
  const mine = await planned(byInstaller);
  expect((await cancelStart(contextOf(dealer, dealer.installer), { changeId: mine })).ok).toBe(true);
  const listed = await addSilentHub();
  const theirs = await planned(listed);
  expect((await cancelChange(contextOf(dealer, dealer.senior), { changeId: theirs })).ok).toBe(true);

  for (const hub of [own, byInstaller, listed]) await comeOnline(hub);
  await carryOutStarts();
  for (const hub of [own, byInstaller, listed]) {
    expect(await standingOf(hub)).toMatchObject({ plans: ["CANCELED"], runs: [] });
  }
});

test("a hand that activates beside the plan leaves one run, and no plan behind", async () => {
  for (let round = 0; round < 10; round++) {
    const hub = await addSilentHub();
    await planned(hub);
    await comeOnline(hub);
    const ref = { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" };
    const [byHand] = await Promise.allSettled([
      activatePackage(contextOf(dealer, dealer.manager), ref),
      carryOutStarts(),
    ]);
    const standing = await standingOf(hub);
    expect(standing?.runs).toEqual(["ACTIVE"]);
    expect(standing?.plans).toEqual([byHand?.status === "fulfilled" ? "CANCELED" : "DONE"]);
  }
});
