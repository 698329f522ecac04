import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CompanyChange, updateCompany } from "@/lib/server/services/companies/update-company";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { historyOf } from "../support/company";
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
  reseller = await addReseller(owner);
});

beforeEach(async () => {
  dealer = await addDealer(owner);
  await connect(owner, dealer, reseller);
});

afterAll(() => db.close());

function change(wanted: Partial<CompanyChange> = {}): CompanyChange {
  return {
    version: 1,
    name: "Renamed",
    kind: "INSTALLATION",
    registrationNumber: "12345678",
    taxNumber: null,
    country: "UA",
    timeZone: "Europe/Kyiv",
    address: "Khreshchatyk 1, Kyiv",
    phone: "+380 44 123 4567",
    ...wanted,
  };
}

async function traces(id: string) {
  const { rows } = await owner.query(
    `select row_to_json(c) as company, (select row_to_json(d) from dealer_enrollment d where d.company_id = c.id) as dealer
     from company c where c.id = $1`,
    [id],
  );
  return { ...rows[0], history: await historyOf(owner, id) };
}

const asOwner = () => contextOf(dealer, dealer.owner);

describe("changing a profile", () => {
  test("works, with before and after in the history, and keeps the address in the portal", async () => {
    const outcome = await updateCompany(asOwner(), change());
    expect(outcome).toEqual({ ok: true, value: { version: 2, isDealerEnded: 0 } });
    const { company, dealer: enrollment, history } = await traces(dealer.id);
    expect(company).toEqual(expect.objectContaining({ name: "Renamed", slug: dealer.slug, version: 2 }));
    expect(enrollment).not.toBeNull();
    expect(history).toEqual(["company.updated"]);
    const { rows } = await owner.query("select before, after from audit_entry where company_id = $1", [dealer.id]);
    expect(rows[0].before).toEqual(expect.objectContaining({ name: dealer.name, kind: "MIXED" }));
    expect(rows[0].after).toEqual(expect.objectContaining({ name: "Renamed", kind: "INSTALLATION" }));
    expect(rows[0].after).not.toHaveProperty("country");
  });

  test("refused: a dealer does not become a company that only watches", async () => {
    const before = await traces(dealer.id);
    expect(await updateCompany(asOwner(), change({ kind: "MONITORING" }))).toEqual({
      ok: false,
      refusal: "COMPANY_KIND",
    });
    expect(await traces(dealer.id)).toEqual(before);
  });

  test.each(["senior", "manager", "installer"] as const)("wrong role: not for the %s, nothing written", async (who) => {
    const before = await traces(dealer.id);
    await expect(updateCompany(contextOf(dealer, dealer[who]), change())).rejects.toThrow("FORBIDDEN");
    expect(await traces(dealer.id)).toEqual(before);
  });

  test("other company: its owner is a stranger here, with nothing written", async () => {
    const before = await traces(dealer.id);
    const stranger = await addDealer(owner);
    await expect(updateCompany(contextOf(dealer, stranger.owner), change())).rejects.toThrow("NOT_FOUND");
    expect(await traces(dealer.id)).toEqual(before);
  });

  test("lost race: of two forms of one version one wins, the other reads who was faster", async () => {
    const results = await Promise.allSettled([
      updateCompany(asOwner(), change({ name: "One" })),
      updateCompany(asOwner(), change({ name: "Two" })),
    ]);
    const lost = results.find((result) => result.status === "rejected");
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(lost?.reason).toEqual(
      expect.objectContaining({ code: "CONFLICT", params: expect.objectContaining({ did: "company.updated" }) }),
    );
  });
});

describe("another country", () => {
  const toGermany = () => change({ country: "DE", timeZone: "Europe/Berlin" });

  test("ends dealer status", async () => {
    expect(await updateCompany(asOwner(), toGermany())).toEqual({ ok: true, value: { version: 2, isDealerEnded: 1 } });
    const { company, dealer: enrollment } = await traces(dealer.id);
    expect(company).toEqual(expect.objectContaining({ country: "DE", time_zone: "Europe/Berlin" }));
    expect(enrollment).toBeNull();
  });

  test("is refused while services run, ending ones too, and free once they are stopped", async () => {
    const hub = await addHub(owner, dealer);
    const ref = () => refOf(owner, hub);
    await activatePackage(asOwner(), { ...(await ref()), offerCode: "AJAX_SIM" });
    const locked = { ok: false, refusal: "COUNTRY_LOCKED", params: { n: 1 } };
    expect(await updateCompany(asOwner(), toGermany())).toEqual(locked);
    await deactivatePackage(asOwner(), await ref());
    expect(await updateCompany(asOwner(), toGermany())).toEqual(locked);
    await stopPackage(asOwner(), await ref());
    expect((await updateCompany(asOwner(), toGermany())).ok).toBe(true);
  });

  test("meets an activation at the same moment: exactly one of both happens", async () => {
    const ref = await refOf(owner, await addHub(owner, dealer));
    const [moved, activated] = await Promise.all([
      updateCompany(asOwner(), toGermany()),
      activatePackage(contextOf(dealer, dealer.installer), { ...ref, offerCode: "AJAX_SIM" }),
    ]);
    expect([moved.ok, activated.ok].filter(Boolean)).toHaveLength(1);
    expect(moved.ok ? activated : moved).toEqual(
      expect.objectContaining({ refusal: moved.ok ? "NOT_ENROLLED" : "COUNTRY_LOCKED" }),
    );
  });

  test("another zone leaves running packages where they began", async () => {
    const ref = await refOf(owner, await addHub(owner, dealer));
    await activatePackage(asOwner(), { ...ref, offerCode: "AJAX_SIM" });
    await owner.query("update company set country = 'ES', time_zone = 'Europe/Madrid', version = 5 where id = $1", [
      dealer.id,
    ]);
    await updateCompany(asOwner(), change({ version: 5, country: "ES", timeZone: "Atlantic/Canary" }));
    const { rows } = await owner.query("select billing_zone from hub_package where company_id = $1", [dealer.id]);
    expect(rows).toEqual([{ billing_zone: "Europe/Kyiv" }]);
  });
});
