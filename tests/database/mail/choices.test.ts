import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { notificationChoices, printChoice } from "@/lib/domain/notification-topics";
import { sendDigests } from "@/lib/jobs/loops/digest-loop";
import { ringOffice } from "@/lib/server/bell";
import { inSystemTransaction } from "@/lib/server/context";
import { postMail } from "@/lib/server/mail";
import { chooseNotifications } from "@/lib/server/services/notifications/choose-notifications";
import { activatePackage } from "@/lib/server/services/packages/activate-package";
import { deactivatePackage } from "@/lib/server/services/packages/deactivate-package";
import { addHub, addOffer, contextOf, type Person, refOf, type TestHub } from "../support/dealer";
import { addSandbox, type Sandbox, showInstant } from "../support/fleet";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { takeEverything } from "../support/take-events";

/** Far from the ends of day and month, which what happens in a test must not straddle. */
const noon = Temporal.Instant.from("2040-01-20T10:00:00Z");
const everything = notificationChoices.map(printChoice);
const source = { address: null, agent: null };

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
  dealer = await addSandbox(owner, { now: noon });
  hub = await addHub(owner, dealer);
  await takeEverything(owner);
});

/** Switches these choices off for a person, and leaves all others as they are. */
const switchOff = (person: Person, ...names: string[]) =>
  chooseNotifications({ accountId: person.id, source }, { shown: names, ticked: [] });

async function mutedBy(person: Person): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    "select topic || ':' || channel as name from muted_topic where account_id = $1 order by 1",
    [person.id],
  );
  return rows.map(({ name }) => name);
}

async function mailsAbout(template: string): Promise<{ recipient: string; lines: string }[]> {
  const { rows } = await owner.query<{ recipient: string; lines: string }>(
    `select recipient::text as recipient, data->>'lines' as lines from mail_message
     where company_id = $1 and template = $2 order by recipient`,
    [dealer.id, template],
  );
  return rows;
}

async function ringersFor(kind: string): Promise<string[]> {
  const { rows } = await owner.query<{ email: string }>(
    `select a.email::text as email from notification n join pro_account a on a.id = n.account_id
     where n.company_id = $1 and n.kind = $2 order by a.email`,
    [dealer.id, kind],
  );
  return rows.map(({ email }) => email);
}

const emails = (...people: Person[]) => people.map(({ email }) => email).sort();
const act = async (person: Person) =>
  activatePackage(contextOf(dealer, person), { ...(await refOf(owner, hub)), offerCode: "AJAX_SIM" });

describe("a choice", () => {
  test("is kept for the person alone, undone by a tick, and told in the account's events once", async () => {
    const seen = ["package.stopped:BELL", "month.preview:MAIL", "package.stopped:DIGEST"];
    const chosen = { shown: seen, ticked: ["month.preview:MAIL"] };
    expect(await chooseNotifications({ accountId: dealer.owner.id, source }, chosen)).toMatchObject({
      value: { n: 2 },
    });
    expect(await mutedBy(dealer.owner)).toEqual(["package.stopped:BELL", "package.stopped:DIGEST"]);
    expect(await mutedBy(dealer.senior)).toEqual([]);
    expect(await chooseNotifications({ accountId: dealer.owner.id, source }, chosen)).toMatchObject({
      value: { n: 0 },
    });
    const back = { shown: seen, ticked: seen };
    expect(await chooseNotifications({ accountId: dealer.owner.id, source }, back)).toMatchObject({ value: { n: 2 } });
    expect(await mutedBy(dealer.owner)).toEqual([]);
    const { rows } = await owner.query("select action from account_event where account_id = $1", [dealer.owner.id]);
    expect(rows.map(({ action }) => action)).toEqual(Array(2).fill("account.notifications_chosen"));
  });

  test("does not concern what a form did not show", async () => {
    await switchOff(dealer.manager, "sim.gone:MAIL");
    await chooseNotifications({ accountId: dealer.manager.id, source }, { shown: ["sim.drift:BELL"], ticked: [] });
    expect(await mutedBy(dealer.manager)).toEqual(["sim.drift:BELL", "sim.gone:MAIL"]);
  });

  test("counts only for what the person's roles are told, and never for the account's own", async () => {
    const fixed = ["account.security:MAIL", "account.invitation:BELL", "account.employment:MAIL"];
    await switchOff(dealer.installer, ...everything, ...fixed);
    const own = await mutedBy(dealer.installer);
    expect(own).toContain("activation.failed:MAIL");
    expect(own).not.toContain("request.received:MAIL");
    expect(own.some((name) => name.startsWith("account."))).toBe(false);
    await owner.query("update employee set state = 'REMOVED', ended_at = now() where account_id = $1", [
      dealer.senior.id,
    ]);
    await switchOff(dealer.senior, ...everything);
    expect(await mutedBy(dealer.senior)).toEqual([]);
  });

  test("made twice at once is made once", async () => {
    const twice = await Promise.all([1, 2].map(() => switchOff(dealer.owner, "month.preview:MAIL")));
    expect(twice.map((outcome) => outcome.ok && outcome.value.n).sort()).toEqual([0, 1]);
  });

  test("cannot be stored against the account's own, whoever writes", async () => {
    const write = db.app.query(
      "insert into muted_topic (account_id, topic, channel, muted_at) values ($1, 'account.security', 'MAIL', now())",
      [dealer.owner.id],
    );
    await expect(write).rejects.toMatchObject({ constraint: "muted_topic_never_account" });
  });
});

describe("what was switched off", () => {
  test("does not come: mails of their own", async () => {
    await switchOff(dealer.owner, "request.decided:MAIL");
    const data = { dealer: "A", reseller: "B", linkPath: "/" };
    await inSystemTransaction(async (tx) => {
      for (const { id, email } of [dealer.owner, dealer.senior]) {
        const to = { to: email, locale: null, accountId: id, companyId: dealer.id, at: new Date(0) };
        await postMail(tx, { template: "request-reopened", data, ...to });
      }
    });
    expect((await mailsAbout("request-reopened")).map(({ recipient }) => recipient)).toEqual([dealer.senior.email]);
  });

  test("does not ring, by whichever way a line comes", async () => {
    await switchOff(dealer.senior, "package.activated:BELL", "request.decided:BELL");
    await act(dealer.installer);
    await takeEverything(owner);
    expect(await ringersFor("package.activated")).toEqual(emails(dealer.owner, dealer.manager));
    const notice = { kind: "request.reopened", data: {}, href: "/", groupKey: randomUUID(), at: new Date(0) } as const;
    await inSystemTransaction((tx) => ringOffice(tx, { companyId: dealer.id, exceptAccountId: null }, notice));
    expect(await ringersFor("request.reopened")).toEqual(emails(dealer.owner, dealer.manager));
  });

  test("is left out of the day's mail, which does not come at all if nothing is left", async () => {
    await switchOff(dealer.senior, "package.activated:DIGEST");
    await switchOff(dealer.manager, "package.activated:DIGEST", "package.deactivated:DIGEST");
    await act(dealer.installer);
    await deactivatePackage(contextOf(dealer, dealer.installer), await refOf(owner, hub));
    await takeEverything(owner);
    await showInstant(owner, dealer.clockId, noon.add({ hours: 48 }));
    await sendDigests();
    const mails = await mailsAbout("day-digest");
    expect(mails.map(({ recipient }) => recipient)).toEqual(emails(dealer.owner, dealer.senior));
    const linesOf = (person: Person) => mails.find(({ recipient }) => recipient === person.email)?.lines.split("\n");
    expect(linesOf(dealer.owner)).toHaveLength(2);
    expect(linesOf(dealer.senior)).toEqual([expect.stringContaining("deactivated")]);
  });
});
