import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { closeLimits } from "@/lib/server/limits";
import { changeReseller } from "@/lib/server/services/resellers/change-reseller";
import { grantReseller } from "@/lib/server/services/resellers/grant-reseller";
import { inviteReseller } from "@/lib/server/services/resellers/invite-reseller";
import { requestConnection } from "@/lib/server/services/resellers/request-connection";
import { waitOutRequests } from "@/lib/server/services/resellers/wait-out-requests";
import { withdrawInvitation } from "@/lib/server/services/resellers/withdraw-invitation";
import { addDealer, contextOf, type Dealer } from "../support/dealer";
import { openTestDatabase, type TestDatabase } from "../support/open";
import { actsOn, addAdmin, addCompanyBeside, addDesk, mailsAbout, openNotices, passDays } from "./desk";

let database: TestDatabase;
let dealer: Dealer;
let email: string;

const invite = (person = dealer.manager, to = email) =>
  inviteReseller(contextOf(dealer, person), { email: to, message: "Forty hubs in Odesa.", locale: "en" });

async function invited(): Promise<string> {
  const outcome = await invite();
  if (!outcome.ok || !("invitationId" in outcome.value)) throw new Error("It was not invited.");
  return outcome.value.invitationId;
}

async function mailTo(address: string) {
  const { rows } = await database.owner.query(
    "select template, locale, account_id, data - 'dealer' - 'person' - 'untilAt' as data from mail_message where recipient = $1",
    [address],
  );
  return rows;
}

const grantTo = (companyId: string, address = email) => ({
  companyId,
  countries: ["UA"],
  requestEmail: address,
  currency: "EUR",
  policy: "FULL_MONTH" as const,
  feeMinor: 200,
  reason: "Contract signed.",
});

const thisMonth = () =>
  Temporal.Now.instant()
    .toZonedDateTimeISO("Etc/GMT+12")
    .toPlainDate()
    .toPlainYearMonth()
    .toString() as `${number}-${number}`;

/** Which rule the dealer's office was told of; the mail and the entry of history name the same. */
async function whyDropped({ id }: Dealer): Promise<string> {
  const { rows } = await database.owner.query<{ refusal: string; n: number }>(
    `select m.data ->> 'refusal' as refusal, count(*)::int as n from mail_message m
     join audit_entry e on e.company_id = m.company_id and e.action = 'connection.invitation_withdrawn'
       and e.after ->> 'refusal' = m.data ->> 'refusal'
     where m.template = 'reseller-invitation-dropped' and m.company_id = $1 group by 1`,
    [id],
  );
  expect(rows).toEqual([{ refusal: expect.any(String), n: 3 }]);
  return rows[0]?.refusal ?? "";
}

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await closeLimits();
  dealer = await addDealer(database.owner);
  email = `office-${randomUUID()}@unknown.example`;
});

describe("inviting an address that no reseller uses", () => {
  test("works: it waits 90 days, the address gets one mail without the message, history shows it to the dealer", async () => {
    const id = await invited();
    const { rows } = await database.owner.query(
      `select email::text, state::text, message, expires_at - sent_at = interval '2160 hours' as "is90Days"
       from reseller_invitation where id = $1`,
      [id],
    );
    expect(rows).toEqual([{ email, state: "SENT", message: "Forty hubs in Odesa.", is90Days: true }]);
    expect(await mailTo(email)).toEqual([
      {
        template: "reseller-invited",
        locale: "en",
        account_id: null,
        data: { email, zone: "Europe/Kyiv", linkPath: "/account/companies" },
      },
    ]);
    expect(await actsOn(database.owner, id)).toEqual(["connection.invited PERSON"]);
  });

  test("answers, stores and mails alike for a stranger, a PRO account and another company", async () => {
    const other = await addCompanyBeside(database.owner, dealer.clockId);
    const companyEmail = `desk-${other.slug}@test.example`;
    await database.owner.query("update company set email = $2 where id = $1", [other.id, companyEmail]);
    const addresses = [email, other.manager.email, companyEmail];
    for (const address of addresses) {
      const outcome = await invite(dealer.manager, address);
      expect(outcome).toEqual({ ok: true, value: { invitationId: expect.any(String) } });
      const mails = await mailTo(address);
      const data = { email: address, zone: "Europe/Kyiv", linkPath: "/account/companies" };
      expect(mails).toEqual([{ template: "reseller-invited", locale: "en", account_id: null, data }]);
    }
    const { rows } = await database.owner.query(
      "select count(*)::int as n from notification where kind like 'request.%' and company_id = any($1)",
      [[other.id, dealer.id]],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test("asks the reseller at once whose address it is, however it is written; one of another sandbox counts as unknown", async () => {
    const desk = await addDesk(database.owner, dealer.clockId);
    const shouted = await invite(dealer.manager, desk.email.toUpperCase());
    expect(shouted).toEqual({ ok: true, value: { requestId: expect.any(String) } });
    const far = await addDesk(database.owner, null);
    expect(await invite(dealer.manager, far.email)).toMatchObject({ value: { invitationId: expect.any(String) } });
  });

  test("refused: invited already, its own address, not enrolled, its own request address", async () => {
    await invited();
    expect(await invite()).toMatchObject({ refusal: "REQUEST_OPEN", params: { reseller: email } });
    await database.owner.query("update company set email = $2 where id = $1", [dealer.id, `own-${email}`]);
    expect(await invite(dealer.owner, `own-${email}`)).toMatchObject({ refusal: "SELF_REQUEST" });

    const outsider = await addDealer(database.owner, { isEnrolled: false });
    const input = { email, message: null, locale: "en" };
    expect(await inviteReseller(contextOf(outsider, outsider.owner), input)).toMatchObject({ refusal: "NOT_ENROLLED" });

    const desk = await addDesk(database.owner, dealer.clockId);
    await database.owner.query("update reseller set company_id = $2 where id = $1", [desk.resellerId, dealer.id]);
    expect(await invite(dealer.owner, desk.email)).toMatchObject({ refusal: "SELF_REQUEST" });
  });

  test("an installer may not invite; the twenty-first request of a day must wait", async () => {
    await expect(invite(dealer.installer)).rejects.toMatchObject({ code: "FORBIDDEN" });
    for (let n = 0; n < 20; n++) expect((await invite(dealer.owner, `${n}-${email}`)).ok).toBe(true);
    await expect(invite(dealer.owner, `21-${email}`)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  test("of ten at once one stays", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => invite()));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await mailTo(email)).toHaveLength(1);
  });
});

describe("its end", () => {
  test("taken back by the dealer alone, once; the address is told", async () => {
    const invitationId = await invited();
    const other = await addDealer(database.owner);
    const stranger = withdrawInvitation(contextOf(other, other.owner), { invitationId, locale: "en" });
    await expect(stranger).rejects.toMatchObject({ code: "NOT_FOUND" });
    const answers = await Promise.all(
      [dealer.owner, dealer.manager].map((person) =>
        withdrawInvitation(contextOf(dealer, person), { invitationId, locale: "en" }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      refusal: "REQUEST_DECIDED",
      params: { outcome: "WITHDRAWN" },
    });
    expect((await mailTo(email)).map(({ template }) => template).sort()).toEqual([
      "reseller-invitation-withdrawn",
      "reseller-invited",
    ]);
    expect((await invite()).ok).toBe(true);
  });

  test("after 90 days it has expired, as of that instant, and the dealer's office is told once", async () => {
    const invitationId = await invited();
    await passDays(database.owner, dealer, 91);
    await Promise.all([waitOutRequests(), waitOutRequests()]);
    const { rows } = await database.owner.query(
      "select state::text, closed_at = expires_at as exact from reseller_invitation where id = $1",
      [invitationId],
    );
    expect(rows).toEqual([{ state: "EXPIRED", exact: true }]);
    expect(await actsOn(database.owner, invitationId)).toEqual([
      "connection.invited PERSON",
      "connection.invitation_expired JOB",
    ]);
    expect(await openNotices(database.owner, dealer.id)).toEqual(["request.expired"]);
    const { rows: mails } = await database.owner.query(
      "select count(*)::int as n from mail_message where template = 'reseller-invitation-expired' and company_id = $1",
      [dealer.id],
    );
    expect(mails).toEqual([{ n: 3 }]);
  });

  test("late jobs change nothing: past its end it is not claimed, and makes room for another", async () => {
    await invited();
    await passDays(database.owner, dealer, 90);
    expect((await invite()).ok).toBe(true);
    const { rows } = await database.owner.query(
      "select state::text from reseller_invitation where company_id = $1 order by sent_at",
      [dealer.id],
    );
    expect(rows.map(({ state }) => state)).toEqual(["EXPIRED", "SENT"]);
  });
});

describe("when the platform makes the address a reseller's", () => {
  test("every waiting invitation becomes a request in the same transaction, and both sides are told", async () => {
    const invitationId = await invited();
    const second = await addDealer(database.owner);
    await database.owner.query("update company set clock_id = $1 where id = $2", [dealer.clockId, second.id]);
    await inviteReseller(contextOf(second, second.owner), { email, message: null, locale: "uk" });
    const company = await addCompanyBeside(database.owner, dealer.clockId);

    const outcome = await grantReseller(await addAdmin(database.owner), {
      ...grantTo(company.id),
      fromMonth: thisMonth(),
    });
    expect(outcome).toMatchObject({ ok: true, value: { claimed: 2 } });
    const { rows } = await database.owner.query(
      `select v.state::text, q.status::text, q.message, q.sent_by_id = v.sent_by_id as "sameSender"
       from reseller_invitation v join connection_request q on q.id = v.request_id where v.id = $1`,
      [invitationId],
    );
    expect(rows).toEqual([{ state: "CLAIMED", status: "PENDING", message: "Forty hubs in Odesa.", sameSender: true }]);
    expect(await openNotices(database.owner, company.id)).toEqual(["request.received"]);
    expect(await openNotices(database.owner, dealer.id)).toEqual(["request.passed_on"]);
    expect(await mailsAbout(database.owner, company.id)).toContain("request-received");
    expect(await mailsAbout(database.owner, dealer.id)).toContain("reseller-invitation-claimed");
  });

  test("one that cannot become a request is taken back: of the company itself, and of who is no dealer any more", async () => {
    await invited();
    const gone = await addDealer(database.owner);
    await database.owner.query("update company set clock_id = $1 where id = $2", [dealer.clockId, gone.id]);
    await inviteReseller(contextOf(gone, gone.owner), { email, message: null, locale: "en" });
    await database.owner.query("delete from dealer_enrollment where company_id = $1", [gone.id]);
    const outcome = await grantReseller(await addAdmin(database.owner), {
      ...grantTo(dealer.id),
      fromMonth: thisMonth(),
    });
    expect(outcome).toMatchObject({ ok: true, value: { claimed: 0 } });
    const { rows } = await database.owner.query(
      "select distinct state::text from reseller_invitation where email = $1",
      [email],
    );
    expect(rows).toEqual([{ state: "WITHDRAWN" }]);
    expect([await whyDropped(dealer), await whyDropped(gone)]).toEqual(["SELF_REQUEST", "NOT_ENROLLED"]);
    expect(await openNotices(database.owner, gone.id)).toEqual(["request.not_passed_on"]);
  });

  test("of a reseller that takes no requests, and of one that asked already: taken back, and told why", async () => {
    const invitationId = await invited();
    const desk = await addDesk(database.owner, dealer.clockId);
    const admin = await addAdmin(database.owner);
    const profile = { resellerId: desk.resellerId, countries: ["UA"], reason: "A new address." };
    await changeReseller(admin, { ...profile, requestEmail: email, takesRequests: false, version: 1 });
    expect(await whyDropped(dealer)).toBe("RESELLER_CLOSED");
    expect(await actsOn(database.owner, invitationId)).toEqual([
      "connection.invited PERSON",
      "connection.invitation_withdrawn JOB",
    ]);

    const asking = await addDealer(database.owner);
    await database.owner.query("update company set clock_id = $1 where id = $2", [dealer.clockId, asking.id]);
    const input = { email: `later-${email}`, message: null, locale: "en" };
    await inviteReseller(contextOf(asking, asking.owner), input);
    await changeReseller(admin, { ...profile, requestEmail: email, takesRequests: true, version: 2 });
    await requestConnection(contextOf(asking, asking.owner), { resellerId: desk.resellerId, message: null });
    await changeReseller(admin, { ...profile, requestEmail: input.email, takesRequests: true, version: 3 });
    expect(await whyDropped(asking)).toBe("REQUEST_OPEN");
  });

  test("a request whose 90 days are over, but which no job has closed yet, makes room for the one it becomes", async () => {
    const desk = await addDesk(database.owner, dealer.clockId);
    const old = await requestConnection(contextOf(dealer, dealer.owner), {
      resellerId: desk.resellerId,
      message: null,
    });
    if (!old.ok) throw new Error(old.refusal);
    await passDays(database.owner, dealer, 80);
    const invitationId = await invited();
    await passDays(database.owner, dealer, 10);
    const change = { resellerId: desk.resellerId, countries: ["UA"], requestEmail: email, takesRequests: true };
    await changeReseller(await addAdmin(database.owner), { ...change, version: 1, reason: "A new address." });

    const { rows } = await database.owner.query(
      `select q.status::text, v.state::text from connection_request q left join reseller_invitation v on v.request_id = q.id
       where q.company_id = $1 order by q.sent_at`,
      [dealer.id],
    );
    expect(rows).toEqual([
      { status: "EXPIRED", state: null },
      { status: "PENDING", state: "CLAIMED" },
    ]);
    expect(await actsOn(database.owner, old.value.requestId)).toEqual([
      "connection.requested PERSON",
      "connection.expired JOB",
    ]);
    expect(await actsOn(database.owner, invitationId)).toEqual(["connection.invited PERSON"]);
  });

  test("an invitation of another sandbox stays as it is", async () => {
    await invited();
    const far = await addCompanyBeside(database.owner, null);
    await grantReseller(await addAdmin(database.owner), { ...grantTo(far.id), fromMonth: thisMonth() });
    const { rows } = await database.owner.query("select state::text from reseller_invitation where email = $1", [
      email,
    ]);
    expect(rows).toEqual([{ state: "SENT" }]);
  });

  test("inviting and granting at once leave one request, whichever comes first", async () => {
    const admin = await addAdmin(database.owner);
    for (let round = 0; round < 10; round++) {
      const address = `${round}-${email}`;
      const company = await addCompanyBeside(database.owner, dealer.clockId);
      await Promise.all([
        invite(dealer.owner, address),
        grantReseller(admin, { ...grantTo(company.id, address), fromMonth: thisMonth() }),
      ]);
      const { rows } = await database.owner.query(
        `select count(*)::int as n from connection_request q join reseller r on r.id = q.reseller_id
         where r.company_id = $1 and q.company_id = $2 and q.status = 'PENDING'`,
        [company.id, dealer.id],
      );
      expect(rows).toEqual([{ n: 1 }]);
    }
  });

  test("the request it became counts like any other", async () => {
    await invited();
    const company = await addCompanyBeside(database.owner, dealer.clockId);
    const outcome = await grantReseller(await addAdmin(database.owner), {
      ...grantTo(company.id),
      fromMonth: thisMonth(),
    });
    if (!outcome.ok) throw new Error(outcome.refusal);
    const { resellerId } = outcome.value;
    const again = await requestConnection(contextOf(dealer, dealer.owner), { resellerId, message: null });
    expect(again).toMatchObject({ refusal: "REQUEST_OPEN" });
  });
});
