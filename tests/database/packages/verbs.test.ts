import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "@/lib/domain/outcome";
import type { CompanyContext } from "@/lib/server/context";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import type { PackageReceipt } from "@/lib/server/services/packages/receipt";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import type { HubPackageRef } from "@/lib/server/store/hub-packages";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  type ResellerOfTest,
  refOf,
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

type Verb = "activate" | "deactivate" | "resume" | "stop";
type Run = (ctx: CompanyContext, ref: HubPackageRef) => Promise<Outcome<PackageReceipt, string>>;

const run: Record<Verb, Run> = {
  activate: (ctx, ref) => activatePackage(ctx, { ...ref, offerCode: "AJAX_SIM" }),
  deactivate: deactivatePackage,
  resume: resumePackage,
  stop: stopPackage,
};

/** What has to happen to a fresh hub before the verb can work, and what the verb leaves. */
const cases: Record<Verb, { before: Verb[]; status: string; action: string; sim: string; refusal: string }> = {
  activate: {
    before: [],
    status: "ACTIVE",
    action: "package.activated",
    sim: "ENABLED",
    refusal: "PACKAGE_ALREADY_LIVE",
  },
  deactivate: {
    before: ["activate"],
    status: "EXPIRING",
    action: "package.expiry_scheduled",
    sim: "ENABLED",
    refusal: "PACKAGE_ALREADY_EXPIRING",
  },
  resume: {
    before: ["activate", "deactivate"],
    status: "ACTIVE",
    action: "package.resumed",
    sim: "ENABLED",
    refusal: "PACKAGE_NOT_EXPIRING",
  },
  stop: {
    before: ["activate"],
    status: "INACTIVE",
    action: "package.stopped",
    sim: "DISABLED",
    refusal: "PACKAGE_NOT_ACTIVE",
  },
};

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;
let stranger: Dealer;
let reseller: ResellerOfTest;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  dealer = await addDealer(owner);
  stranger = await addDealer(owner);
  reseller = await addReseller(owner);
  await connect(owner, dealer, reseller);
  await connect(owner, stranger, reseller);
});

afterAll(() => db.close());

async function hubReadyFor(verb: Verb): Promise<TestHub> {
  const hub = await addHub(owner, dealer);
  for (const step of cases[verb].before) await must(step, hub);
  return hub;
}

async function must(verb: Verb, hub: TestHub): Promise<PackageReceipt> {
  const outcome = await run[verb](contextOf(dealer, dealer.installer), await refOf(owner, hub));
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

/** Everything a command may leave behind, so that "nothing written" means nothing. */
async function traces(hub: TestHub) {
  const { rows } = await owner.query(
    `select (select json_agg(p order by p.activated_at) from hub_package p where p.hub_id = $1) as packages,
      (select json_agg(a order by a.recorded_at, a.id) from audit_entry a where a.hub_id = $1) as audit,
      (select json_agg(o order by o.seq) from outbox o where o.hub_id = $1) as events,
      (select row_to_json(s) from ajax_sim s where s.id = $2) as sim,
      (select version from hub where id = $1) as version`,
    [hub.key, hub.simId],
  );
  return rows[0];
}

describe.each(Object.keys(cases) as Verb[])("%s", (verb) => {
  const expected = cases[verb];

  test("works: state, SIM, one history entry and one event, together", async () => {
    const hub = await hubReadyFor(verb);
    const before = await traces(hub);
    const receipt = await must(verb, hub);
    const after = await traces(hub);

    const changed = after.packages.find(({ id }: { id: string }) => id === receipt.hubPackageId);
    expect(changed).toEqual(expect.objectContaining({ status: expected.status, version: receipt.version }));
    expect(after.sim.desired_status).toBe(expected.sim);
    expect(after.audit).toHaveLength((before.audit ?? []).length + 1);
    expect(after.audit.at(-1)).toEqual(
      expect.objectContaining({
        action: expected.action,
        actor_name: dealer.installer.name,
        subject_id: receipt.hubPackageId,
        subject_version: receipt.version,
        counterpart_id: reseller.companyId,
        company_id: dealer.id,
        origin: "DESKTOP",
      }),
    );
    expect(after.events).toHaveLength((before.events ?? []).length + 1);
    expect(after.events.at(-1)).toEqual(
      expect.objectContaining({ kind: expected.action, dedupe_key: `${receipt.hubPackageId}:${receipt.version}` }),
    );
  });

  test("refused: the second time, with nothing written", async () => {
    const hub = await hubReadyFor(verb);
    await must(verb, hub);
    const before = await traces(hub);
    const outcome = await run[verb](contextOf(dealer, dealer.owner), await refOf(owner, hub));

    expect(outcome).toEqual(expect.objectContaining({ ok: false, refusal: expected.refusal }));
    expect(await traces(hub)).toEqual(before);
  });

  test("wrong role: a person whose employment ended gets NOT_FOUND, with nothing written", async () => {
    const hub = await hubReadyFor(verb);
    const leaver = await addLeaver();
    const before = await traces(hub);

    await expect(run[verb](contextOf(dealer, leaver), await refOf(owner, hub))).rejects.toThrow("NOT_FOUND");
    expect(await traces(hub)).toEqual(before);
  });

  test("wrong side: nobody of a reseller may, with nothing written", async () => {
    const hub = await hubReadyFor(verb);
    const before = await traces(hub);
    const ctx = { ...contextOf(dealer, dealer.manager), side: "reseller" as const };

    await expect(run[verb](ctx, await refOf(owner, hub))).rejects.toThrow("FORBIDDEN");
    expect(await traces(hub)).toEqual(before);
  });

  test("other company: its hub does not exist for a stranger, with nothing written", async () => {
    const hub = await hubReadyFor(verb);
    const before = await traces(hub);

    await expect(run[verb](contextOf(stranger, stranger.owner), await refOf(owner, hub))).rejects.toThrow("NOT_FOUND");
    expect(await traces(hub)).toEqual(before);
  });

  test("lost race: of two people with the same form one wins, the other reads who did what", async () => {
    const hub = await hubReadyFor(verb);
    const ref = await refOf(owner, hub);
    const people = [dealer.manager, dealer.installer];
    const results = await Promise.allSettled(people.map((person) => run[verb](contextOf(dealer, person), ref)));

    const won = results.filter((result) => result.status === "fulfilled" && result.value.ok);
    const lost = results.find((result) => result.status === "rejected");
    expect(won).toHaveLength(1);
    expect(lost?.reason).toEqual(
      expect.objectContaining({ code: "CONFLICT", params: expect.objectContaining({ did: expected.action }) }),
    );
  });

  test("a repeat of the same submission gets the same receipt and has no second effect", async () => {
    const hub = await hubReadyFor(verb);
    const ref = await refOf(owner, hub);
    const key = randomUUID();
    const repeat = () => run[verb](contextOf(dealer, dealer.manager, { key }), ref);
    const first = await repeat();
    const before = await traces(hub);

    expect(await repeat()).toEqual(first);
    expect(first.ok).toBe(true);
    expect(await traces(hub)).toEqual(before);
  });

  test("the same submission with other contents is refused", async () => {
    const hub = await hubReadyFor(verb);
    const ctx = contextOf(dealer, dealer.manager, { key: randomUUID() });
    await run[verb](ctx, await refOf(owner, hub));
    const before = await traces(hub);
    const other = { ...ctx, command: { key: ctx.command?.key ?? "", inputHash: "other" } };

    await expect(run[verb](other, await refOf(owner, hub))).rejects.toThrow("DUPLICATE_SUBMIT");
    expect(await traces(hub)).toEqual(before);
  });
});

async function addLeaver() {
  const leaver = { ...dealer.installer, id: randomUUID(), email: `${randomUUID()}@test.example` };
  await owner.query(
    `insert into pro_account (id, email, name, password_hash, created_at) values ($1, $2, 'Leaver', 'none', now())`,
    [leaver.id, leaver.email],
  );
  await owner.query(
    `insert into employee (id, company_id, account_id, role, state, joined_at, ended_at)
     values (gen_random_uuid(), $1, $2, 'INSTALLER', 'REMOVED', now(), now())`,
    [dealer.id, leaver.id],
  );
  return leaver;
}
