import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deleteCompany } from "@/lib/server/services/companies/delete-company";
import { addHub as addHubToObject } from "@/lib/server/services/objects/add-hub";
import { endShare } from "@/lib/server/services/objects/end-share";
import { moveHub } from "@/lib/server/services/objects/move-hub";
import { shareHub } from "@/lib/server/services/objects/share-hub";
import { swapSim } from "@/lib/server/services/objects/swap-sim";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { mailsTo, setPassword, testPassword } from "../support/company";
import {
  addDealer,
  addHub,
  addOffer,
  addReseller,
  connect,
  contextOf,
  type Dealer,
  type Person,
  refOf,
  type TestHub,
} from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { refusalOf } from "../support/refusal";

let db: TestDatabase;
let holder: Dealer;
let partner: Dealer;
let stranger: Dealer;
let hub: TestHub;
/** An object of the partner's. */
let place: string;

beforeAll(async () => {
  db = await openTestDatabase();
  await addOffer(db.owner);
  holder = await addDealer(db.owner);
  partner = await addDealer(db.owner);
  stranger = await addDealer(db.owner);
  // Companies share hubs within one clock; each dealer of a test begins with its own.
  for (const { id } of [partner, stranger]) {
    await db.owner.query("update company set clock_id = $2 where id = $1", [id, holder.clockId]);
  }
  const reseller = await addReseller(db.owner);
  for (const dealer of [holder, partner, stranger]) await connect(db.owner, dealer, reseller);
});

beforeEach(async () => {
  hub = await addHub(db.owner, holder);
  place = (await addHub(db.owner, partner)).objectId;
});

afterAll(() => db.close());

const as = (dealer: Dealer, person: Person = dealer.owner) => contextOf({ ...dealer, clockId: holder.clockId }, person);
const share = (by: Dealer = holder, of = hub) => shareHub(as(by), { ...of, partnerSlug: partner.slug });
const add = (by: Dealer, objectId: string) =>
  addHubToObject(as(by, by.installer), { objectId, hubId: hub.hubId, name: "Any", model: "HUB", iccid: null });

/** Shares the hub and lets the partner add it to its own object. */
async function shareAndAdd(): Promise<void> {
  expect(await share()).toMatchObject({ ok: true });
  expect(await add(partner, place)).toEqual({ ok: true, value: { objectId: place, hubId: hub.hubId } });
}

async function refFor(dealer: Dealer) {
  const { version } = await refOf(db.owner, hub);
  return { objectId: dealer === holder ? hub.objectId : place, hubId: hub.hubId, version };
}

async function activate(dealer: Dealer) {
  const ref = await refFor(dealer);
  return activatePackage(as(dealer, dealer.installer), { ...ref, offerCode: "AJAX_SIM" });
}

async function traces() {
  const { rows } = await db.owner.query(
    `select (select json_agg(a order by a.company_id) from hub_access a where a.hub_id = $1) as accesses,
      (select count(*)::int from audit_entry e where e.hub_id = $1) as entries,
      (select count(*)::int from mail_message m where m.company_id = $2) as mails`,
    [hub.key, partner.id],
  );
  return rows[0];
}

describe("sharing a hub with a second company", () => {
  test("works: it may be added by its ID, run and stopped there; both histories know, the office is told", async () => {
    expect(await add(partner, place)).toMatchObject({ ok: false, refusal: "HUB_TAKEN" });
    await shareAndAdd();
    expect(await add(partner, hub.objectId).catch((error) => error.code)).toBe("NOT_FOUND");
    expect(await activate(partner)).toMatchObject({ ok: true });
    expect(await activate(holder)).toMatchObject({ ok: false, refusal: "MANAGED_ELSEWHERE" });
    expect(await stopPackage(as(partner), await refFor(partner))).toMatchObject({ ok: true });
    expect(await activate(holder)).toMatchObject({ ok: true });
    expect(await activate(partner)).toMatchObject({ ok: false, refusal: "MANAGED_ELSEWHERE" });

    const { rows } = await db.owner.query(
      "select action, company_id as by, counterpart_id as other from audit_entry where hub_id = $1 and action like 'hub.%'",
      [hub.key],
    );
    expect(rows).toEqual([
      { action: "hub.shared", by: holder.id, other: partner.id },
      { action: "hub.share_added", by: partner.id, other: null },
    ]);
    const mails = await mailsTo(db.owner, partner.manager.email);
    expect(mails.filter(({ template }) => template === "hub-shared").length).toBeGreaterThan(0);
    expect(await mailsTo(db.owner, partner.installer.email)).toEqual([]);
  });

  test("a third company finds nothing, nor does the second the equipment", async () => {
    await shareAndAdd();
    const theirs = (await addHub(db.owner, stranger)).objectId;
    expect(await add(stranger, theirs)).toMatchObject({ ok: false, refusal: "HUB_TAKEN" });
    const ref = await refFor(partner);
    const tries = [
      activatePackage(as(stranger), { ...ref, offerCode: "AJAX_SIM" }),
      share(stranger),
      share(partner, { ...hub, objectId: place }),
      endShare(as(partner), ref),
      endShare(as(stranger), hub),
      swapSim(as(partner), { ...ref, iccid: "8938003991234567890" }),
      moveHub(as(partner), { ...ref, toObjectId: place }),
      shareHub(as(holder), { ...hub, partnerSlug: "nobody-here" }),
      shareHub(as(holder), { ...hub, partnerSlug: holder.slug }),
    ];
    const found = await Promise.all(
      tries.map((tried: Promise<unknown>) => tried.then(JSON.stringify, ({ code }: { code: string }) => code)),
    );
    expect(new Set(found)).toEqual(new Set(["NOT_FOUND"]));
  });

  test("another clock's company is not there, and nobody without a right on hubs shares one", async () => {
    const elsewhere = await addDealer(db.owner);
    const foreign = shareHub(as(holder), { ...hub, partnerSlug: elsewhere.slug });
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
    const before = await traces();
    const reseller = { ...as(holder), side: "reseller" as const };
    await expect(shareHub(reseller, { ...hub, partnerSlug: partner.slug })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(endShare(reseller, hub)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await traces()).toEqual(before);
  });

  test("of two who share it at once, with two companies, one comes first", async () => {
    const tries = [partner, stranger].map(({ slug }) =>
      shareHub(as(holder), { ...hub, partnerSlug: slug }).then(
        () => "shared",
        (error: { code?: string }) => error.code,
      ),
    );
    expect((await Promise.all(tries)).sort()).toEqual(["CONFLICT", "shared"]);
  });

  test("50 simultaneous activations by both companies leave one live package", async () => {
    await shareAndAdd();
    const attempts = [holder, partner].map(async (dealer) => {
      const ref = { ...(await refFor(dealer)), offerCode: "AJAX_SIM" };
      return Array.from({ length: 25 }, () => () => activatePackage(as(dealer), ref));
    });
    const all = (await Promise.all(attempts)).flat();
    const results = await Promise.allSettled(all.map((attempt) => attempt()));
    expect(results.filter((result) => result.status === "fulfilled" && result.value.ok)).toHaveLength(1);
    const { rows } = await db.owner.query(
      "select count(*)::int as runs, count(*) filter (where status <> 'INACTIVE')::int as live from hub_package where hub_id = $1",
      [hub.key],
    );
    expect(rows).toEqual([{ runs: 1, live: 1 }]);
  });
});

describe("the end of a share", () => {
  test("is refused while the second company's services run, and writes nothing", async () => {
    await shareAndAdd();
    await activate(partner);
    const before = await traces();
    expect(await endShare(as(holder), hub)).toMatchObject({ ok: false, refusal: "MANAGED_ELSEWHERE" });
    expect(await traces()).toEqual(before);

    await stopPackage(as(partner), await refFor(partner));
    expect(await endShare(as(holder), hub)).toMatchObject({ ok: true });
    await expect(activate(partner)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await add(partner, place)).toMatchObject({ ok: false, refusal: "HUB_TAKEN" });
    await expect(endShare(as(holder), hub)).rejects.toMatchObject({ code: "CONFLICT" });
    // Shared again, it is back where it was.
    expect(await share()).toMatchObject({ ok: true });
    expect(await activate(partner)).toMatchObject({ ok: true });
  });

  test("takes back what the second company has planned to start", async () => {
    await shareAndAdd();
    await db.owner.query(
      `insert into scheduled_change (id, company_id, hub_id, kind, reseller_id, connection_id, offer_id, is_approved, zone,
         created_by_id, created_by_name, created_at)
       select gen_random_uuid(), company_id, $2, 'START', reseller_id, id, (select id from package_offer), true,
         'Europe/Kyiv', $3, 'Owner', now() from reseller_connection where company_id = $1`,
      [partner.id, hub.key, partner.owner.id],
    );
    expect(await endShare(as(holder), hub)).toMatchObject({ ok: true });
    const { rows } = await db.owner.query("select status::text from scheduled_change where hub_id = $1", [hub.key]);
    expect(rows).toEqual([{ status: "CANCELED" }]);
  });

  test("comes first or finds the services of an activation at the same moment, never both", async () => {
    for (let round = 0; round < 5; round++) {
      hub = await addHub(db.owner, holder);
      await shareAndAdd();
      const ref = await refFor(partner);
      const [ended, activated] = await Promise.allSettled([
        endShare(as(holder), hub),
        activatePackage(as(partner), { ...ref, offerCode: "AJAX_SIM" }),
      ]);
      const isEnded = ended.status === "fulfilled" && ended.value.ok;
      const isActive = activated.status === "fulfilled" && activated.value.ok;
      expect(isEnded).toBe(!isActive);
    }
  });

  test("a run that is over blocks nobody, job or no job", async () => {
    await shareAndAdd();
    await activate(partner);
    await db.owner.query(
      "update hub_package set version = version + 1, confirm_by = null, confirmed_at = activated_at where hub_id = $1",
      [hub.key],
    );
    expect(await deactivatePackage(as(partner), await refFor(partner))).toMatchObject({ ok: true });
    const inNextMonth = 32 * 24 * 3_600_000;
    await db.owner.query("update simulation_clock set offset_ms = offset_ms + $2 where id = $1", [
      holder.clockId,
      inNextMonth,
    ]);
    expect(await activate(holder)).toMatchObject({ ok: true });
    const { rows } = await db.owner.query(
      "select company_id as of, status::text, end_reason::text as end from hub_package where hub_id = $1 order by activated_at",
      [hub.key],
    );
    expect(rows).toEqual([
      { of: partner.id, status: "INACTIVE", end: "EXPIRED" },
      { of: holder.id, status: "ACTIVE", end: null },
    ]);
    expect(await endShare(as(holder), hub)).toMatchObject({ ok: true });
  });

  test("a company cannot be deleted while another one's services run on its hub; deleted, its shares are over", async () => {
    const leaving = await addDealer(db.owner);
    await db.owner.query("update company set clock_id = $2 where id = $1", [leaving.id, holder.clockId]);
    await setPassword(db.owner, leaving.owner.id);
    hub = await addHub(db.owner, leaving);
    expect(await share(leaving)).toMatchObject({ ok: true });
    expect(await add(partner, place)).toMatchObject({ ok: true });
    await activate(partner);
    const deletion = { typedName: leaving.name, password: testPassword };
    expect(await deleteCompany(as(leaving), deletion)).toMatchObject({
      ok: false,
      refusal: "HAS_LIVE_PACKAGES",
      params: { n: 1 },
    });
    const marked = `update company set deleted_at = now() where id = '${leaving.id}'`;
    expect(await refusalOf(db.app, marked)).toBe("company_without_live_packages");

    await stopPackage(as(partner), await refFor(partner));
    expect(await deleteCompany(as(leaving), deletion)).toMatchObject({ ok: true });
    await expect(activate(partner)).rejects.toMatchObject({ code: "NOT_FOUND" });
    // What a deleted company has left behind is anybody's, the second company's too.
    expect(await add(partner, place)).toMatchObject({ ok: true });
  });
});

describe("the database itself", () => {
  const shared = (columns: string, values: string) =>
    `insert into hub_access (hub_id, kind, shared_at, shared_by_id, shared_by_name, ${columns})
     values ('${hub.key}', 'SHARED', now(), '${holder.owner.id}', 'Owner', ${values})`;
  const toPartner = () => shared("company_id", `'${partner.id}'`);
  const end = () => `update hub_access set ended_at = shared_at where hub_id = '${hub.key}' and kind = 'SHARED'`;
  const run = () =>
    `insert into hub_package (id, company_id, hub_id, sim_id, offer_id, reseller_id, connection_id, status, billing_zone,
       activated_at, confirm_by)
     select gen_random_uuid(), company_id, '${hub.key}', '${hub.simId}', (select id from package_offer), reseller_id, id,
       'ACTIVE', 'Europe/Kyiv', now(), now() + interval '1 day' from reseller_connection where company_id = '${partner.id}'`;
  const simOn = () =>
    `update ajax_sim set desired_status = 'ENABLED', desired_version = desired_version + 1 where id = '${hub.simId}'`;

  test("lets a hub be shared with one other company at a time, under an object of its own", async () => {
    expect(await refusalOf(db.app, toPartner())).toBe("accepted");
    expect(await refusalOf(db.app, toPartner(), shared("company_id", `'${stranger.id}'`))).toBe(
      "hub_access_one_of_a_kind",
    );
    expect(await refusalOf(db.app, toPartner(), end(), shared("company_id", `'${stranger.id}'`))).toBe("accepted");
    expect(await refusalOf(db.app, shared("company_id", `'${holder.id}'`))).toBe("hub_access_to_another");
    expect(await refusalOf(db.app, shared("company_id, object_id", `'${partner.id}', '${hub.objectId}'`))).toBe(
      "hub_access_company_id_object_id_fkey",
    );
    const holders = `update hub_access set ended_at = now() where hub_id = '${hub.key}' and kind = 'HOLDER'`;
    expect(await refusalOf(db.app, holders)).toBe("hub_access_columns_agree");
    expect(await refusalOf(db.app, holders.replace("ended_at = now()", "kind = 'SHARED'"))).toBe("hub_access_fixed");
  });

  test("lets a second company run a hub while it is shared, and never ends the share under its services", async () => {
    expect(await refusalOf(db.app, run(), simOn())).toBe("hub_package_company_id_hub_id_fkey");
    expect(await refusalOf(db.app, toPartner(), run(), simOn())).toBe("accepted");
    expect(await refusalOf(db.app, toPartner(), end(), run(), simOn())).toBe("hub_package_still_shared");
    expect(await refusalOf(db.app, toPartner(), run(), simOn(), end())).toBe("hub_access_in_use");
  });

  test("moves the holder's row with the hub", async () => {
    const other = (await addHub(db.owner, holder)).objectId;
    expect(await moveHub(as(holder), { ...hub, toObjectId: other })).toMatchObject({ ok: true });
    const { rows } = await db.owner.query("select object_id from hub_access where hub_id = $1", [hub.key]);
    expect(rows).toEqual([{ object_id: other }]);
  });
});
