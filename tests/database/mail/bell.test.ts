import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clockNow, realNow } from "@/lib/clock";
import { onDatabase } from "@/lib/server/context";
import { proveAccountId } from "@/lib/server/ids";
import { finishAllNotices, finishNotice } from "@/lib/server/services/notifications/finish-notices";
import { takeAllEvents, takeEventPage } from "@/lib/server/services/notifications/take-events";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { failActivations } from "@/lib/server/services/rollover/run-rollover";
import { countOpenNotices, listNotices } from "@/lib/server/store/notifications";
import { addHub, addOffer, contextOf, type Person, refOf, type TestHub } from "../support/dealer";
import { addLiveHub, addSandbox, type Sandbox } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { takeEverything } from "../support/take-events";
import { waitUntil } from "../support/wait-until";

let db: TestDatabase;
let owner: Client;
let dealer: Sandbox;
let hub: TestHub;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

beforeEach(async () => {
  dealer = await addSandbox(owner, { now: realNow().add({ minutes: 1 }) });
  hub = await addHub(owner, dealer);
  await takeEverything(owner);
});

type Line = { email: string; kind: string; isOpen: boolean; href: string; data: Record<string, string> };

/** Reads the lines about one company, by person and kind. */
async function linesOf(companyId: string): Promise<Line[]> {
  const { rows } = await owner.query<Line>(
    `select a.email::text as email, n.kind, n.done_at is null as "isOpen", n.href, n.data
     from notification n join pro_account a on a.id = n.account_id where n.company_id = $1 order by n.kind, a.email`,
    [companyId],
  );
  return rows;
}

const emails = (...people: Person[]) => people.map(({ email }) => email).sort();
const by = (person: Person) => contextOf(dealer, person);
const activate = async (person: Person) =>
  activatePackage(by(person), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
const deactivate = async (person: Person) => deactivatePackage(by(person), await refOf(owner, hub));
const reader = (person: Person) => ({ accountId: proveAccountId(person.id) });

async function openLineOf(person: Person): Promise<string> {
  const page = { isOpenOnly: true, before: null, limit: 2 };
  const [line, ...others] = await onDatabase((client) => listNotices(client, person.id, page));
  if (!line || others.length > 0) throw new Error("Not one open line.");
  return line.id;
}

const countOpen = (person: Person) => onDatabase((client) => countOpenNotices(client, person.id, 100));

describe("rings", () => {
  test("for the dealer's office but not for who did it, and for the reseller's", async () => {
    await activate(dealer.manager);
    await takeEverything(owner);
    const own = await linesOf(dealer.id);
    expect(own.map(({ email }) => email)).toEqual(emails(dealer.owner, dealer.senior));
    expect(own[0]).toMatchObject({
      kind: "package.activated",
      isOpen: true,
      href: `/c/${dealer.slug}/objects/${hub.objectId}/hubs/${hub.hubId}/package`,
      data: { hub: "Shop hub", object: "Shop", person: dealer.manager.name },
    });
    const theirs = await linesOf(dealer.reseller.companyId);
    expect(theirs).toHaveLength(1);
    expect(theirs[0]?.href).toMatch(/^\/r\/t-/);
  });

  test("for all of the office when an installer acted", async () => {
    await activate(dealer.installer);
    await takeEverything(owner);
    const own = await linesOf(dealer.id);
    expect(own.map(({ email }) => email)).toEqual(emails(dealer.owner, dealer.senior, dealer.manager));
  });

  test("with one open line a hub: what was done to it last, and when it goes off", async () => {
    await activate(dealer.installer);
    await deactivate(dealer.senior);
    await takeEverything(owner);
    const open = (await linesOf(dealer.id)).filter(({ isOpen }) => isOpen);
    expect(open.map(({ kind }) => kind)).toEqual(["package.expiry_scheduled", "package.expiry_scheduled"]);
    expect(open[0]?.data).toMatchObject({ zone: "Europe/Kyiv", endsAt: expect.stringMatching(/T2[12]:00:00Z$/) });
  });

  test("once, however often the reader starts over", async () => {
    await activate(dealer.installer);
    await takeEverything(owner);
    await finishNotice(reader(dealer.owner), { noticeId: await openLineOf(dealer.owner) });
    const before = await linesOf(dealer.id);
    await owner.query("update feed_cursor set turn = '0', seq = 0");
    await takeEverything(owner);
    expect(await linesOf(dealer.id)).toEqual(before);
  });

  test("not at all from a reader that dies halfway, and once from the next", async () => {
    await activate(dealer.installer);
    await owner.query(`
      create function break_now() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$;
      create trigger break_now before insert on digest_line for each statement execute function break_now()`);
    await expect(takeEverything(owner)).rejects.toThrow("power cut");
    expect(await linesOf(dealer.id)).toEqual([]);
    await owner.query("drop trigger break_now on digest_line; drop function break_now()");
    await Promise.all([takeEverything(owner), takeAllEvents()]);
    expect(await linesOf(dealer.id)).toHaveLength(3);
  });

  test("and mails at once where an activation failed: who activated, owner and managers", async () => {
    await activate(dealer.installer);
    await takeEverything(owner);
    await owner.query("update simulation_clock set offset_ms = 3 * 86400000 where id = $1", [dealer.clockId]);
    await failActivations();
    await takeEverything(owner);
    await takeEverything(owner);
    const everybody = emails(dealer.owner, dealer.senior, dealer.manager, dealer.installer);
    const failed = (await linesOf(dealer.id)).filter(({ kind }) => kind === "package.activation_failed");
    expect(failed.map(({ email }) => email)).toEqual(everybody);
    const { rows } = await owner.query<{ recipient: string }>(
      `select recipient::text from mail_message where company_id = $1 and template = 'activation-failed' order by 1`,
      [dealer.id],
    );
    expect(rows.map(({ recipient }) => recipient)).toEqual(everybody);
  });

  test("but not who activated and was narrowed to other objects since", async () => {
    await activate(dealer.installer);
    await owner.query("update company set is_assigned_only = true where id = $1", [dealer.id]);
    await owner.query("update simulation_clock set offset_ms = 3 * 86400000 where id = $1", [dealer.clockId]);
    await failActivations();
    await takeEverything(owner);
    const failed = (await linesOf(dealer.id)).filter(({ kind }) => kind === "package.activation_failed");
    expect(failed.map(({ email }) => email)).toEqual(emails(dealer.owner, dealer.senior, dealer.manager));
    const { rows } = await owner.query("select recipient from mail_message where account_id = $1", [
      dealer.installer.id,
    ]);
    expect(rows).toEqual([]);
  });
});

describe("done", () => {
  beforeEach(async () => {
    await activate(dealer.installer);
    await takeEverything(owner);
  });

  test("by one is done for all of the company, and not for the reseller", async () => {
    await finishNotice(reader(dealer.manager), { noticeId: await openLineOf(dealer.manager) });
    expect((await linesOf(dealer.id)).filter(({ isOpen }) => isOpen)).toEqual([]);
    expect(await linesOf(dealer.reseller.companyId)).toMatchObject([{ isOpen: true }]);
  });

  test("twice at once is done once", async () => {
    const noticeId = await openLineOf(dealer.owner);
    const both = [finishNotice(reader(dealer.owner), { noticeId }), finishNotice(reader(dealer.owner), { noticeId })];
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await countOpen(dealer.senior)).toBe(0);
  });

  test("is refused for the line of somebody else", async () => {
    const noticeId = await openLineOf(dealer.owner);
    await expect(finishNotice(reader(dealer.senior), { noticeId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await countOpen(dealer.owner)).toBe(1);
  });

  test("for everything empties one's own bell alone", async () => {
    expect(await finishAllNotices(reader(dealer.owner))).toMatchObject({ ok: true, value: { n: 1 } });
    expect([await countOpen(dealer.owner), await countOpen(dealer.senior)]).toEqual([0, 1]);
  });

  test("shows nothing of a company to who has left it, and lets nobody of there be cleared", async () => {
    const noticeId = await openLineOf(dealer.senior);
    await owner.query("update employee set state = 'REMOVED', ended_at = now() where account_id = $1", [
      dealer.senior.id,
    ]);
    expect(await countOpen(dealer.senior)).toBe(0);
    await expect(finishNotice(reader(dealer.senior), { noticeId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await countOpen(dealer.owner)).toBe(1);
  });
});

test("500 facts at once are one page, and every hub has its line", async () => {
  const at = clockNow(0);
  const some = await addLiveHub(owner, dealer, { activatedAt: at.subtract({ hours: 1 }) });
  await owner.query(
    `insert into outbox (id, kind, company_id, subject_id, hub_id, dedupe_key, payload, at)
     select gen_random_uuid(), 'package.resumed', $1, $2, $3, 'bulk:' || i, '{}', now() from generate_series(1, 700) i`,
    [dealer.id, some.packageId, some.key],
  );
  expect(await waitUntil("the events could be read", takeEventPage)).toBe(500);
  expect(await takeEventPage()).toBe(200);
  expect(await countOpen(dealer.owner)).toBe(1);
});
