import type { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { resumePackage } from "@/lib/server/services/packages/resume-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  refOf,
  setEnding,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";

let db: TestDatabase;
let owner: Client;
let dealer: Dealer;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
  dealer = await addDealer(owner);
  await connect(owner, dealer, await addReseller(owner));
});

afterAll(() => db.close());

test("of 50 simultaneous activations of one hub, one leaves a live package", async () => {
  const hub = await addHub(owner, dealer);
  const ref = { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" };
  const people = [dealer.owner, dealer.senior, dealer.manager, dealer.installer];
  const attempts = Array.from({ length: 50 }, (_, index) => {
    const person = people[index % people.length] ?? dealer.owner;
    return activatePackage(contextOf(dealer, person), ref);
  });
  const results = await Promise.allSettled(attempts);

  const won = results.filter((result) => result.status === "fulfilled" && result.value.ok);
  const lost = results.filter((result) => result.status === "rejected").map((result) => result.reason.code);
  expect(won).toHaveLength(1);
  expect(new Set(lost)).toEqual(new Set(["CONFLICT"]));
  const { rows } = await owner.query(
    `select count(*)::int as runs, count(*) filter (where status <> 'INACTIVE')::int as live,
      (select count(*)::int from audit_entry where hub_id = $1) as entries from hub_package where hub_id = $1`,
    [hub.key],
  );
  expect(rows[0]).toEqual({ runs: 1, live: 1, entries: 1 });
});

test("a hub stopped and activated three times within a day cools down", async () => {
  const hub = await addHub(owner, dealer);
  const ctx = () => contextOf(dealer, dealer.manager);
  for (let round = 0; round < 3; round++) {
    await activatePackage(ctx(), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
    await stopPackage(ctx(), await refOf(owner, hub));
  }
  const outcome = await activatePackage(ctx(), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });

  expect(outcome).toEqual(expect.objectContaining({ ok: false, refusal: "COOL_DOWN" }));
});

test("with several resellers nobody is billed by default, and an ending one takes nothing new", async () => {
  const chooser = await addDealer(owner);
  const open = await addReseller(owner, "Open");
  const ending = await addReseller(owner, "Ending");
  const other = await addReseller(owner, "Other");
  await connect(owner, chooser, open);
  await connect(owner, chooser, other);
  const endingId = await connect(owner, chooser, ending);
  await setEnding(owner, endingId, "2099-01");
  const hub = await addHub(owner, chooser);
  const attempt = async (resellerId: string | null) =>
    activatePackage(contextOf(chooser, chooser.manager), {
      ...(await refOf(owner, hub)),
      offerCode: "AJAX_SIM",
      resellerId,
    });

  expect(await attempt(null)).toEqual(expect.objectContaining({ ok: false, refusal: "RESELLER_REQUIRED" }));
  const refused = (state: string, reseller: string) => ({
    ok: false,
    refusal: "RESELLER_NOT_USABLE",
    params: { state, reseller },
  });
  expect(await attempt(ending.id)).toEqual(refused("ENDING", ending.name));
  const stranger = await addReseller(owner, "Stranger");
  await expect(attempt(stranger.id)).rejects.toThrow("NOT_FOUND");
  const closedId = await connect(owner, chooser, stranger);
  await owner.query("update reseller_connection set state = 'CLOSED', closed_at = now() where id = $1", [closedId]);
  await owner.query("update connection_request set closed_at = now() where company_id = $1 and reseller_id = $2", [
    chooser.id,
    stranger.id,
  ]);
  expect(await attempt(stranger.id)).toEqual(refused("CLOSED", stranger.name));
  expect(await attempt(open.id)).toEqual(expect.objectContaining({ ok: true }));
});

test("a package past its end is ended first when the hub is activated anew, with its row in the ledger", async () => {
  const hub = await addHub(owner, dealer);
  await activatePackage(contextOf(dealer, dealer.manager), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
  await owner.query(
    `update hub_package set status = 'EXPIRING', end_cause = 'DEACTIVATED', deactivated_at = activated_at, version = version + 1,
       confirm_by = null, confirmed_at = activated_at, expires_at = activated_at + interval '1 millisecond' where hub_id = $1`,
    [hub.key],
  );
  expect(await resumePackage(contextOf(dealer, dealer.manager), await refOf(owner, hub))).toEqual(
    expect.objectContaining({ ok: false, refusal: "RESUME_TOO_LATE" }),
  );
  const again = await activatePackage(contextOf(dealer, dealer.manager), {
    ...(await refOf(owner, hub)),
    offerCode: "AJAX_SIM",
  });

  expect(again.ok).toBe(true);
  const { rows } = await owner.query(
    `select p.status, p.end_reason, e.outcome, n.id is not null as "isLinked"
     from hub_package p left join rollover_entry e on e.hub_package_id = p.id
     left join hub_package n on n.previous_id = p.id where p.hub_id = $1 order by p.activated_at`,
    [hub.key],
  );
  expect(rows).toEqual([
    { status: "INACTIVE", end_reason: "EXPIRED", outcome: "ENDED", isLinked: true },
    { status: "ACTIVE", end_reason: null, outcome: null, isLinked: false },
  ]);
});
