import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { realNow } from "@/lib/clock";
import { startOfNextMonth } from "@/lib/domain/billing-month";
import { sendDigests } from "@/lib/jobs/loops/digest-loop";
import { sendDueDigest } from "@/lib/server/services/notifications/send-digests";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { stopPackage } from "@/lib/server/services/packages/stop-package";
import { planRollover } from "@/lib/server/services/rollover/plan-rollover";
import { runRollover } from "@/lib/server/services/rollover/run-rollover";
import { addHub, addOffer, contextOf, refOf } from "../support/dealer";
import { addFleet, addSandbox, type Sandbox, showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { takeEverything } from "../support/take-events";

const zone = "Europe/Kyiv";
/** A month end far enough ahead for forward-only clocks. */
const monthEnd = startOfNextMonth(realNow().add({ hours: 24 * 40 }), zone);
const month = monthEnd.subtract({ hours: 24 }).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().toString();

let db: TestDatabase;
let owner: Client;
let dealer: Sandbox;

beforeAll(async () => {
  db = await openTestDatabase();
  owner = db.owner;
  await addOffer(owner);
});

afterAll(() => db.close());

type Mail = { recipient: string; locale: string; data: Record<string, string | number> };

async function mailsOf(companyId: string, template: string): Promise<Mail[]> {
  const { rows } = await owner.query<Mail>(
    `select recipient::text as recipient, locale, data from mail_message
     where company_id = $1 and template = $2 order by recipient, id`,
    [companyId, template],
  );
  return rows;
}

async function bellOf(companyId: string): Promise<{ kind: string; data: Record<string, string | number> }[]> {
  const { rows } = await owner.query<{ kind: string; data: Record<string, string | number> }>(
    `select kind, data from notification where company_id = $1 and kind = 'package.expired'`,
    [companyId],
  );
  return rows;
}

/** Does what the worker's two loops do, twice. */
async function work(): Promise<void> {
  for (const loop of [takeEverything, sendDigests, takeEverything, sendDigests]) await loop(owner);
}

const office = () => [dealer.owner, dealer.senior, dealer.manager].map(({ email }) => email).sort();

describe("endings", () => {
  beforeEach(async () => {
    dealer = await addSandbox(owner, { now: monthEnd.subtract({ hours: 24 * 10 }), timeZone: zone });
    await addFleet(owner, dealer, {
      count: 40,
      activatedAt: monthEnd.subtract({ hours: 24 * 20 }),
      expiresAt: monthEnd,
    });
    await showInstant(owner, dealer.clockId, monthEnd.add({ seconds: 5 }));
  });

  async function ownRun(): Promise<string> {
    const run = (await planRollover()).find(({ clockId }) => clockId === dealer.clockId);
    if (!run) throw new Error("The month is over, so there is a run.");
    return run.id;
  }

  test("of one run are one line and one mail a person, and one line for the reseller", async () => {
    await runRollover(await ownRun());
    await work();
    expect(await bellOf(dealer.id)).toHaveLength(3);
    expect((await bellOf(dealer.id))[0]?.data).toMatchObject({ n: 40, month, company: dealer.name });
    expect(await bellOf(dealer.reseller.companyId)).toMatchObject([{ data: { n: 40, month } }]);
    const mails = await mailsOf(dealer.id, "services-ended");
    expect(mails.map(({ recipient }) => recipient)).toEqual(office());
    expect(mails[0]?.data).toMatchObject({ n: 40, linkPath: `/c/${dealer.slug}/objects?tile=activation-required` });
    expect(String(mails[0]?.data.lines).split("\n")).toHaveLength(31);
    expect(mails[0]?.data.lines).toMatch(/^Hub 1, Shop\n[\s\S]*and 10 more$/);
  });

  test("wait until the run is closed", async () => {
    const runId = await ownRun();
    await runRollover(runId);
    await owner.query("update rollover_run set status = 'RUNNING', finished_at = null where id = $1", [runId]);
    await work();
    expect(await mailsOf(dealer.id, "services-ended")).toEqual([]);
    await owner.query("update rollover_run set status = 'COMPLETE', finished_at = now() where id = $1", [runId]);
    await work();
    expect(await mailsOf(dealer.id, "services-ended")).toHaveLength(3);
  });

  test("wait until the reader has taken every one of them", async () => {
    await runRollover(await ownRun());
    await sendDigests();
    expect(await mailsOf(dealer.id, "services-ended")).toEqual([]);
    await work();
    expect(await mailsOf(dealer.id, "services-ended")).toHaveLength(3);
  });

  test("told by a worker that dies halfway are told once by the next two", async () => {
    await runRollover(await ownRun());
    await takeEverything(owner);
    await owner.query(`
      create function break_now() returns trigger language plpgsql as $$ begin raise exception 'power cut'; end $$;
      create trigger break_now before update on digest for each statement execute function break_now()`);
    await expect(sendDueDigest()).rejects.toThrow("power cut");
    expect(await mailsOf(dealer.id, "services-ended")).toEqual([]);
    await owner.query("drop trigger break_now on digest; drop function break_now()");
    await Promise.all([sendDigests(), sendDigests()]);
    expect(await mailsOf(dealer.id, "services-ended")).toHaveLength(3);
    expect(await bellOf(dealer.id)).toHaveLength(3);
  });
});

describe("a month end that is near", () => {
  beforeEach(async () => {
    dealer = await addSandbox(owner, { now: monthEnd.subtract({ hours: 73 }), timeZone: zone });
    await addFleet(owner, dealer, { count: 2, activatedAt: monthEnd.subtract({ hours: 300 }), expiresAt: monthEnd });
  });

  test("is told three days before, once", async () => {
    await work();
    expect(await mailsOf(dealer.id, "month-end-preview")).toEqual([]);
    await showInstant(owner, dealer.clockId, monthEnd.subtract({ hours: 71 }));
    await Promise.all([sendDigests(), sendDigests()]);
    await work();
    const mails = await mailsOf(dealer.id, "month-end-preview");
    expect(mails.map(({ recipient }) => recipient)).toEqual(office());
    expect(mails[0]?.data).toMatchObject({ n: 2, zone, lines: "Hub 1, Shop\nHub 2, Shop" });
    expect(new Date(String(mails[0]?.data.endsAt)).getTime()).toBe(monthEnd.epochMilliseconds);
  });

  test("is not told where the clock has jumped over it", async () => {
    await showInstant(owner, dealer.clockId, monthEnd.add({ seconds: 1 }));
    await work();
    expect(await mailsOf(dealer.id, "month-end-preview")).toEqual([]);
  });
});

describe("a day", () => {
  const morning = monthEnd
    .subtract({ hours: 24 * 15 })
    .toZonedDateTimeISO(zone)
    .startOfDay()
    .add({ hours: 9 });
  const nextDay = morning.add({ days: 1 }).startOfDay();

  beforeEach(async () => {
    dealer = await addSandbox(owner, { now: morning.toInstant(), timeZone: zone });
    await owner.query("update pro_account set locale = 'uk' where id = $1", [dealer.manager.id]);
    await owner.query("update company set clock_id = $2 where id = $1", [dealer.reseller.companyId, dealer.clockId]);
    const hub = await addHub(owner, dealer);
    const by = contextOf(dealer, dealer.installer);
    await activatePackage(by, { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
    await stopPackage(contextOf(dealer, dealer.senior), await refOf(owner, hub));
    await work();
  });

  test("is told when it is over by the company's clock, once, each reader in the own language", async () => {
    expect(await mailsOf(dealer.id, "day-digest")).toEqual([]);
    await showInstant(owner, dealer.clockId, nextDay.toInstant());
    await Promise.all([sendDigests(), sendDigests()]);
    await work();
    const mails = await mailsOf(dealer.id, "day-digest");
    expect(mails.map(({ recipient }) => recipient)).toEqual(office());
    const of = (person: { email: string }) => mails.find(({ recipient }) => recipient === person.email)?.data;
    expect(of(dealer.owner)?.lines).toBe(
      `Shop hub, Shop: activated by ${dealer.installer.name}\nShop hub, Shop: stopped by ${dealer.senior.name}`,
    );
    expect(of(dealer.manager)?.lines).toContain("Shop hub, Shop: активовано");
    expect(of(dealer.owner)?.day).toMatch(/^\d{1,2} \w+ \d{4}$/);
    const theirs = await mailsOf(dealer.reseller.companyId, "day-digest");
    expect(theirs).toMatchObject([{ data: { lines: `${dealer.name}: 1 activated, 1 stopped` } }]);
  });

  test("that was told is followed by a second part for what was read late", async () => {
    await showInstant(owner, dealer.clockId, nextDay.toInstant());
    await work();
    const hub = await addHub(owner, dealer);
    await activatePackage(contextOf(dealer, dealer.owner), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });
    await owner.query("update outbox set at = $2 where hub_id = $1", [hub.key, morning.toInstant().toString()]);
    await work();
    const mails = await mailsOf(dealer.id, "day-digest");
    expect(mails).toHaveLength(6);
    expect(mails.filter(({ data }) => String(data.lines).split("\n").length === 1)).toHaveLength(3);
  });
});
